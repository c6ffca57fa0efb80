"""What every board gets of common IT: base deliveries in dated catalogues; and what is left out."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.models import Body, Municipality

from .initiatives import Initiative


class BaseDelivery(models.Model):
    """Common IT that every board gets, with the body that answers for it [basleverans]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    owner = models.CharField(max_length=120, blank=True)
    history = Versions()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Catalogue(models.Model):
    """A version of the catalogue of base deliveries, in force for a time; without days a draft [basleveranskatalog]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=20)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    decided_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    history = Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "edition"], name="catalogue_edition_once"),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(valid_from__isnull=False, valid_to=None),
                name="one_catalogue_open_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="catalogue_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.edition


class CatalogueItem(models.Model):
    """What a catalogue says of a base delivery: content, boundary, who pays and how much [katalograd]."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="items")
    delivery = models.ForeignKey(BaseDelivery, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(max_length=160)
    content = models.TextField(blank=True)
    boundary = models.TextField(blank=True)
    payer = models.CharField(max_length=160, blank=True)
    price = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "delivery"], name="delivery_once_a_catalogue")
        ]


class ScopeGap(models.Model):
    """What an initiative or a base delivery leaves out, the body that takes it over, and when [avgränsning]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="gaps"
    )
    delivery = models.ForeignKey(
        BaseDelivery, on_delete=models.PROTECT, null=True, blank=True, related_name="gaps"
    )
    text = models.CharField(max_length=300)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The body that takes it over; without one it hangs in the air."""
    case_number = models.CharField(max_length=60, blank=True)
    due = models.DateField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(initiative=None, delivery__isnull=False)
                | models.Q(initiative__isnull=False, delivery=None),
                name="gap_of_one_thing",
            )
        ]
