"""Writing the survey about Samsyn: who has answered is kept apart from what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed
from samsyn.oversight.actions.saving import works_at
from samsyn.oversight.models import SurveyTaken, SurveyTally


class SurveyError(ValueError):
    """An answer that can't be taken; its message says why, in Swedish."""


def half_of(day: date) -> str:
    """Return the half-year of a day, such as 2026-2."""
    return f"{day.year}-{1 if day.month < 7 else 2}"


@transaction.atomic
def answer_survey(*, by: Actor, at: datetime, body: Body, scores: Sequence[int]) -> None:
    """Add a person's scores, 1–5 a question, to the sums of a board where a role is held, once a half-year (R15).

    Raises SurveyError when the person has answered this half-year or a score is missing.
    """
    day = swedish_day(at)
    if by.kind != "person" or by.id is None or not works_at(by, body, day):
        raise NotAllowed(f"Du har ingen roll i {body.name}. Svara för en nämnd som du arbetar i.")
    if len(scores) != len(SurveyTally.QUESTIONS) or any(one not in SurveyTally.SCORES for one in scores):
        raise SurveyError("Välj 1 till 5 på alla tre påståendena.")
    half = half_of(day)
    if not SurveyTaken.objects.get_or_create(person_id=by.id, half=half)[1]:
        raise SurveyError("Du har redan svarat det här halvåret. Nästa enkät kommer nästa halvår.")
    for (question, _), score in zip(SurveyTally.QUESTIONS, scores, strict=True):
        tally, _ = SurveyTally.objects.get_or_create(body=body, half=half, question=question, score=score)
        SurveyTally.objects.filter(pk=tally.pk).update(count=F("count") + 1)
    record(
        by=by, at=at, verb="oversight.answer_survey", ref=Ref(f"Enkät {half}"), secret=True,
        sentence="Enkäten om IT-stödet besvarades.",
    )  # fmt: skip
