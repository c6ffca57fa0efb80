"""Where bodies stand on what they were asked about by its reference, as the auditors' recommendations (R39)."""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.inquiries.models import Answer, Inquiry
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a body stands on something that it was asked about by its reference (ställningstagande)."""

    about: str
    name: str
    stance: Stance
    reply_id: int


def stances_on(access: Access, municipality: Municipality, about: str) -> list[Finding]:
    """Return what bodies said of things whose references begin so, by reference and name; one query (R39)."""
    seen = Inquiry.objects.filter(visible(access, "inquiry"), municipality=municipality)
    found = Answer.objects.filter(
        question__about__startswith=about, question__inquiry__in=seen, reply__state="sent", reply__aside=False
    ).exclude(stance="")
    fields = ("question__about", "reply__recipient__name", "stance", "reply_id")
    latest = {(one[0], one[1]): one for one in found.order_by("reply__number").values_list(*fields)}
    return [Finding(key[0], key[1], Stance(one[2]), one[3]) for key, one in sorted(latest.items())]
