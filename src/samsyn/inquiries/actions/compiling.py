"""Compiling answers: viewpoints sorted, split and joined, disposed of with reasons, and the inquiry closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from samsyn.history.actions import remove, save, save_changed, save_new
from samsyn.inquiries.actions.guard import InquiryError, require_sender, tell
from samsyn.inquiries.models import Disposition, Inquiry, Question, Recipient, Reply, Theme, Viewpoint
from samsyn.inquiries.queries.compiling import clause_choices, undisposed
from samsyn.inquiries.rules import Sent, clause_named, valid
from samsyn.kit.actors import Actor
from samsyn.kit.likeness import groups, title
from samsyn.kit.periods import swedish_day
from samsyn.kit.scales import Stance

WHY = "Skriv varför. Den som lämnade synpunkten får läsa det."


class Undisposed(InquiryError):
    """An inquiry cannot be closed while viewpoints wait for an answer; `left` tells how many."""

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(
            f"{left} {'synpunkt' if left == 1 else 'synpunkter'} saknar svar. Besvara dem innan remissen avslutas."
        )


def _inquiry(viewpoint: Viewpoint) -> Inquiry:
    return viewpoint.reply.recipient.inquiry


def _compiled(by: Actor, at: datetime, viewpoints: Sequence[Viewpoint]) -> Inquiry:
    """Return the open inquiry that the viewpoints belong to; raises InquiryError or NotAllowed."""
    inquiries = {_inquiry(one).pk: _inquiry(one) for one in viewpoints}
    if len(inquiries) != 1:
        raise InquiryError("Välj synpunkter från en och samma remiss.")
    (inquiry,) = inquiries.values()
    _require_open(by, at, inquiry)
    return inquiry


def _require_open(by: Actor, at: datetime, inquiry: Inquiry) -> None:
    require_sender(by, inquiry, at)
    if inquiry.closed_on:
        raise InquiryError(f"Remissen avslutades {inquiry.closed_on}. Öppna den igen för att ändra något.")


@transaction.atomic
def edit_viewpoint(
    *, by: Actor, at: datetime, viewpoint: Viewpoint, text: str, kind: str, question: Question | None,
    theme: str, stance: str = "",
) -> None:  # fmt: skip
    """Correct what a viewpoint says and where it belongs; the quoted words stay as they were written (R43)."""
    inquiry = _compiled(by, at, [viewpoint])
    if not text.strip():
        raise InquiryError("Skriv vad synpunkten säger.")
    viewpoint.text, viewpoint.kind, viewpoint.question = text.strip(), kind, question
    viewpoint.theme, viewpoint.stance = _theme(inquiry, theme), stance
    sentence = f"En synpunkt från {viewpoint.reply.recipient.name} ändrades."
    save(viewpoint, act=tell(by, at, "edit_viewpoint", inquiry, sentence))


def _theme(inquiry: Inquiry, name: str) -> Theme | None:
    """Return the theme of that name, new when there is none; None for no name."""
    name = name.strip()[:120]
    if not name:
        return None
    known = inquiry.themes.filter(title__iexact=name).first()
    if known and known.gone:
        Theme.objects.filter(pk=known.pk).update(gone=False)
    return known or Theme.objects.create(inquiry=inquiry, order=inquiry.themes.count() + 1, title=name)


@transaction.atomic
def move(*, by: Actor, at: datetime, viewpoints: Sequence[Viewpoint], theme: str) -> None:
    """Put viewpoints under a theme by its name, new when there is none; no name takes them out of any."""
    inquiry = _compiled(by, at, viewpoints)
    to = _theme(inquiry, theme)
    for one in viewpoints:
        one.theme = to
    many = f"{len(viewpoints)} {'synpunkt' if len(viewpoints) == 1 else 'synpunkter'}"
    where = f"till temat {to.title}" if to else "ut ur sina teman"
    act = tell(by, at, "move", inquiry, f"{many} flyttades {where}.")
    save_changed(viewpoints, ["theme"], act=act)


@transaction.atomic
def sort_by_theme(*, by: Actor, at: datetime, inquiry: Inquiry) -> int:
    """Put viewpoints without a theme under the one they are most like; what is alike otherwise gets a theme of its own.

    Return how many got one. One like no other stays where it is, for a person to move.
    """
    _require_open(by, at, inquiry)
    found = [one for one in _all(inquiry) if one.theme_id is None]
    themes = list(inquiry.themes.filter(gone=False))
    sorted_in = groups([one.text for one in found], [theme.title for theme in themes])
    moved: list[Viewpoint] = []
    for place, members in enumerate(sorted_in):
        own = [found[member] for member in members]
        name = themes[place].title if place < len(themes) else title([one.text for one in own])
        if own and name and (place < len(themes) or len(own) > 1):
            theme = _theme(inquiry, name)
            for one in own:
                one.theme = theme
            moved += own
    if moved:
        act = tell(by, at, "sort_by_theme", inquiry, f"{len(moved)} synpunkter ordnades efter tema.")
        save_changed(moved, ["theme"], act=act)
    return len(moved)


def _all(inquiry: Inquiry) -> list[Viewpoint]:
    found = Viewpoint.objects.filter(reply__recipient__inquiry=inquiry).order_by("reply_id", "order")
    return list(found.select_related("reply__recipient__inquiry"))


@transaction.atomic
def rename_theme(*, by: Actor, at: datetime, theme: Theme, title: str) -> Theme:
    """Give a theme another name, or join it with the one that has the name; return the theme it became.

    Earlier days go on telling the name it had. Raises InquiryError for no name.
    """
    inquiry, name = theme.inquiry, " ".join(title.split())[:120]
    _require_open(by, at, inquiry)
    if not name:
        raise InquiryError("Skriv ett namn på temat.")
    if name == theme.title:
        return theme
    known = inquiry.themes.filter(title__iexact=name).exclude(pk=theme.pk).first()
    joined = known is not None and not known.gone
    said = (
        f"Temat {theme.title} slogs ihop med {name}." if joined else f"Temat {theme.title} heter nu {name}."
    )
    act = tell(by, at, "rename_theme", inquiry, said)
    target = known or Theme.objects.create(inquiry=inquiry, order=theme.order, title=name)
    moved = list(Viewpoint.objects.filter(theme=theme))
    for one in moved:
        one.theme = target
    save_changed(moved, ["theme"], act=act)
    Theme.objects.filter(pk=theme.pk).update(gone=True)
    Theme.objects.filter(pk=target.pk).update(gone=False)
    return target


@transaction.atomic
def split(*, by: Actor, at: datetime, viewpoint: Viewpoint, texts: Sequence[str]) -> list[Viewpoint]:
    """Make several viewpoints of one, each with the same quote and place; an answer stays with the first only."""
    inquiry = _compiled(by, at, [viewpoint])
    pieces = [text.strip() for text in texts if text.strip()]
    if len(pieces) < 2:
        raise InquiryError("Skriv minst två synpunkter, en per rad.")
    act = tell(
        by,
        at,
        "split",
        inquiry,
        f"En synpunkt från {viewpoint.reply.recipient.name} delades i {len(pieces)}.",
    )
    viewpoint.text = pieces[0]
    save(viewpoint, act=act)
    last = max(viewpoint.reply.viewpoints.values_list("order", flat=True))
    more = [
        Viewpoint(
            reply=viewpoint.reply, question=viewpoint.question, theme=viewpoint.theme, order=last + place,
            kind=viewpoint.kind, stance=viewpoint.stance, text=text, quote=viewpoint.quote, page=viewpoint.page,
            line=viewpoint.line, confirmed_by=by.name,
        )
        for place, text in enumerate(pieces[1:], 1)
    ]  # fmt: skip
    save_new(more, act=act)
    return [viewpoint, *more]


@transaction.atomic
def join(*, by: Actor, at: datetime, viewpoints: Sequence[Viewpoint]) -> Viewpoint:
    """Make one viewpoint of several in the same answer, with the words of all; raises InquiryError."""
    inquiry = _compiled(by, at, viewpoints)
    if len(viewpoints) < 2 or len({one.reply_id for one in viewpoints}) > 1:
        raise InquiryError("Välj minst två synpunkter ur samma svar för att slå ihop dem.")
    first, *others = sorted(viewpoints, key=lambda one: one.order)
    if Disposition.objects.filter(viewpoint__in=others).exists():
        raise InquiryError("En av synpunkterna är besvarad för sig. Slå ihop bara obesvarade med den första.")
    act = tell(
        by, at, "join", inquiry, f"{len(viewpoints)} synpunkter från {first.reply.recipient.name} slogs ihop."
    )
    first.text = " ".join(one.text if one.text.endswith(".") else f"{one.text}." for one in (first, *others))
    first.quote = " … ".join(dict.fromkeys(one.quote for one in (first, *others) if one.quote))
    save(first, act=act)
    for one in others:
        remove(one, act=act)
    return first


@transaction.atomic
def set_stance(*, by: Actor, at: datetime, recipient: Recipient, stance: Stance | None) -> None:
    """Say where an answer stands when it does not say so itself; it must have come."""
    inquiry = recipient.inquiry
    _require_open(by, at, inquiry)
    reply = _valid_reply(recipient)
    if reply is None:
        raise InquiryError(f"{recipient.name} har inte svarat än.")
    words = stance.label.lower() if stance else "inget ställningstagande"
    act = tell(by, at, "set_stance", recipient, f"{recipient.name}s svar lästes som: {words}.")
    reply.stance = recipient.stance = stance.value if stance else ""
    save(reply, act=act)
    save(recipient, act=act)


def _valid_reply(recipient: Recipient) -> Reply | None:
    sent = {one.number: one for one in recipient.replies.filter(state="sent", aside=False)}
    number = valid(Sent(one.number, bool(one.decided_paragraph)) for one in sent.values())
    return sent[number] if number is not None else None


@transaction.atomic
def dispose(
    *, by: Actor, at: datetime, viewpoints: Sequence[Viewpoint], outcome: str, why: str = "", clause: str = ""
) -> None:
    """Say what becomes of viewpoints, one or many alike: the outcome, why, and the clause that is changed (R44).

    What does not heed a viewpoint wholly says why. A clause is matched with the newest governing documents where its
    number or words name one; what they don't name is kept as it is written.
    """
    inquiry = _compiled(by, at, viewpoints)
    if outcome not in dict(Disposition.OUTCOMES):
        raise InquiryError("Välj beaktas, beaktas delvis eller beaktas ej.")
    if outcome != "beaktas" and not why.strip():
        raise InquiryError(WHY)
    key = clause_named(
        clause, [(one.id, one.number, one.label) for one in clause_choices(inquiry.municipality)]
    )
    words = dict(Disposition.OUTCOMES)[outcome].lower()
    many = f"{len(viewpoints)} synpunkter" if len(viewpoints) > 1 else "En synpunkt"
    names = sorted({one.reply.recipient.name for one in viewpoints})
    sentence = f"{many} från {', '.join(names[:3])}{' med flera' if len(names) > 3 else ''} {words}."
    act = tell(by, at, "dispose", inquiry, sentence, why)
    known = {one.viewpoint_id: one for one in Disposition.objects.filter(viewpoint__in=viewpoints)}
    told = [known.get(one.pk) or Disposition(viewpoint=one) for one in viewpoints]
    for one in told:
        one.outcome, one.why, one.clause_id, one.clause_text = outcome, why.strip(), key, clause.strip()[:120]
        one.by, one.day = by.name, swedish_day(at)
    save_new([one for one in told if one.pk is None], act=act)
    save_changed([one for one in told if one.viewpoint_id in known], _TOLD, act=act)


_TOLD = ["outcome", "why", "clause", "clause_text", "by", "day"]


@transaction.atomic
def close(*, by: Actor, at: datetime, inquiry: Inquiry) -> None:
    """Say that the inquiry is done; raises Undisposed while any viewpoint waits for an answer (R44)."""
    _require_open(by, at, inquiry)
    if left := undisposed(inquiry.pk):
        raise Undisposed(left)
    inquiry.closed_on = swedish_day(at)
    save(inquiry, act=tell(by, at, "close", inquiry, f"{inquiry.title} avslutades."))


@transaction.atomic
def reopen(*, by: Actor, at: datetime, inquiry: Inquiry) -> None:
    """Open a closed inquiry again, to change how viewpoints were answered."""
    require_sender(by, inquiry, at)
    if not inquiry.closed_on:
        raise InquiryError("Remissen är inte avslutad.")
    inquiry.closed_on = None
    save(inquiry, act=tell(by, at, "reopen", inquiry, f"{inquiry.title} öppnades igen."))
