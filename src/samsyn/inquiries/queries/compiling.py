"""Reading a compilation: who said what to which question and theme, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Q, Value

from samsyn.governance.models import Clause
from samsyn.history.queries import rows
from samsyn.inquiries.models import Answer, Disposition, Inquiry, Question, Recipient, Reply, Theme, Viewpoint
from samsyn.inquiries.rules import Answered, Sent, answered, days_late, last_day, valid
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access

Side = Literal["question", "theme"]


@dataclass(frozen=True, slots=True)
class Disposed:
    """What the sender does with a viewpoint, why, and the clause it changes as text and row (bemötande)."""

    outcome: str
    why: str
    clause: str
    clause_id: int | None
    by: str
    day: date

    @property
    def label(self) -> str:
        """Return the outcome as people say it."""
        return dict(Disposition.OUTCOMES)[self.outcome]


@dataclass(frozen=True, slots=True)
class ViewpointRow:
    """A viewpoint with where it comes from; `number` counts through the compilation, `disposed` is None until it is
    answered (synpunkt)."""

    id: int
    number: int
    recipient: Respondent
    question: int | None
    theme_id: int | None
    theme: str
    kind: str
    stance: Stance | None
    text: str
    quote: str
    page: int | None
    line: int | None
    disposed: Disposed | None

    @property
    def source(self) -> str:
        """Return where the words stand: the file with page and line, else the decision or the answer."""
        place = f" rad {self.line}" if self.line else ""
        page = f" s. {self.page}" if self.page and self.page > 1 else ""
        return f"{self.recipient.source}{page}{place}"

    def on(self, side: Side) -> int | None:
        """Return the question's or the theme's key; None for what stands under none."""
        return self.question if side == "question" else self.theme_id

    @property
    def label(self) -> str:
        """Return what kind of viewpoint it is, as people say it."""
        return dict(Viewpoint.KINDS)[self.kind]


@dataclass(frozen=True, slots=True)
class Respondent:
    """One that was asked or answered unasked, with its valid reply (remissinstans)."""

    id: int
    name: str
    body_id: int | None
    stance: Stance | None
    replied_on: date | None
    answered: Answered
    late: int
    decision: str
    file: str
    reply_id: int | None

    @property
    def source(self) -> str:
        """Return what its words are quoted from."""
        return self.file or self.decision or "yttrande"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one respondent says to one question or theme: how many ask and support, and its stance there (ruta)."""

    requests: int = 0
    supports: int = 0
    stance: Stance | None = None

    def said(self, stance: Stance | None) -> Cell:
        """Return the same with the stance that the answer takes there, where it takes one."""
        return Cell(self.requests, self.supports, stance) if stance else self

    @property
    def words(self) -> str:
        """Return the counts in words, empty for none."""
        asks = f"{self.requests} önskemål" if self.requests else ""
        return ", ".join(filter(None, (asks, f"{self.supports} stöd" if self.supports else "")))


@dataclass(frozen=True, slots=True)
class Compilation:
    """An inquiry with all that was answered to it (sammanställning)."""

    id: int
    title: str
    number: str
    body_id: int
    sent_on: date | None
    deadline: date | None
    closed_on: date | None
    kind: str
    questions: tuple[tuple[int, str], ...]
    themes: tuple[tuple[int, str], ...]
    respondents: tuple[Respondent, ...]
    viewpoints: tuple[ViewpointRow, ...]
    # What a respondent says of a question in so many words, as of the auditors' findings.
    told: dict[tuple[int, int | None], Stance] = field(default_factory=dict)
    _cells: dict[Side, dict[tuple[int, int | None], Cell]] = field(default_factory=dict)

    @property
    def left(self) -> list[ViewpointRow]:
        """Return the viewpoints that nobody has answered."""
        return [one for one in self.viewpoints if one.disposed is None]

    @property
    def disposed(self) -> int:
        """Return how many viewpoints have been answered."""
        return sum(one.disposed is not None for one in self.viewpoints)

    @property
    def replies(self) -> int:
        """Return how many have answered."""
        return sum(one.replied_on is not None for one in self.respondents)

    def columns(self, side: Side) -> list[tuple[int | None, str]]:
        """Return the questions or the themes that anything stands under, with None last for what stands under none."""
        used = {one.on(side) for one in self.viewpoints}
        named = self.questions if side == "question" else self.themes
        known: list[tuple[int | None, str]] = [
            pair for pair in named if side == "question" or pair[0] in used
        ]
        return [*known, (None, "Allmänt")] if None in used or not known else known

    def cells(self, side: Side) -> dict[tuple[int, int | None], Cell]:
        """Return what each respondent says to each column, by respondent and column."""
        if side not in self._cells:
            found: dict[tuple[int, int | None], list[ViewpointRow]] = defaultdict(list)
            for one in self.viewpoints:
                found[one.recipient.id, one.on(side)].append(one)
            told = self.told if side == "question" else {}
            self._cells[side] = {key: cell(found[key]).said(told.get(key)) for key in {**found, **told}}
        return self._cells[side]

    def by_theme(self) -> list[tuple[int | None, str, int, int]]:
        """Return each theme with how many viewpoints it has and how many are answered, the largest first."""
        every, done = Counter[int | None](), Counter[int | None]()
        for one in self.viewpoints:
            every[one.theme_id] += 1
            done[one.theme_id] += one.disposed is not None
        named = [(key, title, every[key], done[key]) for key, title in self.columns("theme")]
        return sorted(named, key=lambda row: -row[2])


def cell(said: Sequence[ViewpointRow]) -> Cell:
    """Return what some viewpoints add up to: the most critical stance given, else with remarks where any asks."""
    requests = sum(one.kind == "request" for one in said)
    given = [one.stance for one in said if one.stance and one.stance is not Stance.ABSTAINS]
    if given:
        told: Stance | None = max(given, key=lambda one: one.step)
    elif any(one.stance for one in said):
        told = Stance.ABSTAINS
    else:
        told = Stance.WITH_REMARKS if requests else Stance.SUPPORTS if said else None
    return Cell(requests, len(said) - requests, told)


_INQUIRY = ("id", "title", "body_id", "sent_on", "deadline", "closed_on", "case__number", "kind")


def compilation(
    access: Access, municipality: Municipality, key: int, *, as_of: date | None, day: date
) -> Compilation | None:
    """Return an inquiry's compilation as recorded by a day, in five queries today; None where there is none to see."""
    seen = rows(Inquiry, as_of).filter(visible(access, "inquiry"), municipality_id=municipality.pk, id=key)
    values = seen.values(*_INQUIRY).first()
    if values is None:
        return None
    number = values.pop("case__number") or ""
    questions, themes = _headings(key)
    respondents = _respondents(key, values["deadline"], as_of, day)
    viewpoints = tuple(_viewpoints(respondents, questions, dict(themes), as_of))
    return Compilation(
        **values, number=number, questions=questions, themes=themes, respondents=respondents, viewpoints=viewpoints,
        told=_told(respondents, as_of) if values["kind"] == "statement" else {},
    )  # fmt: skip


def _told(respondents: Sequence[Respondent], as_of: date | None) -> dict[tuple[int, int | None], Stance]:
    """Return where each valid answer stands on each question that it takes a stance on (R39)."""
    of = {one.reply_id: one.id for one in respondents if one.reply_id}
    found = rows(Answer, as_of).filter(reply_id__in=list(of), question_id__isnull=False).exclude(stance="")
    return {
        (of[reply], question): Stance(stance)
        for reply, question, stance in found.values_list("reply_id", "question_id", "stance")
    }


def _headings(key: int) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Return the questions and the themes, each in its order, in one query."""
    asked = Question.objects.filter(inquiry_id=key).order_by().values_list(Value(0), "order", "pk", "text")
    sorted_by = Theme.objects.filter(inquiry_id=key).order_by().values_list(Value(1), "order", "pk", "title")
    found = sorted(asked.union(sorted_by, all=True))
    return (
        tuple((pk, text) for kind, _, pk, text in found if not kind),
        tuple((pk, text) for kind, _, pk, text in found if kind),
    )


def _respondents(key: int, deadline: date | None, as_of: date | None, day: date) -> tuple[Respondent, ...]:
    found = list(
        rows(Recipient, as_of)
        .filter(inquiry_id=key)
        .values_list("id", "name", "body_id", "stance", "replied_on", "deadline", "asked")
        .order_by("id")
    )
    replies = _valid(key, as_of)
    return tuple(
        _respondent(one, last_day(one[5], deadline), replies.get(one[0]), day)
        for one in found
        if one[6] or one[0] in replies
    )


def _valid(key: int, as_of: date | None) -> dict[int, dict[str, Any]]:
    """Return each recipient's valid reply of those sent."""
    fields = (
        "id",
        "recipient_id",
        "number",
        "decided_body",
        "decided_on",
        "decided_paragraph",
        "source__name",
    )
    sent: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    recipients = Recipient.objects.filter(inquiry_id=key).values("pk")
    for one in (
        rows(Reply, as_of).filter(recipient_id__in=recipients, state="sent", aside=False).values(*fields)
    ):
        sent[one["recipient_id"]][one["number"]] = one
    return {key: found[_chosen(found.values())] for key, found in sent.items()}


def _chosen(found: Iterable[dict[str, Any]]) -> int:
    number = valid(Sent(one["number"], bool(one["decided_paragraph"])) for one in found)
    return number or 0


def _respondent(one: Sequence[Any], last: date | None, reply: dict[str, Any] | None, day: date) -> Respondent:
    key, name, body_id, stance, replied_on = one[:5]
    state = answered(replied_on, last, day)
    came = state in (Answered.IN_TIME, Answered.LATE)
    decision = ""
    if reply and reply["decided_paragraph"]:
        decision = f"{reply['decided_body']} § {reply['decided_paragraph'].removeprefix('§').strip()}"
    return Respondent(
        key, name, body_id, Stance(stance) if stance and came else None, replied_on if came else None, state,
        days_late(replied_on, last, day), decision, (reply["source__name"] or "") if reply else "",
        reply["id"] if reply else None,
    )  # fmt: skip


_VIEWPOINT = (
    "id", "reply_id", "question_id", "theme_id", "kind", "stance", "text", "quote", "page", "line",
)  # fmt: skip


_DISPOSED = ("outcome", "why", "clause_text", "clause_id", "by", "day")
_JOINED = tuple(f"disposition__{name}" for name in _DISPOSED)


def _viewpoints(
    respondents: Sequence[Respondent],
    questions: Sequence[tuple[int, str]],
    themes: dict[int, str],
    as_of: date | None,
) -> Iterator[ViewpointRow]:
    """Yield the viewpoints by question, the general last, then by respondent and as written."""
    of = {one.reply_id: one for one in respondents if one.reply_id}
    told = rows(Viewpoint, as_of).filter(reply_id__in=list(of))
    joined = _JOINED if as_of is None else ()
    found = list(told.order_by("reply_id", "order").values_list(*_VIEWPOINT, *joined))
    if as_of is None:
        disposed = {one[0]: Disposed(*one[len(_VIEWPOINT) :]) for one in found if one[len(_VIEWPOINT)]}
    else:
        disposed = _disposed(told.values("id"), as_of)
    places = {pk: place for place, (pk, _) in enumerate(questions)}
    found.sort(key=lambda one: (places.get(one[2], len(places)), of[one[1]].id))
    for number, one in enumerate(found, 1):
        key, reply, question, theme, kind, stance, text, quote, page, line = one[: len(_VIEWPOINT)]
        yield ViewpointRow(
            key, number, of[reply], question, theme, themes.get(theme, ""), kind, Stance(stance) if stance else None,
            text, quote, page, line, disposed.get(key),
        )  # fmt: skip


def _disposed(viewpoints: Any, as_of: date | None) -> dict[int, Disposed]:
    found = (
        rows(Disposition, as_of).filter(viewpoint_id__in=viewpoints).values_list("viewpoint_id", *_DISPOSED)
    )
    return {key: Disposed(*rest) for key, *rest in found}


def keys_of(municipality: Municipality, words: str) -> list[int]:
    """Return the inquiries that are called so: by their case's number, their title or their key."""
    named = Q(title__iexact=words) | Q(case__number__iexact=words)
    if words.isascii() and words.isdigit():
        named |= Q(pk=int(words))
    return list(Inquiry.objects.filter(named, municipality=municipality).values_list("pk", flat=True))


def undisposed(inquiry_id: int) -> int:
    """Return how many viewpoints of the valid answers nobody has said anything of."""
    replies = [one["id"] for one in _valid(inquiry_id, None).values()]
    return Viewpoint.objects.filter(reply_id__in=replies, disposition=None).count()


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """A clause that a viewpoint can change, as it is written in the form (klausul)."""

    id: int
    number: str
    label: str


def clause_choices(municipality: Municipality) -> list[ClauseChoice]:
    """Return the clauses of each governing document's newest version, in order; one query."""
    found = (
        Clause.objects.filter(version__document__municipality=municipality)
        .exclude(text="")
        .order_by("version__document__title", "-version__recorded_at", "-version_id", "order")
        .values_list(
            "pk", "number", "heading", "version_id", "version__document_id", "version__document__title"
        )
    )
    newest: dict[int, int] = {}
    return [
        ClauseChoice(key, number, f"{number} {heading}".strip() + f" – {title}")
        for key, number, heading, version, document, title in found
        if newest.setdefault(document, version) == version
    ]


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """A viewpoint that a clause was changed for (ändrad efter synpunkt)."""

    inquiry_id: int
    inquiry: str
    respondent: str
    text: str
    outcome: str


def changed_by(access: Access, municipality: Municipality, clause_id: int) -> list[ChangedBy]:
    """Return the viewpoints that were heeded with a change of this clause; one query."""
    seen = Inquiry.objects.filter(visible(access, "inquiry"), municipality=municipality)
    found = Disposition.objects.filter(
        clause_id=clause_id, outcome__in=("beaktas", "delvis"), viewpoint__reply__recipient__inquiry__in=seen
    ).order_by("pk")
    to = "viewpoint__reply__recipient__"
    fields = (f"{to}inquiry_id", f"{to}inquiry__title", f"{to}name", "viewpoint__text", "outcome")
    return [ChangedBy(*one) for one in found.values_list(*fields)]
