"""The list of referrals, and one referral with its recipients."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.inquiries import queries
from samsyn.inquiries.models import Extension, Reply
from samsyn.inquiries.queries import InquiryFile, InquiryRow, RecipientRow
from samsyn.inquiries.queries.handling import documents_of
from samsyn.inquiries.rules import Answered
from samsyn.kit.words import stems
from samsyn.organisation.queries import BodyRow, may
from samsyn.organisation.rules import Thing, Verb
from samsyn.reports.charts import Drawing, Series, share_bar
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, named
from samsyn.web.base.marks import chip, plain
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.inquiries.forms import MailForm
from samsyn.web.pages.inquiries.sending import choices, may_send

INQUIRIES = (
    Column(
        "title", "Remiss", head=True, wide=True, link=lambda row: reverse("inquiries:inquiry", args=[row.id]),
        under=lambda row: row.case[0] if row.case else "",
    ),
    Column("kind", "Slag", of=lambda row: row.kind_label),
    Column("sent_on", "Utskickad"),
    Column("deadline", "Svar senast"),
    Column("recipients", "Mottagare", number=True),
    Column("replies", "Svar", number=True),
    Column("decision", "Beslut", show=lambda row: row.decision),
)  # fmt: skip
STATES = (("waiting", "Svar saknas"), ("complete", "Alla har svarat"))
SHADES: tuple[Series, ...] = ("d1", "d2", "d3", "d4", "d4")
"""The chart's shades, in the order of the stances."""


def _stance(row: RecipientRow) -> SafeString:
    if row.answered is Answered.MISSING:
        return chip("bad", f"{row.late} dagar sen")
    return chip("stance", row.stance.value if row.stance else "")


def _seen(row: RecipientRow) -> SafeString | str:
    if row.opened_on:
        return format_html("{}", row.opened_on)
    return "" if row.replied_on else plain("circle-dashed", "Aldrig öppnad")


def _last(row: RecipientRow) -> SafeString | str:
    if not row.extended:
        return str(row.last or "")
    return format_html('{}<span class="under">{}</span>', row.last, "Anstånd")


def _case(row: RecipientRow) -> SafeString | str:
    if row.case:
        return format_html('<a href="{}">{}</a>', reverse("cases:case", args=[row.case[1]]), row.case[0])
    return "yttrande" if row.replied_on else ""


def _replied(row: RecipientRow) -> SafeString | str:
    if row.replied_on is None:
        return format_html('<span class="empty-value">{}</span>', row.answered.label)
    late = format_html('<span class="under">{} dagar efter</span>', row.late) if row.late else ""
    return format_html("{}{}", row.replied_on, late)


RECIPIENTS = (
    Column("name", "Instans", head=True, link=lambda row: reverse("inquiries:task", args=[row.id])),
    Column("stance", "Ställningstagande", show=_stance),
    Column("replied_on", "Svarade", show=_replied),
    Column("opened_on", "Öppnade", show=_seen),
    Column("last", "Svar senast", show=_last),
    Column("case", "Svaret finns i", of=lambda row: row.case[0] if row.case else "", show=_case),
)


@require_GET
def index(request: Request) -> HttpResponse:
    """Show all referrals with how many have answered, or send them as a file."""
    day = request.as_of or request.today
    found = queries.listing(request.access, request.municipality, as_of=request.as_of, day=day)
    view = View(request, INQUIRIES, sort="-sent_on")
    bodies = named(request)
    table = view.arrange(_wanted(found, view, bodies), "Remisser")
    if view.export:
        return download(table, request)
    context = {
        "table": table, "view": view, "states": STATES,
        "bodies": body_choices(bodies, view.filter("body")), "kinds": queries.KINDS,
        "may_send": may_send(request) or may_send(request, "question"),
    }  # fmt: skip
    return render(request, "inquiries/list.html", context)


def _wanted(found: list[InquiryRow], view: View, bodies: dict[int, BodyRow]) -> list[InquiryRow]:
    """Return the referrals that the address asks for: by words, the board that asks, whether all have answered."""
    words, body, state = stems(view.filter("q")), view.filter("body"), view.filter("state")
    codes = {name: one.id for one in bodies.values() for name in (str(one.id), one.code, one.name)}
    return [
        row
        for row in found
        if all(word in row.title.casefold() for word in words)
        and view.filter("slag") in ("", row.kind)
        and (not body or row.body_id == codes.get(body))
        and (not state or (row.replies < row.recipients) is (state == "waiting"))
    ]


@require_GET
def inquiry(request: Request, key: int) -> HttpResponse:
    """Show one referral: what is asked, who has answered how, and who has not."""
    day = request.as_of or request.today
    file = queries.inquiry_file(request.access, request.municipality, key, as_of=request.as_of, day=day)
    if file is None:
        raise Http404(f"Remissen {key} finns inte här.")
    view = View(request, RECIPIENTS, sort="name")
    table = view.arrange(file.recipients, "Remissinstanser", search=True)
    if view.export:
        return download(table, request)
    missing = [one.name[0].lower() + one.name[1:] if one.body_id else one.name for one in file.missing]
    context = {
        "file": file, "table": table, "body": named(request)[file.row.body_id].name, "missing": missing,
        "spread": _spread(file), "passed": file.row.deadline is not None and file.row.deadline < day,
        "documents": documents_of(key), **_for_the_sender(request, file),
    }  # fmt: skip
    return render(request, "inquiries/inquiry.html", context)


def _for_the_sender(request: Request, file: InquiryFile) -> dict[str, Any]:
    """Return what the one that asks has to do: more time to grant, boards that ceased before they answered."""
    row = file.row
    verb: Verb = "ask" if row.kind == "question" else "write"
    mine = Thing("inquiry", request.municipality.pk, row.body_id)
    if request.as_of is not None or not may(request.access, verb, mine):
        return {}
    asked_for = Extension.objects.filter(recipient__inquiry_id=row.id, granted=None)
    there = {body.id for body in named(request).values() if body.end is None or body.end > request.today}
    silent = (one for one in (*file.recipients, *file.aside) if one.body_id and one.replied_on is None)
    ended = [one for one in silent if one.body_id not in there]
    return {
        "sender": True, "mail": MailForm(), "waiting": asked_for.select_related("recipient"), "ended": ended,
        "boards": choices(request), "late_replies": _after_withdrawal(row),
    }  # fmt: skip


def _after_withdrawal(row: InquiryRow) -> list[Reply]:
    """Return the answers that came after the inquiry was taken back and don't count yet."""
    if row.withdrawn_on is None:
        return []
    return list(Reply.objects.filter(recipient__inquiry_id=row.id, aside=True).select_related("recipient"))


def _spread(file: InquiryFile) -> Drawing:
    """Draw how the answers are spread over the stances."""
    return share_bar(
        [(float(many), shade) for (_, many), shade in zip(file.stances, SHADES, strict=True)], 240
    )
