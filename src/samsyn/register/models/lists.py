"""The light lists of an initiative: what may go wrong, what it waits for, and who does what."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions

from .initiatives import Initiative


class Noted(models.Model):
    """A line of an initiative's lists; one that is over keeps the day it ended."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class KnownRisk(Noted):
    """Something that may go wrong, how likely and how bad, and what is done about it [risk]."""

    LEVELS = [(1, "1 Liten"), (2, "2 Måttlig"), (3, "3 Stor"), (4, "4 Mycket stor")]
    what = models.CharField("Vad kan hända?", max_length=300)
    likelihood = models.PositiveSmallIntegerField("Sannolikhet", choices=LEVELS)
    consequence = models.PositiveSmallIntegerField("Konsekvens", choices=LEVELS)
    measure = models.CharField("Vad görs åt det?", max_length=300, blank=True)
    owner = models.CharField("Ansvarig", max_length=120, blank=True)
    history = Versions()


class Dependency(Noted):
    """What an initiative waits for, another initiative or something outside, and by when [beroende]."""

    on = models.ForeignKey(
        Initiative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Annat initiativ",
    )
    what = models.CharField("Vad behövs?", max_length=300)
    needed_by = models.DateField("Behövs senast", null=True, blank=True)
    history = Versions()


class Part(Noted):
    """Who does what in an initiative, and from when [roll]."""

    ROLES = [
        ("sponsor", "Beställare"),
        ("owner", "Projektägare"),
        ("leader", "Projektledare"),
        ("benefit", "Effektägare"),
        ("steering", "Styrgrupp"),
        ("receiver", "Mottagare"),
        ("resource", "Resursägare"),
        ("reference", "Referensgrupp"),
    ]
    role = models.CharField("Roll", max_length=10, choices=ROLES)
    what = models.CharField("Namn", max_length=120)
    since = models.DateField("Från", null=True, blank=True)
    history = Versions()
