"""What a recogniser finds in a document: frozen values, each with the quoted words it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from samsyn.kit.dates import Precision

T = TypeVar("T")
Kind = Literal[
    "protokoll",
    "protokollsutdrag",
    "kallelse",
    "tjänsteskrivelse",
    "remiss",
    "yttrande",
    "revisionsskrivelse",
    "revisionsrapport",
    "uppföljning",
    "plan",
    "notis",
    "okänd",
]
Force = Literal["beslutar", "föreslår", "föreslås", "remitterar", "noterar"]
Outcome = Literal[
    "bifall",
    "avslag",
    "återremiss",
    "bordläggning",
    "remitteras",
    "antas",
    "godkänns",
    "fastställs",
    "besvarad",
    "val",
    "noteras",
    "utgår",
]
NOT_ADJUSTED = "ej justerat"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a value rests on (citat): they stand on that line of that page, literally."""

    page: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with its quote, how sure we are (0–1) and why, in Swedish, for the review page (fynd)."""

    value: T
    quote: Quote | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """Someone present at a meeting (närvarande); `capacity` says whether they decided, `paragraphs` at which §§."""

    name: str
    party: str | None
    role: str | None
    capacity: str
    adjuster: bool
    paragraphs: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One operative point (beslutspunkt): who says it with what force, and to whom when it is a proposal."""

    text: Found[str]
    force: Found[Force]
    by: Found[str] | None
    to: Found[str] | None
    outcome: Found[Outcome] | None = None
    condition: Found[str] | None = None
    for_own_part: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A day by which something is to be done, in the words that say it (frist)."""

    date: Found[date] | None
    precision: Found[Precision]
    text: Found[str]


@dataclass(frozen=True, slots=True)
class Commission:
    """A task that a decision gives somebody; the day it is due and the day it is reported back are two (uppdrag)."""

    text: Found[str]
    to: tuple[Found[str], ...]
    due: Term | None = None
    report_back: Term | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """How a vote fell (omröstning)."""

    yes: int
    no: int
    abstain: int | None
    text: str


@dataclass(frozen=True, slots=True)
class HearingStep:
    """A body that prepares or decides the case, and the day (beredningssteg)."""

    body: Found[str]
    date: Found[date]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day to answer or report (svarstid); `date` is None when the words give no calendar day."""

    date: Found[date] | None
    precision: Found[Precision]
    who: Found[str] | None
    text: Found[str]


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """One thing that an answer asks for or supports (synpunkt); `question` counts from 1 in the document, `theme` is
    the heading that it stands under."""

    question: int | None
    theme: str | None
    stance: Literal["request", "support"]
    text: Found[str]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An auditors' recommendation and whom it is addressed to (rekommendation)."""

    to: tuple[Found[str], ...]
    text: Found[str]


@dataclass(frozen=True, slots=True)
class Extension:
    """A longer time to answer (anstånd): asked, granted or refused, and what else the text says."""

    status: Literal["asked", "granted", "refused"]
    by: str | None
    asked: date | None
    from_: date | None = field(metadata={"json": "from"})
    to: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document, or one § of minutes (handling): what the text says and nothing else."""

    kind: Found[Kind]
    title: Found[str] | None = None
    body: Found[str] | None = None
    date: Found[date] | None = None
    dnr: tuple[Found[str], ...] = ()
    references: tuple[Found[str], ...] = ()
    paragraph: Found[str] | None = None
    adjusted: Found[str] | None = None
    members: tuple[Found[Member], ...] = ()
    summary: Found[str] | None = None
    points: tuple[Point, ...] = ()
    recipients: tuple[Found[str], ...] = ()
    for_statement: tuple[Found[str], ...] = ()
    for_information: tuple[Found[str], ...] = ()
    basis: tuple[Found[str], ...] = ()
    hearing_steps: tuple[HearingStep, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    questions: tuple[Found[str], ...] = ()
    viewpoints: tuple[Viewpoint, ...] = ()
    reply_stance: Found[str] | None = None
    recommendations: tuple[Recommendation, ...] = ()
    verdict: Found[str] | None = None
    extension: Found[Extension] | None = None
    commissions: tuple[Commission, ...] = ()
    next_body: Found[str] | None = None
    votes: tuple[Found[Vote], ...] = ()
    reservations: tuple[Found[str], ...] = ()
    statements: tuple[Found[str], ...] = ()
    conflicts: tuple[Found[str], ...] = ()
    adjournments: tuple[Found[str], ...] = ()

    @property
    def quotes(self) -> dict[str, Any]:
        """The quotes in the document's own shape; what has no quote is left out at the top level."""
        mirror = {name: _quotes(getattr(self, name)) for name in _names(self)}
        return {name: quotes for name, quotes in mirror.items() if quotes}


def as_json(document: Document) -> dict[str, Any]:
    """Return the document in the shape of `samsyn read --json`: days as ISO text, no confidences."""
    return {**_plain(document), "quotes": document.quotes}


def proposals(document: Document) -> Iterator[tuple[str, Found[Any]]]:
    """Yield every found value with its path ("points.0.force"), in document order, for the review page."""
    yield from _walk(document, "")


def _walk(value: Any, path: str) -> Iterator[tuple[str, Found[Any]]]:
    if isinstance(value, Found):
        yield path, value
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _walk(item, f"{path}.{place}")
    elif is_dataclass(value):
        for name in _names(value):
            yield from _walk(getattr(value, name), f"{path}.{name}" if path else name)


def _names(value: Any) -> list[str]:
    return [part.name for part in fields(value)]


def _plain(value: Any) -> Any:
    if isinstance(value, Found):
        return _plain(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {
            part.metadata.get("json", part.name): _plain(getattr(value, part.name)) for part in fields(value)
        }
    return value


def _quotes(value: Any) -> Any:
    if isinstance(value, Found):
        return _plain(value.quote)
    if isinstance(value, tuple):
        return [_quotes(item) for item in value]
    if is_dataclass(value):
        return {name: _quotes(getattr(value, name)) for name in _names(value)}
    return None
