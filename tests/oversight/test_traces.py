"""Traces: what shows outside the register, whose it may be, and what people say of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.town import FULL, Town, noon

from samsyn.history.models import Source
from samsyn.money.actions import book, set_budget
from samsyn.money.models import LedgerEntry
from samsyn.money.queries.marking import try_rules
from samsyn.money.rules import Entry, Rule, RuleError, deciding, needle, ranges
from samsyn.oversight.actions import change_rule, dismiss, gather, match, reopen
from samsyn.oversight.models import Trace
from samsyn.oversight.queries import standing
from samsyn.oversight.rules.matching import LIKELY, Candidate, Keys, Likeness, Sign
from samsyn.register import actions as register
from samsyn.register.models import Source as Funding

AT = noon("2026-03-01")


@pytest.fixture
def town() -> Town:
    town = Town()
    town.adopt("2026-01-05", "problem", "contact")
    return town


def entry(line: int, kronor: int, **fields: str) -> Entry:
    given = {
        "account": "6540",
        "account_name": "IT-tjänster",
        "centre": "SN",
        "supplier": "Nordbo AB",
    } | fields
    day = date.fromisoformat(given.pop("day", "2026-02-01"))
    return Entry(line, day, kronor * 100, voucher=f"A{line}", **given)


def booked(town: Town, *entries: Entry, kind: str = "ledger", name: str = "bok.csv") -> None:
    source, _ = Source.objects.get_or_create(
        sha256=name, defaults={"name": name, "size": 1, "kind": "csv", "path": name, "received_at": AT}
    )
    book(by=town.by, at=AT, municipality=town.municipality, source=source, kind=kind, entries=entries)
    gather(by=town.by, at=AT, municipality=town.municipality)


def ruled(town: Town, include: bool = True, **told: str) -> None:
    rule = Rule(include, **told)
    change_rule(by=town.by, at=AT, municipality=town.municipality, rule=rule, title="Regel", why="Därför")


def amounts() -> list[tuple[str, int | None]]:
    return sorted(Trace.objects.values_list("title", "amount"))


@pytest.mark.django_db
def test_marked_rows_of_a_board_are_one_trace_per_project_or_supplier_and_year(town: Town) -> None:
    ruled(town, accounts="6540")
    booked(
        town, entry(1, 100), entry(2, 50), entry(3, 30, supplier="Kartbolaget"), entry(4, 20, day="2025-05-01"),
        entry(5, 70, project="4012", project_name="E-tjänst"), entry(6, 999, account="4010"),
    )  # fmt: skip
    assert amounts() == [
        ("E-tjänst", 70_00), ("Kartbolaget", 30_00), ("Nordbo AB", 20_00), ("Nordbo AB", 150_00),
    ]  # fmt: skip
    told = next(one for one in standing(town.lens("2026-03-02")) if one.body == "Socialnämnden")
    assert (told.spending, told.spending_documented, told.known, len(told.missing)) == (270_00, 0, 3, 4)


@pytest.mark.django_db
def test_paying_on_changes_the_trace_and_the_same_file_again_changes_nothing(town: Town) -> None:
    ruled(town, accounts="6540")
    booked(town, entry(1, 100))
    before = Trace.objects.get()
    booked(town, entry(1, 100))
    assert Trace.history.model.objects.count() == 1
    booked(town, entry(1, 100), entry(2, 40), name="mer.csv")
    after = Trace.objects.get()
    assert (after.pk, after.amount, LedgerEntry.objects.count()) == (before.pk, 140_00, 2)


@pytest.mark.django_db
def test_an_invoice_is_not_counted_beside_the_ledger_of_its_month(town: Town) -> None:
    ruled(town, suppliers="Nordbo")
    booked(town, entry(1, 100), kind="invoice", name="fakturor.csv")
    assert amounts() == [("Nordbo AB", 100_00)]
    booked(town, entry(7, 100), entry(8, 5, day="2026-03-01"))
    assert amounts() == [("Nordbo AB", 105_00)]


@pytest.mark.django_db
def test_a_match_covers_all_years_counts_as_documented_and_can_be_taken_back(town: Town) -> None:
    ruled(town, accounts="6540")
    one = town.initiative("2026-02-01", "SN", "Journalsystem", **FULL)
    booked(town, entry(1, 100), entry(2, 20, day="2025-05-01"))
    latest = Trace.objects.get(year=2026)
    assert match(by=town.by, at=AT, trace=latest, initiative=one) == 2
    told = next(row for row in standing(town.lens("2026-03-02")) if row.body == "Socialnämnden")
    assert (told.spending, told.spending_documented, told.known, told.missing) == (120_00, 120_00, 1, ())
    reopen(by=town.by, at=AT, trace=Trace.objects.get(year=2026))
    gather(by=town.by, at=AT, municipality=town.municipality)
    told = next(row for row in standing(town.lens("2026-03-02")) if row.body == "Socialnämnden")
    assert (told.spending_documented, told.known) == (20_00, 2)


@pytest.mark.django_db
def test_what_is_no_digitalisation_is_kept_with_its_reason_and_counted_nowhere(town: Town) -> None:
    ruled(town, accounts="6540")
    booked(town, entry(1, 100))
    dismiss(by=town.by, at=AT, trace=Trace.objects.get(), why="Städning")
    booked(town, entry(2, 30), name="mer.csv")
    told = next(row for row in standing(town.lens("2026-03-02")) if row.body == "Socialnämnden")
    assert (told.spending, told.known, told.missing) == (0, 0, ())
    assert (Trace.objects.get().why, Trace.objects.get().amount) == ("Städning", 130_00)


@pytest.mark.django_db
def test_a_rule_that_no_longer_marks_takes_the_trace_away_unless_somebody_placed_it(town: Town) -> None:
    ruled(town, accounts="6540")
    one = town.initiative("2026-02-01", "SN", "Journalsystem", **FULL)
    booked(town, entry(1, 100), entry(2, 50, supplier="Kartbolaget"))
    match(by=town.by, at=AT, trace=Trace.objects.get(title="Nordbo AB"), initiative=one)
    ruled(town, include=False, accounts="6540")
    assert amounts() == [("Nordbo AB", None)]


@pytest.mark.django_db
def test_keys_match_by_themselves_and_say_why(town: Town) -> None:
    ruled(town, accounts="6540")
    own = town.initiative("2026-02-01", "SN", "Journalsystem", **FULL)
    coded = town.initiative("2026-02-01", "SN", "E-arkiv", **FULL)
    booked(
        town, entry(1, 100, project=own.ref), entry(2, 50, project="4012", project_name="Arkivet"),
        entry(3, 10, project="9999", project_name="Annat"),
    )  # fmt: skip
    told = dict(Trace.objects.values_list("title", "initiative_number"))
    assert told == {f"Projekt {own.ref}": own.number, "Arkivet": None, "Annat": None}
    match(by=town.by, at=AT, trace=Trace.objects.get(title="Arkivet"), initiative=coded)
    booked(town, entry(4, 60, project="4012", project_name="Arkivet", day="2027-01-05"), name="nytt.csv")
    new = Trace.objects.get(year=2027)
    assert (new.initiative_number, new.by_hand) == (coded.number, False)
    assert "4012" in new.why


@pytest.mark.django_db
def test_a_system_without_an_initiative_is_a_trace_until_one_uses_it(town: Town) -> None:
    system = register.add_system(
        by=town.by, at=AT, body=town.bodies["TN"], name="Karta", owner="", supplier="Kartbolaget", contract_end=None,
        yearly_cost=40_000_00, common=False,
    )  # fmt: skip
    gather(by=town.by, at=AT, municipality=town.municipality)
    assert amounts() == [("Karta", 40_000_00)]
    one = town.initiative("2026-03-01", "TN", "Ny karta", **FULL)
    register.use_system(by=town.by, at=AT, initiative=one, system=system)
    gather(by=town.by, at=AT, municipality=town.municipality)
    assert amounts() == []


ROWS = st.builds(
    Entry, line=st.integers(1, 99), day=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    amount=st.integers(-(10**9), 10**9), account=st.from_regex(r"[1-9][0-9]{3,5}", fullmatch=True),
    account_name=st.sampled_from(["IT-tjänster", "Licenser", "Livsmedel", ""]), centre=st.just("SN"),
    supplier=st.sampled_from(["Nordbo AB", "Åkes Data", "", "Kartbolaget"]),
    text=st.sampled_from(["Drift av journal", "kreditnota", "It", "programvarulicens för Ö", ""]),
)  # fmt: skip
RULES = st.builds(
    Rule, include=st.booleans(), accounts=st.sampled_from(["", "6540", "4000-4999, 65400", "1000-9999"]),
    suppliers=st.sampled_from(["", "nordbo", "ÅKES, karta"]),
    words=st.sampled_from(["", "it", "*licens", "licens, drift av", "ö"]),
)  # fmt: skip


def usable(rule: Rule) -> bool:
    try:
        rule.check()
    except RuleError:
        return False
    return True


@pytest.mark.django_db
@given(st.lists(ROWS, max_size=8), st.lists(RULES.filter(usable), max_size=4))
def test_the_database_marks_as_the_rule_says_of_one_row(
    town: Town, rows: list[Entry], rules: list[Rule]
) -> None:
    LedgerEntry.objects.all().delete()
    booked(town, *rows)
    hit = [row for row in rows if (found := deciding(rules, row)) and found.include]
    tried = try_rules(town.municipality, rules)
    assert (tried.whole, tried.whole_amount) == (len(hit), sum(row.amount for row in hit))


@pytest.mark.parametrize(
    ("text", "found"),
    [("", ()), ("6540", (("6540", "6540"),)), ("5420, 6540–6549", (("5420", "5420"), ("6540", "6549")))],
)
def test_accounts_are_read_one_by_one_and_from_to(text: str, found: tuple[tuple[str, str], ...]) -> None:
    assert ranges(text) == found


@pytest.mark.parametrize(
    ("word", "looked_for"),
    [("it", " it "), ("Licens", " licens"), ("*licens", "licens"), ("e-tjänst", " e tjänst")],
)
def test_a_word_is_looked_for_whole_when_short_else_by_its_beginning(word: str, looked_for: str) -> None:
    assert needle(word) == looked_for


def candidate(number: int, title: str, **fields: object) -> Candidate:
    return Candidate(number, title, body_id=1, **fields)  # type: ignore[arg-type]


LIKE = [
    (Sign(1, "budget", "x", "Upphandling av journalsystem"), candidate(1, "Nytt journalsystem"), True),
    (Sign(2, "budget", "x", "Digital ansökan om bygglov"), candidate(1, "Ansökan om bygglov på nätet"), True),
    (Sign(1, "ledger", "x", "Nordbo AB", 100, supplier="Nordbo AB", year=2026),
     candidate(1, "Journal", suppliers=("NORDBO Sverige AB",), first_year=2025, amounts=frozenset({95})), True),
    (Sign(1, "system", "x", "Licens för Kartan 3"), candidate(1, "Stadsplan", systems=("Kartan 3",)), True),
    (Sign(1, "budget", "x", "Städning av skolor"), candidate(1, "Nytt journalsystem"), False),
    (Sign(1, "ledger", "x", "Nordbo AB", 100, year=2026),
     candidate(1, "Journal", first_year=2025, amounts=frozenset({100})), False),
    (Sign(1, "budget", "x", "Nytt digitalt system"), candidate(1, "Digitala system"), False),
]  # fmt: skip


@pytest.mark.parametrize(("sign", "one", "likely"), LIKE)
def test_likeness_in_words_systems_suppliers_and_money_is_suggested(
    sign: Sign, one: Candidate, likely: bool
) -> None:
    found = Likeness([candidate(9, "Helt annan sak"), one]).suggest(sign)
    assert ([made.number for made in found] == [1]) is likely
    assert all(LIKELY <= made.score <= 1 and made.why for made in found)


def test_a_key_that_names_two_settles_nothing() -> None:
    keys = Keys([candidate(1, "A", decision="KS-2026-14"), candidate(2, "B", decision="KS-2026-14")])
    assert keys.settle(Sign(1, "plan", "x", "A", diary="KS 2026/14")) is None
    found = Keys([candidate(1, "A", decision="KS-2026-14")]).settle(
        Sign(1, "plan", "x", "A", diary="KS 2026/14")
    )
    assert found == (1, "Samma diarienummer, KS 2026/14")


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_matching_takes_any_text_and_never_names_what_is_not_there(title: str, other: str, code: str) -> None:
    every = [candidate(1, other, external_key=code)]
    sign = Sign(1, "plan", "x", title, project=code, diary=code, supplier=other)
    settled = Keys(every).settle(sign)
    assert settled is None or settled[0] == 1
    assert {made.number for made in Likeness(every).suggest(sign)} <= {1}


@pytest.mark.django_db
def test_a_budget_without_an_initiative_is_a_trace_and_one_with_it_is_not(town: Town) -> None:
    one = town.initiative("2026-02-01", "SN", "Journalsystem", **FULL)
    set_budget(by=town.by, at=AT, initiative=one, source=Funding.OWN, year=2026, budget=5_00)
    gather(by=town.by, at=AT, municipality=town.municipality)
    assert amounts() == []
