"""Rules of oversight: what counts as a deviation, the same for all boards, and how the picture is put in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count

from samsyn.kit.calendar import is_workday, previous_workday
from samsyn.kit.money import NO_BREAK_SPACE, mnkr
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.words import stems

LOW_COVERAGE = 0.60
FRESH_DAYS = 60
OVERRUN = 0.10
LATE_DAYS = 30
SILENT_DAYS = 90
FROM_DECIDED = frozenset({"decided", "execution", "introduction", "benefit", "maintenance"})
_EMPTY_WORDS = frozenset(
    stems(
        "av att den det digital digitala digitalt digitalisering ett en etapp för och i inför införa införande "
        "it med ny nya nytt om pilot på projekt system till utveckling utveckla upphandling upphandla via"
    )
)


@dataclass(frozen=True, slots=True)
class Watched:
    """What the rules see of one known initiative; money in öre this year, days as dates (iakttaget)."""

    number: int
    title: str
    body_id: int
    phase: str
    state: str
    phase_since: date | None
    reported_on: date | None
    budget: int | None = None
    forecast: int | None = None
    late_milestone: str = ""
    late_since: date | None = None
    unowned_benefit: str = ""
    risk: str = "none"
    documented: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A body's coverage now and at the measurement before, 0–1, None where nothing was known (mätning)."""

    body_id: int
    name: str
    documented: int
    known: int
    now: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the rules judge on a day (underlag)."""

    day: date
    initiatives: Sequence[Watched]
    bodies: Sequence[Measured]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that a rule points at: where, the fact in a sentence, its size, and how bad (avvikelse)."""

    rule: str
    body_id: int
    refs: tuple[Ref, ...]
    title: str
    fact: str
    value: str
    unit: str
    weight: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A deviation rule: its code, its Swedish text and what finds it (regel)."""

    code: str
    text: str
    find: Callable[[Seen], Iterator[Deviation]]


def _over_budget(seen: Seen) -> Iterator[Deviation]:
    for one in seen.initiatives:
        if one.budget and one.forecast is not None and one.forecast > one.budget * (1 + OVERRUN):
            over = one.forecast / one.budget - 1
            fact = f"Prognosen är {mnkr(one.forecast)} mnkr mot beslutad budget {mnkr(one.budget)} mnkr."
            yield _hit("A1", one, fact, f"+{over * 100:.0f} %", "över budget", over)


def _late(seen: Seen) -> Iterator[Deviation]:
    for one in seen.initiatives:
        days = _age(one.late_since, seen.day)
        if days is not None and days > LATE_DAYS:
            fact = f"Milstolpen {one.late_milestone} skulle ha nåtts {one.late_since}."
            yield _hit("A2", one, fact, f"{days} dagar", "sen", days)


def _unseen(seen: Seen) -> Iterator[Deviation]:
    for body in seen.bodies:
        if body.now is None or body.before is None or max(body.now, body.before) >= LOW_COVERAGE:
            continue
        fact = f"{body.documented} av {body.known} kända initiativ är dokumenterade."
        title, share = f"{body.name} syns inte", f"{percent(body.now)} %"
        yield Deviation("A4", body.body_id, (), title, fact, share, "täckning", 1 - body.now)


def _serious(seen: Seen) -> Iterator[Deviation]:
    for one in seen.initiatives:
        if one.state == "serious":
            days = _age(one.reported_on, seen.day)
            fact = f"Läget är rapporterat som allvarlig avvikelse {one.reported_on or ''}".rstrip() + "."
            yield _hit("A5", one, fact, "Allvarlig", "avvikelse", days or 0)


def _unowned(seen: Seen) -> Iterator[Deviation]:
    for one in seen.initiatives:
        if one.unowned_benefit and one.phase in FROM_DECIDED:
            fact = f"Ingen ansvarar för nyttan {one.unowned_benefit}."
            yield _hit("A7", one, fact, "Saknas", "nyttoägare", one.budget or 0)


def _silent(seen: Seen) -> Iterator[Deviation]:
    for one in seen.initiatives:
        if one.phase != "execution":
            continue
        days = _age(one.reported_on or one.phase_since, seen.day)
        if days is not None and days > SILENT_DAYS:
            told = f"Senaste lägesrapporten är från {one.reported_on}."
            fact = told if one.reported_on else "Ingen lägesrapport har lämnats under genomförandet."
            yield _hit("A8", one, fact, f"{days} dagar", "utan rapport", days)


def _doubled(seen: Seen) -> Iterator[Deviation]:
    alike: dict[frozenset[str], list[Watched]] = defaultdict(list)
    for one in seen.initiatives:
        if need := need_words(one.title):
            alike[need].append(one)
    for group in alike.values():
        if len({one.body_id for one in group}) > 1:
            ordered = sorted(group, key=lambda one: one.number)
            refs = tuple(numbered("I", one.number) for one in ordered)
            money = sum(one.budget or 0 for one in group)
            fact = f"Samma behov på {len({one.body_id for one in group})} håll" + (
                f", sammanlagt {mnkr(money)} mnkr i årets budget." if money else "."
            )
            first = ordered[0]
            yield Deviation(
                "A9", first.body_id, refs, first.title, fact, str(len(group)), "dubbletter", money
            )


RULES = (
    Rule("A1", "Prognos mer än 10 % över beslutad budget", _over_budget),
    Rule("A4", "Täckningsgrad under 60 % vid två mätningar i rad", _unseen),
    Rule("A2", "Milstolpe passerad med mer än 30 dagar utan att vara nådd", _late),
    Rule("A7", "Nyttoägare ska finnas från fasen Beslutad", _unowned),
    Rule("A9", "Minst två initiativ med samma behov hos skilda nämnder", _doubled),
    Rule("A5", "Läget är allvarlig avvikelse", _serious),
    Rule("A8", "Ingen lägesrapport på mer än 90 dagar i genomförande", _silent),
)
"""In the order in which a reader gets them; the same for all boards (R12)."""
TEXTS = {rule.code: rule.text for rule in RULES}


def deviations(seen: Seen) -> list[Deviation]:
    """Return all that the rules point at: the worst of each rule in the table's order, then the next worst.

    Deterministic: equal weight is settled by reference, so that the same day always gives the same five.
    """
    ranked: list[tuple[int, int, Deviation]] = []
    for order, rule in enumerate(RULES):
        found = sorted(rule.find(seen), key=lambda hit: (-hit.weight, hit.refs, hit.title))
        ranked += zip(count(), [order] * len(found), found, strict=False)
    return [hit for _, _, hit in sorted(ranked, key=lambda one: one[:2])]


def _hit(rule: str, one: Watched, fact: str, value: str, unit: str, weight: float) -> Deviation:
    return Deviation(rule, one.body_id, (numbered("I", one.number),), one.title, fact, value, unit, weight)


def _age(then: date | None, day: date) -> int | None:
    return None if then is None else (day - then).days


def need_words(title: str) -> frozenset[str]:
    """Return the stems that tell what a title is about; two titles with the same ones name the same need (A9)."""
    return frozenset(stem for word in title.split() for stem in _stems(word)) - _EMPTY_WORDS


@lru_cache(maxsize=20_000)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(stems(word))


def coverage(documented: int, known: int) -> float | None:
    """Return documented ÷ known (täckningsgrad, R11), or None when nothing is known."""
    return documented / known if known else None


def percent(share: float) -> int:
    """Return a share 0–1 as whole percent; only all gives 100 and only none gives 0."""
    return round(share * 100) if share in (0, 1) else min(max(round(share * 100), 1), 99)


def median(days: Iterable[tuple[int | None, int]]) -> int | None:
    """Return the median of (days, how many) pairs; never reported (None) counts as oldest, the upper one of two."""
    ordered = sorted(days, key=lambda pair: (pair[0] is None, pair[0] or 0))
    middle = sum(many for _, many in ordered) // 2
    for value, many in ordered:
        if middle < many:
            return value
        middle -= many
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence, strong or not (orddel)."""

    text: str
    strong: bool = False


def statement(documented: int, known: int, weak: Sequence[str]) -> tuple[Words, ...]:
    """Return the sentence that opens the page, in pieces: how much is seen, and which bodies are not seen enough."""
    if not known:
        return (Words("Inget initiativ är känt än. Registrera det första eller läs in en handling."),)
    seen = (
        Words("Vi ser "),
        Words(f"{_whole(documented)} av {_whole(known)}", strong=True),
        Words(" kända initiativ. "),
    )
    if not weak:
        return (*seen, Words("Alla nämnder syns tillräckligt för att summorna nedan ska gälla dem."))
    tail = " syns inte tillräckligt för att summorna nedan ska gälla dem."
    if len(weak) == 1:
        tail = " syns inte tillräckligt för att summorna nedan ska gälla den."
    return (*seen, Words(named(weak), strong=True), Words(tail))


def _whole(many: int) -> str:
    return f"{many:,}".replace(",", NO_BREAK_SPACE)


def named(names: Sequence[str], most: int = 3) -> str:
    """Return names as a list in a sentence: "Socialnämnden, tekniska nämnden och 3 till"."""
    shown = [names[0], *(inside(name) for name in names[1:])]
    if len(shown) > most:
        shown = [*shown[:most], f"{len(shown) - most} till"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} och {shown[-1]}"


def inside(name: str) -> str:
    """Return a body's name as it is written inside a sentence: Swedish names with a small letter."""
    swedish = name.endswith(("nämnden", "styrelsen", "utskottet", "utskott", "rådet", "fullmäktige"))
    return name[0].lower() + name[1:] if swedish else name


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done on a day, acts of one kind together: how many, by which bodies (händelser).

    `sentence` and `ref` are set when it was one act; `order` puts the latest of a day first.
    """

    day: date
    verb: str
    many: int
    bodies: tuple[str, ...]
    sentence: str
    ref: Ref | None
    order: int


TOLD = {
    "governance.assess": "bedömningar av styrningen gjordes",
    "cases.decide": "beslut togs in",
    "cases.commission": "uppdrag gavs",
    "cases.answer": "uppdrag besvarades",
    "cases.remind": "påminnelser skickades",
    "register.register": "initiativ registrerades",
    "register.import": "initiativ lästes in",
    "register.change": "initiativ ändrades",
    "register.move": "initiativ bytte fas",
    "register.report": "lägesrapporter lämnades",
    "register.estimate": "kostnadsbedömningar gjordes",
    "register.reach_milestone": "milstolpar nåddes",
    "register.promise_benefit": "nyttor lades till",
    "money.set_budget": "medelsrader ändrades",
    "oversight.note_trace": "nya spår hittades",
    "oversight.match": "spår kopplades till initiativ",
}
"""Kinds of acts that a board wants to hear of, and what many of a kind are called."""
_COUNT = ("", "En", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")


def told(what: Happened) -> tuple[Words, ...]:
    """Return what happened as a sentence in pieces: the act's own words, or how many of a kind and where."""
    if what.many == 1:
        return (Words(what.sentence),)
    many = _COUNT[what.many] if what.many < len(_COUNT) else str(what.many)
    where = f" hos {named([inside(name) for name in what.bodies])}." if what.bodies else "."
    return (Words(f"{many} {TOLD[what.verb]}", strong=True), Words(where))


AHEAD_DAYS = (14, 3, 0)
"""How many days before its last day a task is reminded of; after that once a week."""
OVERDUE_WEEKS = 52
TOLD_AT_MOST = 10
"""Things of a kind that a digest spells out."""


def dues_to_tell(day: date) -> frozenset[date]:
    """Return the last days that are reminded of on a working day, those of the free days before it too; else none."""
    if not is_workday(day):
        return frozenset()
    days = [day - timedelta(days=back) for back in range((day - previous_workday(day)).days)]
    ahead = (one + timedelta(days=left) for one in days for left in AHEAD_DAYS)
    late = (one - timedelta(days=1 + 7 * week) for one in days for week in range(OVERDUE_WEEKS))
    return frozenset([*ahead, *late])


def starts_week(day: date) -> bool:
    """Return whether a day is the first working day of its week, when reports to make are told of."""
    return is_workday(day) and previous_workday(day).isocalendar()[:2] != day.isocalendar()[:2]
