"""Forums where the municipality meets about digitalisation: standing items, members, meetings."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.models import Body, Municipality


class Forum(models.Model):
    """A standing group that meets, such as a management group; `body` keeps it [forum]."""

    KINDS = [("leadership", "Ledningsforum"), ("dialogue", "Dialogforum")]
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=KINDS, default="leadership")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    chair = models.CharField(max_length=120, blank=True)
    history = Versions()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="forum_named_once")]

    def __str__(self) -> str:
        return self.name


class StandingItem(models.Model):
    """What stands on every agenda of a forum, for a time [stående punkt]."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="standing")
    title = models.CharField(max_length=120)
    digital = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["valid_from", "pk"]

    def __str__(self) -> str:
        return self.title


class ForumMember(models.Model):
    """A body, or somebody in words, that belongs to a forum [forumdeltagare]."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="members")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=120, blank=True)
    history = Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "body"], name="body_once_a_forum"),
            models.CheckConstraint(
                condition=models.Q(body__isnull=False) | ~models.Q(who=""), name="member_is_somebody"
            ),
        ]


class ForumMeeting(models.Model):
    """A meeting of a forum; `minutes` is where its notes are [forummöte]."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="meetings")
    day = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    minutes = models.CharField(max_length=120, blank=True)
    history = Versions()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["forum", "day"], name="forum_meets_once_a_day")]

    def __str__(self) -> str:
        return f"{self.forum} {self.day}"


class Topic(models.Model):
    """A point on the agenda of a forum's meeting, and what came of it [dagordningspunkt]."""

    meeting = models.ForeignKey(ForumMeeting, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(max_length=200)
    standing = models.ForeignKey(
        StandingItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(blank=True)
    history = Versions()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ForumAttendance(models.Model):
    """That a body took part in a forum's meeting [närvaro]."""

    meeting = models.ForeignKey(ForumMeeting, on_delete=models.CASCADE, related_name="attendance")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "body"], name="body_attends_once")]
