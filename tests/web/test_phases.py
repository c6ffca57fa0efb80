"""The pages of the model's process: phases, the editor of drafts, what a version changes, moving, handbook in forms."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import FULL, Town, noon
from tests.register.test_moving import MODEL, model
from tests.web.signing import signed_in

from samsyn.governance import actions as governance
from samsyn.governance.actions import Advice, Asked, Step
from samsyn.governance.models import Gate, HandbookEntry, ModelPhase, Version
from samsyn.governance.rules import ClauseText
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.rules import Role
from samsyn.register.models import Initiative

pytestmark = pytest.mark.django_db
HANDBOOK = [
    Advice("Skriv vem som har problemet.", field="problem"),
    Advice("Jämför två vägar.", phase="study", heading="Väg"),
]


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def city(town: Town) -> Client:
    return signed_in(Role.CITY_OFFICE)


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def begun(town: Town) -> Version:
    return governance.draft(
        by=town.by,
        at=noon("2026-03-01"),
        municipality=town.municipality,
        title="Modellen",
        label="9.0",
        process=[],
    )


def test_without_a_model_the_page_says_what_to_do(city: Client) -> None:
    assert "Ingen modell är upplagd än." in text(city, "/modell/faser/")


def test_a_version_without_phases_says_so(town: Town, city: Client) -> None:
    town.adopt("2026-01-02", "problem")
    assert "Modellen 1.0 har inga faser." in text(city, "/modell/faser/")


def test_the_way_shows_phases_gates_handbook_and_who_is_where(town: Town, city: Client) -> None:
    model(town, items=[*MODEL, *HANDBOOK])
    for number in range(3):
        town.initiative("2026-01-05", "SN", f"Nummer {number}", phase="study")
    page = text(city, "/modell/faser/")
    for words in (
        "3 initiativ",
        "BP1",
        "Jämför två vägar.",
        "Skriv vem som har problemet.",
        "Frågas härifrån",
    ):
        assert words in page
    listed = text(city, page.split('data-label="Initiativ"><a href="')[1].split('"')[0].replace("&amp;", "&"))
    assert "Nummer 2" in listed
    assert "Idé" not in text(city, "/modell/faser/?spar=fast").split("Handbok")[0].split("Vägen")[1]


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        ("fas", {"key": "dröm", "label": "Dröm"}, "Fas på vägen dröm finns inte. Välj ur listan."),
        ("fas", {"key": "need", "label": ""}, "Skriv vad modellen kallar fasen."),
        ("beslutspunkt", {"phase": "study", "label": "BP1"}, "Fasen Förstudie finns inte i Modellen 9.0. Lägg upp fasen först."),
        ("krav", {"field": "lycka", "label": "Lycka", "tab": "styrning"}, "Uppgift lycka finns inte. Välj ur listan."),
        ("handbok", {"text": "Så här."}, "Välj en fas eller ett fält som texten handlar om."),
    ],
)  # fmt: skip
def test_bad_input_in_a_draft_gets_one_sentence(
    town: Town, city: Client, kind: str, sent: dict[str, str], sentence: str
) -> None:
    response = city.post(f"/modell/version/{begun(town).pk}/process/{kind}/", sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_draft_is_written_step_by_step(town: Town, city: Client) -> None:
    version = begun(town)
    at = f"/modell/version/{version.pk}/process"
    for kind, sent in (
        ("fas", {"key": "study", "label": "Undersökning"}),
        ("beslutspunkt", {"phase": "study", "label": "BP1", "decides": "Nämnden"}),
        ("krav", {"field": "owner", "label": "Ägare", "tab": "styrning", "phase": "study", "minimum": "on"}),
        ("handbok", {"phase": "study", "text": "Fråga dem som gör jobbet."}),
    ):
        assert city.post(f"{at}/{kind}/", sent).status_code == 302
    page = text(city, f"/modell/faser/?version={version.pk}")
    for words in ("Undersökning", "BP1", "Ägare", "Fråga dem som gör jobbet.", "Lägg till fas"):
        assert words in page
    phase = ModelPhase.objects.get()
    response = city.post(f"{at}/fas/?rad={phase.pk}", {"remove": "1"})
    assert "På fasen Undersökning hänger en beslutspunkt." in response.content.decode()
    gate = Gate.objects.get()
    assert 'value="Nämnden"' in text(city, f"{at}/beslutspunkt/?rad={gate.pk}")
    city.post(f"{at}/beslutspunkt/?rad={gate.pk}", {"phase": "study", "label": "BP A"})
    assert Gate.objects.get().label == "BP A"
    city.post(f"{at}/handbok/?rad={HandbookEntry.objects.get().pk}", {"remove": "1"})
    assert not HandbookEntry.objects.exists()


def test_a_version_in_force_is_not_edited(town: Town, city: Client, officer: Client) -> None:
    version = model(town)
    response = city.post(f"/modell/version/{version.pk}/process/fas/", {"key": "need", "label": "Annat"})
    assert "är beredd eller beslutad och ändras inte mer" in response.content.decode()
    assert officer.get(f"/modell/version/{version.pk}/process/fas/").status_code == 403
    assert city.get(f"/modell/version/{version.pk}/process/annat/").status_code == 404


def two_versions(town: Town) -> Version:
    new = [*MODEL, Asked("goal", "Mål", "5", phase="need"), Step("idea", "Tanke")]
    model(town)
    for number in range(2):
        town.initiative("2026-01-05", "SN", f"Gammalt {number}", **FULL)
    town.initiative("2026-01-05", "TN", "Annan nämnds")
    return model(
        town, "2026-02-01", "2.0", [one for one in new if one != Step("idea", "Idé", track="project")]
    )


def test_a_board_sees_what_a_version_changes_and_moves_all_at_once(town: Town, officer: Client) -> None:
    new, sn = two_versions(town), town.bodies["SN"].pk
    address = f"/modell/version/{new.pk}/for/{sn}/"
    page = text(officer, address)
    for words in (
        "Mål, från behov, minimikrav",
        "Ändrad fas",
        "förut Idé, projekt",
        "Gammalt 1",
        "följer 1.0",
    ):
        assert words in page
    lacking = page.split('class="num"><a href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Gammalt 0" in text(officer, lacking)
    assert "Annan nämnds" not in text(officer, lacking)
    officer.post(f"{address}flytta/", {"nummer": "1"})
    assert [one.version_id == new.pk for one in Initiative.objects.order_by("number")] == [True, False, False]
    done = officer.post(f"{address}flytta/", follow=True).content.decode()
    assert "1 initiativ följer nu Modellen 2.0." in done
    assert "Alla nämndens initiativ följer 2.0." in done


def test_all_boards_stand_in_a_list_with_how_far_they_have_come(town: Town, officer: Client) -> None:
    new = two_versions(town)
    page = text(officer, f"/modell/version/{new.pk}/for/")
    assert "<b>3 av 3</b> pågående initiativ följer en annan version än 2.0." in page
    assert "Nytt krav" in page
    old = Version.objects.get(label="1.0")
    assert "är den första versionen" in text(officer, f"/modell/version/{old.pk}/for/")


def test_a_changed_clause_stands_only_at_the_board_it_lays_something_on(town: Town, officer: Client) -> None:
    for label, day, words in (("1.0", "2026-01-02", "varje år"), ("2.0", "2026-02-01", "varje månad")):
        governance.adopt(
            by=town.by, at=noon(day), municipality=town.municipality, title="Modellen", label=label,
            valid_from=noon(day).date(), decided_by=DecisionRef("KS", None, "7"),
            clauses=[ClauseText("1", "Rapport", f"Socialnämnden ska rapportera {words}.")],
        )  # fmt: skip
    new = Version.objects.get(label="2.0")
    assert "<ins>månad</ins>" in text(officer, f"/modell/version/{new.pk}/for/{town.bodies['SN'].pk}/")
    assert "Ingen ändrad klausul" in text(officer, f"/modell/version/{new.pk}/for/{town.bodies['TN'].pk}/")


def test_another_boards_initiatives_are_not_moved(town: Town, officer: Client) -> None:
    new, tn = two_versions(town), town.bodies["TN"].pk
    assert "Flytta alla" not in text(officer, f"/modell/version/{new.pk}/for/{tn}/")
    assert officer.post(f"/modell/version/{new.pk}/for/{tn}/flytta/").status_code == 403
    assert not Initiative.objects.filter(version=new).exists()


def test_moving_to_a_version_that_is_not_in_force_says_so(town: Town, officer: Client) -> None:
    two_versions(town)
    later = begun(town)
    address = f"/modell/version/{later.pk}/for/{town.bodies['SN'].pk}/"
    assert "gäller inte" in officer.post(f"{address}flytta/", follow=True).content.decode()
    assert (
        "gäller inte"
        in officer.post("/initiativ/I-0001/version/", {"version": later.pk}, follow=True).content.decode()
    )


def test_the_phase_is_changed_on_a_page_that_says_what_the_gate_asks(town: Town, officer: Client) -> None:
    model(town, items=[*MODEL, *HANDBOOK])
    town.initiative("2026-01-05", "SN", "Digital ansökan", phase="study", problem="Köer.")
    page = text(officer, "/initiativ/I-0001/fas/")
    for words in ("BP1", "Nämnden", "Projektägare"):
        assert words in page
    closed = officer.post("/initiativ/I-0001/fas/", {"phase": "decided", "why": "Brådskar."})
    assert closed.status_code == 422
    assert "BP1 är inte passerad: Projektägare saknas." in closed.content.decode()
    assert 'value="Brådskar."' in closed.content.decode()
    sent = {"phase": "decided", "why": "Brådskar.", "decider": "Bo Ek"}
    assert officer.post("/initiativ/I-0001/fas/", sent).status_code == 302
    page = text(officer, "/initiativ/I-0001/")
    for words in ("Med avsteg", "Saknades: Projektägare. Beslutades av Bo Ek.", "Skäl: Brådskar."):
        assert words in page
    assert (
        "Skriv varför initiativet går tillbaka"
        in officer.post("/initiativ/I-0001/fas/", {"phase": "study"}).content.decode()
    )


def test_the_forms_ask_what_the_phase_needs_with_the_handbook_beside(town: Town, officer: Client) -> None:
    model(town, items=[*MODEL, *HANDBOOK])
    page = text(officer, "/initiativ/nytt/")
    first, _, more = page.partition("Fler uppgifter")
    assert "Skriv vem som har problemet." in first
    assert ('name="funding"' in first, 'name="funding"' in more) == (False, True)
    sent = {
        "title": "Stöd", "problem": "Papper.", "track": "project", "body": town.bodies["SN"].pk, "contact": "Bo",
        "reach": "one", "start": "2027-01-01", "end": "2027-12-31",
    }  # fmt: skip
    assert officer.post("/initiativ/nytt/", sent).status_code == 302
    wrong = officer.post("/initiativ/nytt/", {**sent, "funding": "tomten"}).content.decode()
    assert 'name="funding"' in wrong.partition("Fler uppgifter")[0]
    town.initiative("2026-01-05", "SN", "Digital ansökan", phase="study")
    page = text(officer, "/initiativ/I-0002/andra/")
    assert "Jämför två vägar." in page
    assert 'name="owner"' in page.partition("Fler uppgifter")[0]
    assert "Frågas i senare faser (1)" in text(officer, "/initiativ/I-0002/")


def test_closed_gate_in_the_form_keeps_what_was_typed(town: Town, officer: Client) -> None:
    model(town)
    town.initiative("2026-01-05", "SN", "Digital ansökan")
    sent: dict[str, Any] = {
        "title": "Nytt namn", "track": "project", "reach": "one", "phase": "execution", "risk": "none",
        "body": town.bodies["SN"].pk, "seen": text(officer, "/initiativ/I-0001/andra/").split('name="seen" value="')[1].split('"')[0],
    }  # fmt: skip
    response = officer.post("/initiativ/I-0001/andra/", sent)
    assert response.status_code == 422
    assert "Avsteg skrivs under Byt fas." in response.content.decode()
    assert Initiative.objects.get().title == "Digital ansökan"


@pytest.mark.parametrize(
    "address", ["/modell/faser/", "/modell/version/{new}/for/", "/modell/version/{new}/for/{sn}/", "/initiativ/I-0001/fas/"]
)  # fmt: skip
def test_the_pages_ask_the_database_at_most_twelve_times(town: Town, officer: Client, address: str) -> None:
    new = two_versions(town)
    for number in range(8):
        town.initiative("2026-02-05", "SN", f"Fler {number}")
    address = address.format(new=new.pk, sn=town.bodies["SN"].pk)
    officer.get(address)
    with CaptureQueriesContext(connection) as asked:
        text(officer, address)
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]


def test_the_list_ignores_words_that_mean_nothing(town: Town, officer: Client) -> None:
    two_versions(town)
    for words in ("modell=x", "modell=99", "spar=x", "saknar=x", "saknar=99999"):
        assert officer.get(f"/initiativ/?{words}").status_code == 200
    assert "Inga initiativ i urvalet." in text(officer, "/initiativ/?saknar=99999")
