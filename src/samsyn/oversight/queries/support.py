"""Whether Samsyn itself is fit for its purpose, board by board: use, staleness, time to answer, and what users say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q

from samsyn.history.models import Act
from samsyn.inquiries.models import Recipient
from samsyn.kit.periods import swedish_day
from samsyn.organisation.models import RoleHolding
from samsyn.organisation.queries import BodyRow
from samsyn.oversight.models import SurveyTaken, SurveyTally
from samsyn.oversight.queries.coverage import Reported, reported
from samsyn.oversight.queries.scope import Lens
from samsyn.oversight.rules import median, percent

SOON, LATER, YEAR = 30, 90, 365
BOARDS = ("executive", "board")


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One board's figures, or the whole municipality's (`body` None); means of the survey 1–5 (ändamålsenlighet)."""

    body: BodyRow | None
    people: int
    active_soon: int
    active_later: int
    median_days: int | None
    asked: int
    answered: int
    answer_days: int | None
    surveyed: int
    means: tuple[float, ...]

    @property
    def share_active(self) -> int | None:
        """Return the percentage of those with a role that were active in the longer period, None without any."""
        return percent(self.active_later / self.people) if self.people else None

    @property
    def share_answered(self) -> int | None:
        """Return the percentage of the questions that were answered, None when none was asked."""
        return percent(self.answered / self.asked) if self.asked else None


def support(lens: Lens, half: str) -> tuple[list[SupportRow], SupportRow]:
    """Return each board's figures and those of all together, in five queries."""
    held, signed = _holders(lens)
    active = _active(lens, signed)
    ages, asked, said = reported(lens), _questions(lens), _survey(lens, half)
    boards = [
        one for one in lens.bodies.values() if one.kind in BOARDS and one.confirmed and one.there(lens.day)
    ]
    parts = [
        _row(lens, body, held[body.id], active, ages.get(body.id, Reported()), asked[body.id], said[body.id])
        for body in boards
    ]
    everybody = set().union(*(held[body.id] for body in boards)) if boards else set()
    ages_of_all = Reported()
    for found in ages.values():
        for days, many in found.ages.items():
            ages_of_all.add(days, many)
    every = [one for body in boards for one in asked[body.id]]
    shown = [_shown(said[body.id]) for body in boards]
    summed = {key: sum(one.get(key, 0) for one in shown) for key in {key for one in shown for key in one}}
    return parts, _row(lens, None, everybody, active, ages_of_all, every, summed)


def _row(
    lens: Lens, body: BodyRow | None, people: set[int], active: dict[int, date], ages: Reported,
    asked: list[int | None], said: dict[tuple[int, int], int],
) -> SupportRow:  # fmt: skip
    soon, later = (
        sum(active.get(one, date.min) > lens.day - timedelta(days=days) for one in people)
        for days in (SOON, LATER)
    )
    waited = [days for days in asked if days is not None]
    shown = _shown(said)
    answers = _answers(said)
    means = tuple(_mean(shown, question) for question, _ in SurveyTally.QUESTIONS) if shown else ()
    return SupportRow(
        body, len(people), soon, later, ages.median, len(asked), len(waited),
        median((days, 1) for days in waited) if waited else None, answers, means,
    )  # fmt: skip


def _holders(lens: Lens) -> tuple[dict[int, set[int]], dict[int, date]]:
    """Return who holds a role at each body on the day, and when each signed in last where the day is today."""
    found: dict[int, set[int]] = defaultdict(set)
    signed: dict[int, date] = {}
    there = Q(valid_to=None) | Q(valid_to__gt=lens.day)
    mine = {"municipality": lens.municipality, "valid_from__lte": lens.day, "person__erased_on": None}
    held = RoleHolding.objects.filter(there, **mine).exclude(body=None)
    for body, person, at in held.values_list("body_id", "person_id", "person__account__last_login"):
        if body:
            found[body].add(person)
        if at and lens.as_of is None:
            signed[person] = swedish_day(at)
    return found, signed


def _active(lens: Lens, signed: dict[int, date]) -> dict[int, date]:
    """Return the latest day that each person did something or signed in."""
    acts = Act.objects.filter(actor_kind="person", at__lt=lens.end, at__gte=lens.end - timedelta(days=LATER))
    latest = acts.order_by().values_list("actor_id").annotate(latest=Max("at"))
    did = {person: swedish_day(at) for person, at in latest if person}
    return {
        person: max(did.get(person, date.min), signed.get(person, date.min)) for person in {*did, *signed}
    }


def _questions(lens: Lens) -> dict[int, list[int | None]]:
    """Return how many days each question to a body took, None while it waits; those sent in the last year."""
    found: dict[int, list[int | None]] = defaultdict(list)
    sent = Recipient.objects.filter(
        asked=True, inquiry__municipality=lens.municipality, inquiry__secrecy_ground="",
        inquiry__withdrawn_on=None, inquiry__sent_on__lte=lens.day,
        inquiry__sent_on__gt=lens.day - timedelta(days=YEAR),
    ).exclude(body=None)  # fmt: skip
    for body, asked, replied in sent.values_list("body_id", "inquiry__sent_on", "replied_on"):
        there = replied is not None and replied <= lens.day
        found[body].append((replied - asked).days if there and replied and asked else None)
    return found


def _survey(lens: Lens, half: str) -> dict[int, dict[tuple[int, int], int]]:
    """Return how many gave each score to each question, by body."""
    found: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    tallies = SurveyTally.objects.filter(body__municipality=lens.municipality, half=half)
    for body, question, score, count in tallies.values_list("body_id", "question", "score", "count"):
        found[body][question, score] = count
    return found


def _answers(said: dict[tuple[int, int], int]) -> int:
    return sum(count for (question, _), count in said.items() if question == 1)


def _shown(said: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """Return the answers of a board where they are enough to tell nobody; the whole is of those boards only."""
    return said if _answers(said) >= SurveyTally.SHOWN_FROM else {}


def _mean(said: dict[tuple[int, int], int], question: int) -> float:
    mine = {score: count for (one, score), count in said.items() if one == question}
    return sum(score * count for score, count in mine.items()) / max(sum(mine.values()), 1)


def has_answered(person_id: int, half: str) -> bool:
    """Return whether a person has answered the survey of a half-year."""
    return SurveyTaken.objects.filter(person_id=person_id, half=half).exists()
