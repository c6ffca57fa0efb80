"""Undo: what was decided is open again, what it alone added is gone, and nothing else is touched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from tests.intake.test_documents import LETTER, LETTER_TO_MANY, NOW, receive

from samsyn.audits.models import Audit
from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Document, Item, Meeting
from samsyn.history.models import Act
from samsyn.history.queries import broken_link, rows
from samsyn.intake import actions
from samsyn.intake.actions import Decision, UndoRefused
from samsyn.intake.models import Proposal, Ruling, Upload
from samsyn.intake.queries import last_ruling
from samsyn.kit.actors import Actor, command_line
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import Body, Municipality, Series
from samsyn.organisation.queries import NotAllowed
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": command_line(), "at": NOW}
ROOMS = ("organisation", "cases", "audits")


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return all rows that people see, without versions and numbers used up."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if not model.__name__.startswith("Historical") and model is not Series
    }


def ruling() -> Ruling:
    last = last_ruling(command_line(), Municipality.objects.get())
    assert last is not None
    return last


def accept(upload: Upload, *fields: str, by: Actor | None = None) -> None:
    chosen = upload.proposals.filter(field__in=fields) if fields else upload.proposals.all()
    decisions = {proposal.pk: Decision("accepted") for proposal in chosen}
    actions.decide(by=by or command_line(), at=NOW, upload=upload, decisions=decisions)


@pytest.mark.parametrize("text", [LETTER, LETTER_TO_MANY], ids=["minutes", "audit"])
def test_all_that_came_of_a_decision_is_gone_and_its_values_are_open(text: str) -> None:
    upload = receive(text.encode(), "fil.txt").upload
    before = everything()
    accept(upload)
    assert everything() != before
    undone = actions.undo(**WHO, ruling=ruling())
    assert everything() == before
    assert undone.opened == upload.proposals.filter(state="open").count() == upload.proposals.count()
    assert undone.removed > 3
    assert broken_link() is None
    accept(upload)
    assert everything() != before


def test_it_is_told_in_history_and_earlier_days_still_show_what_was_filed() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    accept(upload)
    later = NOW + timedelta(days=2)
    actions.undo(by=command_line(), at=later, ruling=ruling())
    assert "fil.txt är öppna igen" in Act.objects.get(verb="intake.undo").sentence
    assert [case.number for case in rows(Case, NOW.date())] == ["MN-2026-17"]
    assert list(rows(Case, later.date())) == []


def test_only_the_last_decision_goes_and_then_the_one_before_it() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    accept(upload, "body", "dnr", "kind", "date", "paragraph")
    first, halfway = ruling(), everything()
    accept(upload, "title", "points", "members", "adjusted")
    assert Case.objects.get().title == "Digital tidbok"
    assert Item.objects.get().title == "Digital tidbok"
    with pytest.raises(UndoRefused, match="inte längre det senaste"):
        actions.undo(**WHO, ruling=first)
    undone = actions.undo(**WHO, ruling=ruling())
    assert everything() == halfway
    assert undone.restored >= 3  # the case's title, the paragraph's, the adjustment
    actions.undo(**WHO, ruling=first)
    assert not Case.objects.exists()
    assert last_ruling(command_line(), Municipality.objects.get()) is None


def test_rows_that_were_there_before_stay() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    town = Municipality.objects.get()
    board = organisation.add_body(**WHO, municipality=town, name="Miljönämnden")
    case = cases.open_case(**WHO, body=board, number="MN-2026-17", title="Eget namn")
    cases.hold_meeting(**WHO, body=board, day=date(2026, 3, 2), place="Stora salen")
    before = everything()
    accept(upload)
    actions.undo(**WHO, ruling=ruling())
    assert everything() == before
    assert Case.objects.get() == case


def test_what_somebody_has_built_upon_stays_with_a_sentence_and_nothing_changes() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    accept(upload)
    case = Case.objects.get()
    cases.file_document(**WHO, body=case.body, case=case, kind="underlag", title="Bilaga som kom till sedan")
    before, acts = everything(), Act.objects.count()
    with pytest.raises(UndoRefused, match=r"Ärende MN-2026-17 används sedan dess av: handling \(1\)"):
        actions.undo(**WHO, ruling=ruling())
    assert (everything(), Act.objects.count()) == (before, acts)
    assert not upload.proposals.filter(state="open").exists()


def test_what_somebody_has_changed_since_stays() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    accept(upload)
    case = Case.objects.get()
    cases.mark_secret(**WHO, case=case, ground="OSL 19 kap. 3 §", owner=case.body)
    with pytest.raises(UndoRefused, match=r"Ärende har ändrats sedan dess") as refused:
        actions.undo(**WHO, ruling=ruling())
    assert "MN-2026-17" not in str(refused.value)


def test_a_field_that_was_filled_in_and_then_changed_stays() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    board = organisation.add_body(**WHO, municipality=Municipality.objects.get(), name="Miljönämnden")
    cases.hold_meeting(**WHO, body=board, day=date(2026, 3, 2))
    accept(upload)
    cases.hold_meeting(**WHO, body=board, day=date(2026, 3, 2), adjusted="2026-03-09")
    with pytest.raises(UndoRefused, match=r"Sammanträde .* har ändrats sedan dess"):
        actions.undo(**WHO, ruling=ruling())
    assert Meeting.objects.get().adjusted == "2026-03-09"


def test_another_file_about_the_same_paragraph_stands_in_the_way() -> None:
    accept(receive(LETTER.encode(), "ett.txt").upload)
    first = ruling()
    other = receive(LETTER.replace("13:00", "13.00").encode(), "två.txt").upload
    accept(other, by=command_line("någon annan"))
    Ruling.objects.filter(pk__gt=first.pk).update(by_kind="person", by_id=7)
    with pytest.raises(UndoRefused, match=r"Det går inte att ångra\..+Rätta där i stället\."):
        actions.undo(**WHO, ruling=first)
    assert Item.objects.exists()


def test_nobody_undoes_what_others_decided_nor_under_what_others_decided_later() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    town = Municipality.objects.get()
    accept(upload, "title")
    mine = ruling()
    person = organisation.add_person(**WHO, municipality=town, name="Bo Ek")
    organisation.give_role(
        **WHO, person=person, role=Role.CITY_OFFICE, body=None, valid_from=date(2020, 1, 1)
    )
    bo = Actor("person", person.pk, "Bo Ek")
    with pytest.raises(UndoRefused, match="inte längre det senaste du"):
        actions.undo(by=bo, at=NOW, ruling=mine)
    accept(upload, "points", by=bo)
    with pytest.raises(UndoRefused, match=r"Bo Ek har avgjort fler uppgifter ur fil\.txt efter dig"):
        actions.undo(**WHO, ruling=mine)
    with pytest.raises(NotAllowed):
        actions.undo(by=Actor("person", 0, "Utan roll"), at=NOW, ruling=mine)


def test_a_batch_over_several_files_is_one_decision() -> None:
    uploads = [receive(LETTER.replace("§ 41", f"§ {n}").encode(), f"{n}.txt").upload for n in (41, 42, 43)]
    before = everything()
    decisions = {p.pk: Decision("accepted") for p in Proposal.objects.all()}
    count = actions.decide_across(**WHO, municipality=uploads[0].municipality, decisions=decisions)
    assert count == Proposal.objects.count()
    assert Item.objects.count() == 3
    assert (ruling().count, ruling().files) == (count, "3 filer")
    actions.undo(**WHO, ruling=ruling())
    assert everything() == before


def test_rejected_values_open_again_and_nothing_is_removed() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    one = upload.proposals.get(field="dnr")
    actions.decide(**WHO, upload=upload, decisions={one.pk: Decision("rejected")})
    assert actions.undo(**WHO, ruling=ruling()) == actions.Undone(1, 0, 0)
    one.refresh_from_db()
    assert (one.state, one.decided_by, one.decided_at, one.ruling) == ("open", "", None, None)


def test_numbers_that_were_used_are_not_used_again() -> None:
    upload = receive(LETTER_TO_MANY.encode(), "brev.txt").upload
    accept(upload)
    number = Audit.objects.get().number
    actions.undo(**WHO, ruling=ruling())
    accept(upload)
    assert Audit.objects.get().number > number


def test_a_body_that_came_with_the_decision_goes_unless_it_is_used() -> None:
    upload = receive(LETTER.encode(), "fil.txt").upload
    accept(upload)
    board = Body.objects.get(name="Miljönämnden")
    document = Document(
        body=board, municipality=board.municipality, kind="plan", title="Annat", recorded_at=NOW
    )
    document.save()
    with pytest.raises(UndoRefused, match="Organ Miljönämnden används sedan dess av: handling"):
        actions.undo(**WHO, ruling=ruling())
