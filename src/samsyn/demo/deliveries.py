"""Sundsala's catalogue of base deliveries in its versions, and what is left out for others to take over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.kit.refs import DecisionRef
from samsyn.register import actions as register
from samsyn.register.models import BaseDelivery, Catalogue


def deliver(town: Town, script: Script) -> None:
    """Write the versions of the catalogue, the systems in it and what is left out into the script."""
    told = read("deliveries")
    for row in told["version"]:
        script.add(script.ago(row["drafted"]), partial(_draft, town, row))
        if row["valid"] >= 0:
            day = script.ago(row["valid"])
            script.add(script.ago(row["valid"] + 20), partial(_decide, town, row, day))
    for nth, (name, system) in enumerate(told["systems"]):
        script.add(script.ago(320 - nth), partial(_place, town, name, system))
    names = {row[0] for version in told["version"] for row in version["set"]}
    for nth, row in enumerate(told["gaps"]["rows"]):
        day = script.ago(150 - nth * 3 if row[0] in names else 10)
        script.add(day, partial(_leave_out, town, row, script.on))
        if row[5] >= 0:
            script.add(script.ago(row[5]), partial(_take_over, town, row))


def _draft(town: Town, row: dict[str, Any], *, at: datetime) -> None:
    who: dict[str, Any] = {"by": town.strategist, "at": at}
    before = Catalogue.objects.filter(municipality=town.municipality).order_by("-pk").first()
    draft = register.draft_catalogue(**who, body=town.bodies["SEN"], edition=row["edition"], before=before)
    items = {item.name: item for item in draft.items.select_related("delivery__body", "catalogue__body")}
    for name in row.get("gone", ()):
        register.remove_item(**who, item=items[name])
    for name, code, owner, content, boundary, payer, price in row["set"]:
        register.set_item(
            **who, catalogue=draft, item=items.get(name), name=name, body=town.bodies[code], owner=owner,
            content=content, boundary=boundary, payer=payer, price=price,
        )  # fmt: skip


def _decide(town: Town, row: dict[str, Any], day: date, *, at: datetime) -> None:
    register.decide_catalogue(
        by=town.strategist, at=at, valid_from=day,
        catalogue=Catalogue.objects.get(municipality=town.municipality, edition=row["edition"]),
        decided_by=DecisionRef("Servicenämnden", at.date(), row["paragraph"]),
    )  # fmt: skip


def _delivery(town: Town, name: str) -> BaseDelivery | None:
    return BaseDelivery.objects.filter(municipality=town.municipality, name=name).first()


def _place(town: Town, name: str, system: str, *, at: datetime) -> None:
    register.change_system(
        by=town.strategist, at=at, system=town.systems[system], delivery=_delivery(town, name)
    )


def _leave_out(town: Town, row: list[Any], on: date, *, at: datetime) -> None:
    name, text, code, ahead, case_number, _ = row
    register.leave_out(
        by=town.strategist, at=at, of=_delivery(town, name) or town.initiatives[name], text=text,
        body=town.bodies[code] if code else None, case_number=case_number,
        due=on + timedelta(days=ahead) if ahead else None,
    )  # fmt: skip


def _take_over(town: Town, row: list[Any], *, at: datetime) -> None:
    delivery = _delivery(town, row[0])
    assert delivery is not None
    gap = delivery.gaps.select_related("delivery__body", "initiative__body", "body").get(text=row[1])
    register.change_gap(by=town.strategist, at=at, gap=gap, text=gap.text, taken_on=at.date())
