"""Sundsala kommun as it is founded: bodies, people and the governance model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any

from samsyn.cases.models import Case
from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.governance import actions as governance
from samsyn.governance.actions import Advice, Asked, Item, Passage, Step
from samsyn.governance.models import Goal
from samsyn.governance.rules import ClauseText
from samsyn.kit.actors import Actor, command_line
from samsyn.kit.periods import SWEDEN
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Verdict
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import Body, Municipality, Person, Unit
from samsyn.organisation.rules import Role
from samsyn.register.models import Initiative, System

NAME = "Sundsala kommun"
CODE = "9901"
"""A municipality code that no municipality has."""
FOUNDED = 1520
"""Days before the demo's day when the register begins."""

SETUP = command_line("uppläggningen av Sundsala")


@dataclass(slots=True)
class Town:
    """What has come into being so far, by the names the script uses (kommunen)."""

    municipality: Municipality
    bodies: dict[str, Body] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    systems: dict[str, System] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)

    @property
    def strategist(self) -> Actor:
        """Return the one at the city office who keeps the whole together."""
        return self.actors[str(read("bodies")["persona"][0]["name"])]

    def unit_of(self, name: str) -> Unit | None:
        """Return the unit that an initiative or system belongs to from the start, if any."""
        for row in read("organisation")["unit"]:
            if name in row.get("initiatives", ()) or name in row["systems"]:
                return self.units[row["name"]]
        return None

    def secretary(self, code: str) -> Actor:
        """Return the secretary of a body; the executive's serves council and committee too."""
        return self.actors[str(board(code).get("secretary") or board("KS")["secretary"])]


def board(code: str) -> dict[str, Any]:
    """Return what the demo says of a body, by its code."""
    return next(row for row in read("bodies")["body"] if row["code"] == code)


def boards() -> list[str]:
    """Return the codes of the bodies that have an administration."""
    return [row["code"] for row in read("bodies")["body"] if "administration" in row]


def found(script: Script) -> Town:
    """Add the municipality with its bodies and people, at once and before everything else."""
    day = script.ago(FOUNDED)
    at = datetime.combine(day, time(7, 30), SWEDEN)
    town = Town(organisation.found_municipality(by=SETUP, at=at, code=CODE, name=NAME))
    for row in read("bodies")["body"]:
        _add_body(town, row, at)
    for row in read("organisation")["unit"]:
        body = town.bodies[row["body"]]
        town.units[row["name"]] = organisation.add_unit(by=SETUP, at=at, body=body, name=row["name"])
    for row in read("bodies")["body"]:
        _add_staff(town, row, at, day)
    for row in read("bodies")["persona"]:
        _add_persona(town, row, at, day)
    return town


def _add_body(town: Town, row: dict[str, Any], at: datetime) -> None:
    code = row["code"]
    town.bodies[code] = organisation.add_body(
        by=SETUP, at=at, municipality=town.municipality, name=row["name"], kind=row.get("kind", "board"),
        short_name=code, diary_code=code, parent=town.bodies.get(row.get("parent", "")),
    )  # fmt: skip
    if "administration" in row:
        organisation.add_administration(by=SETUP, at=at, body=town.bodies[code], name=row["administration"])


def _add_staff(town: Town, row: dict[str, Any], at: datetime, day: date) -> None:
    body = town.bodies[row["code"]]
    if "administration" not in row:
        if row["code"] in {"KF", "KSAU"}:
            secretary = _person(town, board("KS")["secretary"], "nämndsekreterare", at)
            _give(secretary, Role.SECRETARY, body, at, day)
        return
    _give(_person(town, row["director"], "förvaltningschef", at), Role.DIRECTOR, body, at, day)
    _give(_person(town, row["secretary"], "nämndsekreterare", at), Role.SECRETARY, body, at, day)
    _give(_person(town, row["controller"], "ekonom", at), Role.CONTROLLER, body, at, day)
    for name in row["leaders"]:
        _give(_person(town, name, "projektledare", at), Role.LEADER, body, at, day)


def _add_persona(town: Town, row: dict[str, Any], at: datetime, day: date) -> None:
    person = _person(town, row["name"], row["title"], at)
    role, body = Role(row["role"]), town.bodies.get(row["body"])
    if not person.roles.filter(role=role.value, body=body).exists():
        _give(person, role, body, at, day)
    if role is Role.OVERSIGHT:
        _give(person, Role.MEMBER, body, at, day)
    organisation.open_account(by=SETUP, at=at, person=person, username=row["username"], password=None)


def _person(town: Town, name: str, title: str, at: datetime) -> Person:
    if name not in town.people:
        person = organisation.add_person(
            by=SETUP, at=at, municipality=town.municipality, name=name, title=title, email=_address(name)
        )
        town.people[name] = person
        town.actors[name] = Actor("person", person.pk, name)
    return town.people[name]


def _address(name: str) -> str:
    plain = name.casefold().translate(str.maketrans("åäöéóćč ", "aaoeocc."))
    return f"{plain}@sundsala.example"


def _give(person: Person, role: Role, body: Body | None, at: datetime, day: date) -> None:
    organisation.give_role(by=SETUP, at=at, person=person, role=role, body=body, valid_from=day)


def govern(town: Town, script: Script) -> None:
    """Write the governing documents that came decided, and the boards' verdicts on themselves, into the script."""
    for row in read("steering")["version"]:
        if "case" in row:
            continue
        day = script.ago(row["days"])
        body, paragraph, level, case = row.get("decision", ["", "", "", ""])
        adopt = partial(
            governance.adopt, by=town.strategist, municipality=town.municipality, title=row["title"],
            kind=row["kind"], label=row["label"], valid_from=day, level=level, case_number=case,
            decided_by=DecisionRef(body, day if body else None, paragraph),
            process=process_named(row.get("process", "")),
            clauses=[ClauseText(*clause) for clause in row["clauses"]],
        )  # fmt: skip
        script.add(day, adopt)
    for code in boards():
        for days, verdict in zip((760, 395, 40), board(code)["verdict"], strict=True):
            assess = partial(
                governance.assess, by=town.secretary(code), body=town.bodies[code], assessor="own",
                verdict=Verdict(verdict),
            )  # fmt: skip
            script.add(script.ago(days + 3 * boards().index(code)), assess)


def process_named(name: str) -> list[Item]:
    """Return what the demo says of how a version wants initiatives to be run."""
    told = read("process").get(name, {})
    return [
        *(Step(*row) for row in told.get("phases", ())),
        *(Passage(*row) for row in told.get("gates", ())),
        *(Asked(*row) for row in told.get("asked", ())),
        *(Advice(text, phase, field, heading, clause)
          for phase, field, heading, text, clause in told.get("handbook", ())),
    ]  # fmt: skip
