"""Documents come in, are reviewed and filed: our own samples everywhere, the real ones where they are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.shared_data import shared

import samsyn.demo
from samsyn.audits.models import Audit
from samsyn.cases.models import Case, CaseLink, Commission, Item
from samsyn.history.models import Act, Quote, Source
from samsyn.history.queries import broken_link
from samsyn.intake import actions
from samsyn.intake.actions import Decision, NoMunicipality
from samsyn.intake.models import Upload
from samsyn.intake.rules import named_municipality
from samsyn.intake.workers.work import understand
from samsyn.kit.actors import Actor, command_line
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import NotAllowed

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SAMPLES = Path(samsyn.demo.__file__).parent / "samples"
LETTER = "\n".join(
    [
        "Sundsala kommun",
        "Protokollsutdrag",
        "",
        "Sammanträdestid\t2026-03-02 kl. 13:00-14:10",
        "Beslutande ledamöter\tMira Strand (S) (Ordförande) Ali Borg (M) (Vice ordförande)",
        "Utses att justera\tAli Borg",
        "Justeringen\t",
        "",
        "§ 41 Digital tidbok",
        "",
        "MN-2026-17",
        "",
        "Beslut",
        "",
        "Miljönämnden beslutar",
        "",
        "1. Miljönämnden godkänner förstudien om digital tidbok.",
        "",
        "Beslutet skickas till",
        "",
        "Servicenämnden",
        "",
    ]
)


def receive(data: bytes, name: str) -> actions.Received:
    file = understand(data, name)
    texts = [line.text for line in file.reading.lines]
    municipality = actions.choose_municipality(by=command_line(), at=NOW, texts=texts)
    return actions.receive(
        by=command_line(), at=NOW, municipality=municipality, data=data, name=name, file=file
    )


def import_all(folder: Path) -> list[tuple[int, int]]:
    results = []
    for file in sorted(folder.iterdir()):
        if file.suffix in (".txt", ".docx"):
            upload = receive(file.read_bytes(), file.name).upload
            results.append(actions.accept_sure(by=command_line(), at=NOW, upload=upload))
    return results


@pytest.mark.django_db
def test_nothing_becomes_a_row_before_somebody_says_yes() -> None:
    upload = receive(LETTER.encode(), "utdrag.txt").upload
    assert upload.proposals.count() > 8
    assert not Case.objects.exists()
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_accepted_values_are_filed_with_their_quotes_and_an_empty_adjustment_is_no_error() -> None:
    upload = receive(LETTER.encode(), "utdrag.txt").upload
    assert actions.accept_sure(by=command_line(), at=NOW, upload=upload)[1] == 0
    item = Item.objects.get()
    assert (item.meeting.body.name, item.meeting.day, item.paragraph) == (
        "Miljönämnden",
        date(2026, 3, 2),
        "41",
    )
    assert item.meeting.adjusted == "ej justerat"
    assert [(point.force, point.text) for point in item.points.all()] == [
        ("beslutar", "Miljönämnden godkänner förstudien om digital tidbok.")
    ]
    assert [case.number for case in item.cases.all()] == ["MN-2026-17"]
    assert item.meeting.attendance.filter(adjuster=True).get().name == "Ali Borg"
    assert [dispatch.recipient for dispatch in item.dispatches.all()] == ["Servicenämnden"]
    lines = LETTER.splitlines()
    quotes = list(Quote.objects.filter(ref="Miljönämnden § 41/2026"))
    assert len(quotes) > 8
    assert [quote.field for quote in Quote.objects.filter(ref="MN-2026-17")] == ["dnr"]
    assert all(quote.text in lines[(quote.line or 1) - 1] for quote in quotes)


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing_and_is_known() -> None:
    first = receive(LETTER.encode(), "utdrag.txt")
    actions.accept_sure(by=command_line(), at=NOW, upload=first.upload)
    acts = Act.objects.count()
    again = receive(LETTER.encode(), "annat namn.txt")
    assert (first.known, again.known, again.upload) == (False, True, first.upload)
    assert Act.objects.count() == acts
    assert (Source.objects.count(), Item.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_corrected_value_is_what_is_filed_and_a_rejected_one_is_not() -> None:
    upload = receive(LETTER.encode(), "utdrag.txt").upload
    point = upload.proposals.get(field="points")
    number = upload.proposals.get(field="dnr")
    recipient = upload.proposals.get(field="recipients")
    decisions = {
        point.pk: Decision("corrected", {**point.value, "force": "noterar"}),
        number.pk: Decision("corrected", "MN-2026-71"),
        recipient.pk: Decision("rejected"),
    }
    actions.decide(by=command_line(), at=NOW, upload=upload, decisions=decisions)
    actions.accept_sure(by=command_line(), at=NOW, upload=upload)
    item = Item.objects.get()
    assert item.points.get().force == "noterar"
    assert item.cases.get().number == "MN-2026-71"
    assert not item.dispatches.exists()


@pytest.mark.django_db
def test_values_accepted_later_add_to_what_is_filed() -> None:
    upload = receive(LETTER.encode(), "utdrag.txt").upload
    later = upload.proposals.get(field="recipients")
    first = {p.pk: Decision("accepted") for p in upload.proposals.exclude(pk=later.pk)}
    actions.decide(by=command_line(), at=NOW, upload=upload, decisions=first)
    assert not Item.objects.get().dispatches.exists()
    actions.decide(by=command_line(), at=NOW, upload=upload, decisions={later.pk: Decision("accepted")})
    assert Item.objects.get().dispatches.count() == 1
    assert Item.objects.get().points.count() == 1
    assert broken_link() is None


@pytest.mark.django_db
def test_somebody_without_the_right_can_neither_import_nor_decide() -> None:
    upload = receive(LETTER.encode(), "utdrag.txt").upload
    stranger = Actor("person", 4711, "Någon")
    with pytest.raises(NotAllowed):
        actions.accept_sure(by=stranger, at=NOW, upload=upload)
    file = understand(b"Annat", "annat.txt")
    with pytest.raises(NotAllowed):
        actions.receive(
            by=stranger,
            at=NOW,
            municipality=upload.municipality,
            data=b"Annat",
            name="annat.txt",
            file=file,
        )
    assert Upload.objects.count() == 1


@pytest.mark.django_db
def test_a_body_that_nobody_knows_is_added_unconfirmed_in_the_municipality_the_file_names() -> None:
    Municipality.objects.create(code="9998", name="Sundsala kommun")
    Municipality.objects.create(code="9999", name="Norrvik kommun")
    actions.accept_sure(by=command_line(), at=NOW, upload=receive(LETTER.encode(), "utdrag.txt").upload)
    body = Body.objects.get(name="Miljönämnden")
    assert (body.confirmed, body.municipality.name) == (False, "Sundsala kommun")


@pytest.mark.django_db
def test_a_file_that_says_nothing_of_its_municipality_waits_when_there_are_several() -> None:
    Municipality.objects.create(code="1", name="Sundsala kommun")
    Municipality.objects.create(code="2", name="Norrvik kommun")
    with pytest.raises(NoMunicipality, match="--municipality"):
        receive(LETTER.replace("Sundsala kommun", "").encode(), "utdrag.txt")
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Norrviks kommuns revisorer har granskat", "Norrviks kommun"),
        ("digitalisering i Sundsala stad.", "Sundsala stad"),
        ("kommunens arbete", None),
    ],
)
def test_the_municipality_that_a_text_names(text: str, named: str | None) -> None:
    assert named_municipality([text]) == named


@pytest.mark.django_db
def test_our_own_sample_documents_import_without_a_manual_fix() -> None:
    assert all(left == 0 and accepted > 10 for accepted, left in import_all(SAMPLES))
    assert Item.objects.count() >= 2
    audit = Audit.objects.get()
    assert audit.verdict == "delvis"
    assert len({recommendation.number for recommendation in audit.recommendations.all()}) == 5


@pytest.mark.django_db
def test_the_four_real_documents_import_without_a_manual_fix() -> None:
    assert all(left == 0 for _, left in import_all(shared("seeds")))
    assert {municipality.name for municipality in Municipality.objects.all()} == {
        "Malmö stad",
        "Lunds kommun",
    }
    proposal, decided = Item.objects.order_by("paragraph")
    assert (proposal.paragraph, proposal.points.get().force, proposal.points.get().to) == (
        "182", "föreslår", "Kommunstyrelsen",
    )  # fmt: skip
    assert (decided.paragraph, decided.meeting.adjusted) == ("567", "2020-10-12")
    link = CaseLink.objects.get(from_case__number="KN-2020-4392")
    assert (link.kind, link.to_case.number) == ("referral_of", "STK-2019-284")
    audit = Audit.objects.get()
    assert (audit.verdict, audit.answer_due) == ("delvis", date(2022, 2, 15))
    asked = [(r.number, r.body.name) for r in audit.recommendations.order_by("number", "body__name")]
    assert asked == [(n, "Kommunstyrelsen") for n in (1, 2, 3, 4)] + [
        (5, "Byggnadsnämnden"), (5, "Socialnämnden"), (5, "Vård- och omsorgsnämnden"),
    ]  # fmt: skip
    assert Commission.objects.get(body__name="Kulturnämnden").due == date(2020, 12, 31)


@pytest.mark.django_db
def test_a_task_for_an_administration_falls_on_the_body_it_works_for() -> None:
    who: dict[str, Any] = {"by": command_line(), "at": NOW}
    town = organisation.found_municipality(**who, code="2199", name="Sundsala kommun")
    board = organisation.add_body(**who, municipality=town, name="Servicenämnden")
    organisation.add_administration(**who, body=board, name="Serviceförvaltningen")
    task = "1. Serviceförvaltningen får i uppdrag att redovisa läget senast den 31 augusti 2026."
    text = LETTER.replace("1. Miljönämnden godkänner förstudien om digital tidbok.", task)
    actions.accept_sure(**who, upload=receive(text.encode(), "uppdrag.txt").upload)
    given = Commission.objects.get()
    assert (given.body, given.due, given.decided_by) == (board, date(2026, 8, 31), "Miljönämnden § 41/2026")


LETTER_TO_MANY = "\n".join(
    [
        "Sundsala kommuns revisorer",
        "",
        "Granskning av digitala tidböcker",
        "",
        "Sundsala kommuns revisorer har granskat hur nämnderna bokar tider.",
        "",
        "Vi rekommenderar miljönämnden att:",
        "",
        "- Införa en digital tidbok.",
        "",
        "Vi rekommenderar övriga nämnder att:",
        "",
        "- Pröva samma tidbok.",
        "",
    ]
)


@pytest.mark.django_db
def test_a_group_of_addressees_is_the_boards_we_know_and_no_body_of_its_own() -> None:
    who: dict[str, Any] = {"by": command_line(), "at": NOW}
    town = organisation.found_municipality(**who, code="2199", name="Sundsala kommun")
    for name in ("Miljönämnden", "Servicenämnden", "Valnämnden"):
        organisation.add_body(**who, municipality=town, name=name)
    upload = receive(LETTER_TO_MANY.encode(), "brev.txt").upload
    actions.accept_sure(**who, upload=upload, limit=0)
    asked = Audit.objects.get().recommendations.order_by("number", "body__name")
    assert [(one.number, one.body.name) for one in asked] == [
        (1, "Miljönämnden"), (2, "Servicenämnden"), (2, "Valnämnden"),
    ]  # fmt: skip
    assert not Body.objects.filter(name__icontains="övriga").exists()
