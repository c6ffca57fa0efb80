"""The oversight pages: what they show, filter, open, send and leave out."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests.oversight.town import FULL, Town
from tests.web.signing import signed_in

from samsyn.cases.actions import commission, open_case
from samsyn.cases.models import Commission
from samsyn.money.actions import set_budget
from samsyn.organisation.rules import Role
from samsyn.post.models import Message
from samsyn.register.actions import promise_benefit
from samsyn.register.models import Source

pytestmark = pytest.mark.django_db
TODAY = date.today()  # noqa: DTZ011  the day that the pages show


@pytest.fixture
def town() -> Town:
    town = Town()
    town.adopt("2026-01-05", "problem", "contact")
    one = town.initiative("2026-02-01", "SN", "Digital ansökan", risk="high", phase="execution", **FULL)
    town.initiative("2026-02-01", "SN", "Journal utan kontakt", problem="Saknar kontakt")
    town.trace("2026-02-02", "SN", "Licenser", amount=5_000_000_00)
    town.initiative("2026-02-01", "TN", "Sensorer", **FULL)
    at = town.noon("2026-02-03")
    set_budget(
        by=town.by, at=at, initiative=one, source=Source.OWN, year=TODAY.year, budget=2_000_000_00,
        forecast=3_000_000_00, outcome=1_000_000_00,
    )  # fmt: skip
    promise_benefit(
        by=town.by, at=at, initiative=one, title="Färre samtal", kind="efficiency", unit="öre",
        low=100_000_000, likely=200_000_000, high=400_000_000,
    )  # fmt: skip
    case = open_case(by=town.by, at=at, body=town.bodies["KS"], number="KS-2026-88", title="Uppdrag")
    commission(
        by=town.by, at=at, body=town.bodies["SN"], decided_by="KS § 12/2026", decided_on=date(2026, 2, 1),
        text="Redovisa läget.", due=TODAY - timedelta(days=5), case=case,
    )  # fmt: skip
    return town


@pytest.fixture
def overseer(town: Town) -> Client:
    return signed_in(Role.OVERSIGHT)


def words(client: Client, path: str) -> str:
    """Return the text of a page, without tags."""
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_coverage_comes_first_then_money_with_what_it_leaves_out(overseer: Client) -> None:
    text = words(overseer, "/uppsikt/")
    assert "Vi ser 2 av 4 kända initiativ" in text
    assert text.index("Täckningsgrad") < text.index("Prognosen ligger")
    assert "Summorna omfattar de 2 dokumenterade initiativen. För de 2 övriga är kostnaden okänd" in text
    assert "Prognosen ligger 1,0 mnkr över budget" in text
    assert "1 initiativ för 2,0 mnkr har hög risk" in text
    assert "Väntad nytta 1,0 till 4,0 mnkr per år, troligt 2,0" in text


def test_deviations_changes_and_tasks_are_on_the_page(overseer: Client) -> None:
    text = words(overseer, "/uppsikt/")
    assert "Regel A1: Prognos mer än 10 % över beslutad budget" in text
    assert "Regel A7" in text
    assert "5 dagar" in text
    assert "Redovisa läget." in text


@pytest.mark.parametrize(
    ("path", "there", "not_there"),
    [
        ("/uppsikt/?q=social", "Socialnämnden", ">Tekniska nämnden</a>"),
        ("/uppsikt/?fresh=ageing", "Ingen nämnd i urvalet", ">Tekniska nämnden</a>"),
        ("/uppsikt/avvikelser/?rule=A1", "Digital ansökan", "nyttoägare från"),
        ("/uppsikt/obesvarade/?body=0", "Inga beslut saknar svar", "Redovisa läget"),
        (
            "/uppsikt/andringar/?sedan=2026-01-31",
            "Socialnämnden registrerade Digital ansökan.",
            "Sekretess, ",
        ),
    ],
)
def test_lists_filter(overseer: Client, path: str, there: str, not_there: str) -> None:
    page = overseer.get(path).content.decode()
    assert there in page
    assert not_there not in page.split("<main", 1)[1].split("</table>")[0]


def test_the_boards_sort_by_any_column_and_come_as_a_workbook(overseer: Client) -> None:
    page = overseer.get("/uppsikt/?sort=-coverage").content.decode()
    assert page.index(">Tekniska nämnden</a>") < page.index(">Socialnämnden</a>")
    assert 'aria-sort="descending"' in page
    file = overseer.get("/uppsikt/?as=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    found = {row[0]: row for row in rows}
    assert found["Socialnämnden"][1:4] == [33, 3, 1]


@pytest.mark.parametrize(
    ("role", "at"), [(Role.OVERSIGHT, ""), (Role.AUDITOR, ""), (Role.OFFICER, "SN"), (Role.CITY_OFFICE, "SN")]
)
def test_page_report_and_rows_agree_whoever_reads(town: Town, role: Role, at: str) -> None:
    town.initiative("2026-02-01", "SN", "Hemligt system", secrecy_ground="OSL 19 kap. 3 §", **FULL)
    reader = signed_in(role, town.bodies.get(at))
    for path in ("/uppsikt/", "/uppsikt/rapport/"):
        text = words(reader, path)
        assert "Vi ser 2 av 4 kända initiativ" in text
        assert "1 sekretessmarkerat initiativ räknas inte." in text
        counts = figures(reader, path)
        assert len(counts) >= 3
        for url, figure in counts:
            rows = reader.get(url.replace("&amp;", "&")).content.decode()
            assert f"av {figure}." in rows, url
            assert "Hemligt system" not in rows
            assert ">Bara öppna</option>" in rows


def figures(reader: Client, path: str) -> list[tuple[str, str]]:
    """Return the counts of initiatives on a page with where they lead; "2 av 4" counts as 2."""
    page = reader.get(path).content.decode()
    return [
        found
        for found in re.findall(r'<a href="(/initiativ/\?[^"]+)">(\d+)(?: av \d+)?<', page)
        if "sort=" not in found[0] and found[1] != "0"
    ]


def test_sums_open_the_initiatives_that_have_the_money(overseer: Client) -> None:
    page = overseer.get("/uppsikt/").content.decode()
    links = re.findall(r'<a href="(/initiativ/\?[^"]*(?:medel|nytta)=[^"]+)">([^<]+)<', page)
    assert {"2,0", "1,0", "3,0", "+1,0", "1,0 till 4,0"} <= {figure for _, figure in links}
    for url, _ in links:
        rows = overseer.get(url.replace("&amp;", "&")).content.decode().split("<main", 1)[1]
        assert "Digital ansökan" in rows, url
        assert "Sensorer" not in rows, url


def test_the_open_filter_can_be_taken_away(town: Town) -> None:
    town.initiative("2026-02-01", "SN", "Hemligt system", secrecy_ground="OSL 19 kap. 3 §", **FULL)
    auditor = signed_in(Role.AUDITOR)
    assert "Hemligt system" not in words(auditor, "/initiativ/?coverage=documented&oppna=ja")
    assert "Hemligt system" in words(auditor, "/initiativ/?coverage=documented")


def test_tasks_begin_with_a_capital_and_the_link_says_what_it_holds(town: Town, overseer: Client) -> None:
    commission(
        by=town.by, at=town.noon("2026-02-03"), body=town.bodies["SN"], decided_by="KS § 13/2026",
        decided_on=date(2026, 2, 1), text="återkomma med en plan.", due=TODAY + timedelta(days=5),
    )  # fmt: skip
    assert "Alla 2, även de som inte förfallit" in words(overseer, "/uppsikt/")
    assert "Återkomma med en plan." in words(overseer, "/uppsikt/obesvarade/?visa=alla")


def test_a_board_shows_what_is_paid_for_but_not_documented(town: Town, overseer: Client) -> None:
    text = words(overseer, f"/uppsikt/{town.bodies['SN'].pk}/")
    assert "1 av 3 kända initiativ är dokumenterade. 1 är registrerade men saknar uppgifter." in text
    assert "Licenser" in text
    assert "5 000" in text.replace("\u00a0", " ")
    assert "contact 3.1 1" in text
    assert overseer.get("/uppsikt/999999/").status_code == 404


def test_a_reminder_goes_to_the_secretary_and_is_counted(town: Town, overseer: Client) -> None:
    task = Commission.objects.get()
    signed_in(Role.SECRETARY, town.bodies["SN"])
    holder = town.bodies["SN"].roles.get().person
    holder.email = "sekreterare@sundsala.example"
    holder.save()
    overseer.post(f"/uppsikt/obesvarade/{task.pk}/paminn/")
    task.refresh_from_db()
    assert (task.reminders, Message.objects.get().to) == (1, "sekreterare@sundsala.example")


def test_without_a_secretary_nobody_is_reminded_and_the_page_says_so(overseer: Client) -> None:
    answer = overseer.post(f"/uppsikt/obesvarade/{Commission.objects.get().pk}/paminn/", follow=True)
    assert "Socialnämnden har ingen nämndsekreterare med e-postadress" in answer.content.decode()
    assert Message.objects.count() == 0


def test_who_may_not_ask_has_no_button_and_is_refused(town: Town) -> None:
    leader = signed_in(Role.LEADER, town.bodies["TN"])
    assert "Påminn" not in words(leader, "/uppsikt/")
    task = Commission.objects.get()
    assert leader.post(f"/uppsikt/obesvarade/{task.pk}/paminn/").status_code == 403
    assert Message.objects.count() == 0


def test_an_earlier_day_has_no_buttons_and_yesterdays_figures(town: Town, overseer: Client) -> None:
    text = words(overseer, "/uppsikt/?per=2026-02-01")
    assert "Vi ser 2 av 3 kända initiativ" in text
    assert "Påminn" not in text
    task = Commission.objects.get()
    assert overseer.post(f"/uppsikt/obesvarade/{task.pk}/paminn/").status_code == 404


def test_secret_initiatives_are_left_out_and_the_page_says_how_many(town: Town, overseer: Client) -> None:
    town.initiative("2026-02-01", "SN", "Hemligt system", secrecy_ground="OSL 19 kap. 3 §", **FULL)
    text = words(overseer, "/uppsikt/")
    assert "Vi ser 2 av 4 kända initiativ" in text
    assert "1 sekretessmarkerat initiativ räknas inte" in text
    for path in (
        "/uppsikt/",
        "/uppsikt/andringar/?sedan=2026-01-01",
        "/uppsikt/avvikelser/",
        "/uppsikt/?as=csv",
    ):
        assert "Hemligt system" not in overseer.get(path).content.decode()


def test_another_municipality_is_seen_nowhere(town: Town, overseer: Client) -> None:
    other = Town(name="Annanby kommun", code="2198")
    other.initiative("2026-02-01", "SN", "Grannens initiativ", **FULL)
    assert "Vi ser 2 av 4" in words(overseer, "/uppsikt/")
    assert overseer.get(f"/uppsikt/{other.bodies['SN'].pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "avvikelser/", "andringar/", "obesvarade/"])
def test_pages_without_any_data_say_what_to_do(path: str) -> None:
    text = words(signed_in(Role.OVERSIGHT), f"/uppsikt/{path}")
    assert re.search(
        r"Registrera ett initiativ|Reglerna prövas|Inget har ändrats|Inga beslut saknar svar", text
    )


@pytest.mark.parametrize("path", ["", "?per=2026-06-30", "avvikelser/", "andringar/", "obesvarade/"])
def test_pages_ask_the_database_at_most_twelve_times(town: Town, overseer: Client, path: str) -> None:
    overseer.get(f"/uppsikt/{path}")
    with CaptureQueriesContext(connection) as asked:
        overseer.get(f"/uppsikt/{path.replace('?per=2026-06-30', '')}")
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]


def test_the_tables_under_the_pictures_sort_and_are_files(overseer: Client) -> None:
    rows = overseer.get("/uppsikt/?risk-as=json").json()
    assert {row["label"]: (row["count"], row["budget"]) for row in rows}["Hög"] == (1, 2_000_000_00)
    page = overseer.get("/uppsikt/?kalla-sort=-budget").content.decode()
    assert page.count('aria-sort="descending"') == 1
    assert overseer.get("/uppsikt/?kalla-as=json").json()[0]["forecast"] == 3_000_000_00
