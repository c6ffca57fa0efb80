"""What a reviewed document leads on to: a referral made of it, or the inquiry that it answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from samsyn.inquiries.queries.handling import handed_in, made_of
from samsyn.intake.models import Upload
from samsyn.intake.queries import accepted
from samsyn.intake.rules import answers, asks
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.web.base.request import Request


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a document leads: what was made of it, or a button that makes it (vidare)."""

    url: str
    text: str
    done: bool


def onward(request: Request, upload: Upload) -> list[Onward]:
    """Return where an upload's documents lead, in order; nothing before something of them is accepted."""
    found = [
        (part, asks(values), answers(values)) for part, values in sorted(accepted(upload).items())
        if asks(values) or answers(values)
    ]  # fmt: skip
    if not found:
        return []
    mine = Thing("inquiry", request.municipality.pk, request.board.id if request.board else None)
    doable = request.as_of is None and may(request.access, "write", mine)
    made = made_of(request.access, request.municipality, upload.source_id)
    handed = handed_in(request.access, request.municipality, upload.source_id, request.today)
    done = [
        Onward(reverse("inquiries:reply", args=[one.pk]), f"Svar på {one.recipient.inquiry.title}", True)
        for one in handed
    ]
    for part, asking, answering in found:
        if asking and part in made:
            done.append(Onward(reverse("inquiries:inquiry", args=[made[part].pk]), made[part].title, True))
        elif asking and doable:
            url = f"{reverse('inquiries:new')}?handling={upload.pk}&del={part}"
            done.append(Onward(url, "Skapa remiss av detta", False))
        if answering and doable and not handed:
            url = f"{reverse('inquiries:from_paper', args=[upload.pk])}?del={part}"
            done.append(Onward(url, "Lämna in som svar på en remiss", False))
    return done
