"""Entry without pain: similar initiatives beside the form, joining and copying, drafts that keep themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.history.models import Act
from samsyn.history.queries import saved_by
from samsyn.kit.actors import Actor
from samsyn.kit.money import Amount
from samsyn.organisation import actions as organisation
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Initiative, Participation

pytestmark = pytest.mark.django_db
LOCKS = "Bokning och lås i idrottshallar"


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


@pytest.fixture
def halls(town: Town) -> Initiative:
    """Return the tekniska nämnden's initiative, among others that have nothing to do with it."""
    for title in ("Digital signering av läkemedel", "Luftkvalitet i realtid", "Ny webbplats för turister"):
        town.initiative("2026-01-05", "KS", title)
    return town.initiative(
        "2026-01-05", "TN", LOCKS, problem="Nycklar lämnas ut för hand.", process="Uthyrning", reach="one",
        decision="TN § 4/2026", cost=Amount(100_000, "SEK"),
    )  # fmt: skip


def text(response: Any) -> str:
    return str(response.content.decode())


def look(client: Client, **typed: Any) -> str:
    return text(client.post("/initiativ/liknande/", typed))


def test_what_is_alike_is_found_across_boards_with_the_reason(officer: Client, halls: Initiative) -> None:
    found = look(officer, title="Lås och bokning av idrottshall")
    assert LOCKS in found
    assert "Tekniska nämnden · Behov · I-0004" in found
    assert "Ord: bokning, lås och idrottshallar." in found
    assert "läkemedel" not in found


@pytest.mark.parametrize("typed", ["", "och att det", "Fiskodling", UNNAMED := "Namnlöst utkast"])
def test_what_says_nothing_finds_nothing(officer: Client, halls: Initiative, typed: str) -> None:
    assert look(officer, title=typed).strip() == ""


def test_a_system_that_the_text_names_or_the_same_process_is_enough(
    town: Town, officer: Client, halls: Initiative
) -> None:
    system = actions.add_system(by=town.by, at=noon("2026-01-03"), body=town.bodies["TN"], name="Boka Mera")
    actions.use_system(by=town.by, at=noon("2026-01-06"), initiative=halls, system=system)
    assert "System: Boka Mera." in look(officer, title="Fiskodling", problem="Görs i Boka mera i dag.")
    assert "Process: Uthyrning." in look(officer, title="Fiskodling", process=" uthyrning ")


def test_what_may_not_be_seen_is_never_found(town: Town, officer: Client) -> None:
    town.initiative("2026-01-05", "TN", "Skyddad bokning av hallar", secrecy_ground="OSL 18 kap. 8 §")
    town.initiative("2026-01-05", "TN", "Bokning av hallar, utkast", draft=True)
    assert look(officer, title="Skyddad bokning av hallar, utkast").strip() == ""
    assert "Skyddad" in look(signed_in(Role.AUDITOR), title="Skyddad bokning av hallar")


def test_without_scripts_a_button_shows_them_and_keeps_what_is_typed(
    officer: Client, halls: Initiative
) -> None:
    response = officer.post(
        "/initiativ/nytt/", {"title": "Lås på idrottshallar", "start": "till våren", "preview": "1"}
    )
    page = text(response)
    assert response.status_code == 200
    assert LOCKS in page
    assert 'value="till våren"' in page
    assert 'value="Lås på idrottshallar"' in page
    assert not Initiative.objects.filter(body__short_name="SN").exists()


def test_one_click_makes_it_joint_and_it_is_counted_once(
    town: Town, officer: Client, halls: Initiative
) -> None:
    typed = {"title": "Lås", "problem": "Fritidsgården har en nyckel.", "body": town.bodies["SN"].pk}
    response = officer.post("/initiativ/nytt/", {**typed, "join": halls.number})
    assert response.headers["Location"] == "/initiativ/I-0004/"
    page = text(officer.get("/initiativ/I-0004/"))
    assert "Socialnämnden anslöt till Bokning och lås i idrottshallar." in page
    assert "<p>Fritidsgården har en nyckel.</p>" in page
    assert "<small>med Socialnämnden</small>" in page
    assert Initiative.objects.count() == 4
    assert Initiative.objects.get(pk=halls.pk).reach == "several"
    whole = text(officer.get("/initiativ/"))
    assert whole.count(f">{LOCKS}</a>") == 1
    assert "med Socialnämnden" in whole


@pytest.mark.parametrize(
    ("query", "shown"),
    [("body=SN", False), ("body=SN&gemensamt=deltar", True), ("gemensamt=ja", True), ("body=TN&gemensamt=ja", True),
     ("body=KS&gemensamt=deltar", False)],
)  # fmt: skip
def test_the_list_narrows_to_what_is_joint(
    town: Town, officer: Client, halls: Initiative, query: str, shown: bool
) -> None:
    actions.join(by=town.by, at=noon("2026-01-07"), initiative=halls, body=town.bodies["SN"])
    assert (LOCKS in text(officer.get(f"/initiativ/?{query}"))) is shown


def test_an_earlier_day_shows_who_took_part_then(town: Town, officer: Client, halls: Initiative) -> None:
    sn = town.bodies["SN"]
    part = actions.join(by=town.by, at=noon("2026-01-07"), initiative=halls, body=sn)
    actions.leave(by=town.by, at=noon("2026-02-01"), participation=part, why="Egen lösning.")
    assert "lämnade 2026-02-01" in text(officer.get("/initiativ/I-0004/"))
    officer.get("/", {"per": "2026-01-20"})
    assert "<small>med Socialnämnden</small>" in text(officer.get("/initiativ/I-0004/"))
    officer.get("/", {"per": "2026-01-06"})
    assert "Socialnämnden</small>" not in text(officer.get("/initiativ/I-0004/"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"draft": True}, "är ett utkast"),
        ({"phase": "stopped"}, "är avslutat"),
        ({"secrecy_ground": "OSL 18 kap."}, "är sekretessmarkerat"),
    ],
)
def test_what_cannot_be_joint_is_refused_with_the_reason(
    town: Town, change: dict[str, Any], sentence: str
) -> None:
    one = town.initiative("2026-01-05", "TN", LOCKS)
    for name, value in change.items():
        setattr(one, name, value)
    both = at_both(town)
    with pytest.raises(actions.Invalid, match=sentence):
        actions.join(by=both, at=noon("2026-01-07"), initiative=one, body=town.bodies["SN"])


def at_both(town: Town) -> Actor:
    """Return somebody who leads initiatives at both boards, secret ones too."""
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-02")}
    person = organisation.add_person(**who, municipality=town.municipality, name="Ada Ek")
    for code in ("SN", "TN"):
        organisation.give_role(
            **who, person=person, role=Role.LEADER, body=town.bodies[code], valid_from=date(2026, 1, 1)
        )
    return Actor("person", person.pk, person.name)


def test_a_board_joins_once_not_its_own_and_leaves_with_a_reason(town: Town, halls: Initiative) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-07")}
    part = actions.join(**who, initiative=halls, body=town.bodies["SN"])
    for body, sentence in (("SN", "deltar redan"), ("TN", "är redan Tekniska nämndens eget")):
        with pytest.raises(actions.Invalid, match=sentence):
            actions.join(**who, initiative=halls, body=town.bodies[body])
    with pytest.raises(actions.Invalid, match="Skriv varför"):
        actions.leave(**who, participation=part, why=" ")
    actions.leave(**who, participation=part, why="Egen lösning.")
    with pytest.raises(actions.Invalid, match="lämnade I-0004 2026-01-07"):
        actions.leave(**who, participation=part, why="Igen.")


def test_only_ones_own_board_can_be_let_in_or_out(town: Town, officer: Client, halls: Initiative) -> None:
    ks = town.bodies["KS"]
    assert officer.post("/initiativ/I-0004/anslut/", {"body": ks.pk}).status_code == 403
    part = actions.join(by=town.by, at=noon("2026-01-07"), initiative=halls, body=ks)
    leave = f"/initiativ/I-0004/lamna/{part.pk}/"
    assert officer.post(leave, {"why": "Nej."}).status_code == 403
    assert officer.post("/initiativ/I-0004/anslut/", {"body": town.bodies["SN"].pk}).status_code == 302
    owner = signed_in(Role.OFFICER, town.bodies["TN"])
    assert owner.post(leave, {"why": "Klart för er del."}).status_code == 302
    assert [one.valid_to is None for one in Participation.objects.order_by("body__short_name")] == [
        False,
        True,
    ]


def test_copying_fills_what_is_empty_and_never_decision_or_money(
    town: Town, officer: Client, halls: Initiative
) -> None:
    response = officer.post(
        "/initiativ/nytt/", {"title": "Lås på hallar", "contact": "Ada", "copy": halls.number}
    )
    page = text(response)
    assert 'value="Lås på hallar"' in page
    assert "Nycklar lämnas ut för hand." in page
    assert 'value="Uthyrning"' in page
    assert "TN § 4/2026" not in page
    assert 'name="origin" value="4"' in page
    officer.post("/initiativ/nytt/", {"title": "Lås på hallar", "origin": "4", "draft": "1"})
    copy = Initiative.objects.get(title="Lås på hallar")
    assert (copy.origin, copy.decision, copy.estimates.count()) == (halls, "", 0)
    assert 'href="/initiativ/I-0004/">I-0004</a>' in text(officer.get(f"/initiativ/{copy.ref}/"))


def autosave(client: Client, address: str, **typed: Any) -> HttpResponse:
    return client.post(address, {**typed, "draft": "1", "autosave": "1"})  # type: ignore[return-value]


def test_a_draft_keeps_itself_and_goes_on_where_it_lies(town: Town, officer: Client) -> None:
    kept = autosave(officer, "/initiativ/nytt/", title="Stöd", start="till våren").json()  # type: ignore[attr-defined]
    draft = Initiative.objects.get()
    assert (kept["url"], kept["seen"]) == ("/initiativ/I-0001/andra/", saved_by(draft).pk)
    assert "Utkastet I-0001 sparades" in kept["told"]
    more = {"title": "Stöd för gode män", "start": "till våren", "seen": kept["seen"]}
    again = autosave(officer, kept["url"], **more).json()  # type: ignore[attr-defined]
    draft.refresh_from_db()
    assert (draft.title, draft.start_raw, draft.draft) == ("Stöd för gode män", "till våren", True)
    assert autosave(officer, kept["url"], **{**more, "seen": kept["seen"]}).status_code == 409
    assert autosave(officer, kept["url"], **{**more, "seen": again["seen"]}).status_code == 200
    assert Act.objects.filter(ref="I-0001").count() == 2


def test_the_forms_own_fields_are_enough_to_finish_a_kept_draft(town: Town, officer: Client) -> None:
    kept = autosave(officer, "/initiativ/nytt/", title="Stöd").json()  # type: ignore[attr-defined]
    whole = {
        "title": "Stöd", "problem": "Papper.", "track": "project", "reach": "one", "contact": "Ada",
        "body": town.bodies["SN"].pk, "start": "2027-01-11", "end": "2027-06-30", "funding": "own",
        "seen": kept["seen"],
    }  # fmt: skip
    assert officer.post(kept["url"], whole).headers["Location"] == "/initiativ/I-0001/"
    assert (Initiative.objects.get().draft, Initiative.objects.get().phase) == (False, "need")


def test_my_drafts_are_listed_and_one_is_thrown_away(town: Town, officer: Client) -> None:
    assert "Du har inga utkast." in text(officer.get("/initiativ/utkast/"))
    officer.post("/initiativ/nytt/", {"title": "Halvfärdigt stöd", "draft": "1"})
    page = text(officer.get("/initiativ/utkast/"))
    assert 'href="/initiativ/I-0001/andra/">Halvfärdigt stöd</a>' in page
    other = signed_in(Role.OFFICER, town.bodies["TN"])
    assert other.post("/initiativ/I-0001/kasta/").status_code == 404
    assert officer.post("/initiativ/I-0001/kasta/").status_code == 302
    assert not Initiative.objects.exists()
    assert Act.objects.filter(sentence="Utkastet Halvfärdigt stöd kastades.").exists()


def test_what_is_registered_is_not_thrown_away(town: Town, officer: Client) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    with pytest.raises(actions.Invalid, match="inget utkast"):
        actions.discard(by=town.by, at=noon("2026-01-06"), initiative=one)
