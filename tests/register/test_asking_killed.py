"""Asking and sending that are killed again and again: everybody is asked once in the period, nobody is forgotten."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.post.test_delivery import DELIVER, Counting, server

__all__ = ["server"]
pytestmark = pytest.mark.slow
PEOPLE = 60
TOWN = f"""
import django; django.setup()
from datetime import date
from django.db import transaction
from django.utils import timezone
from samsyn.kit.actors import command_line
from samsyn.organisation import actions as organisation
from samsyn.organisation.rules import Role
from samsyn.register.actions import register
who = {{"by": command_line(), "at": timezone.now()}}
with transaction.atomic():
    town = organisation.found_municipality(**who, code="2199", name="Sundsala kommun")
    board = organisation.add_body(**who, municipality=town, name="Socialnämnden")
    for n in range({PEOPLE}):
        name = f"Person {{n}}"
        person = organisation.add_person(**who, municipality=town, name=name, email=f"p{{n}}@sundsala.example")
        organisation.give_role(**who, person=person, role=Role.LEADER, body=board, valid_from=date(2020, 1, 1))
        for title in ("Första", "Andra")[: 1 + n % 2]:
            register(**who, municipality=town, body=board, title=f"{{title}} {{n}}", contact=name)
"""
CLI = "from samsyn.cli import main; main()"
ASK = ["ask-status", "--date", "2026-11-03"]


def test_everybody_is_asked_once_whatever_is_killed(server: tuple[Counting, int], tmp_path: Path) -> None:
    handler, port = server
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = {
        **kept, "SAMSYN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "samsyn.config.settings",
        "SAMSYN_SMTP_HOST": "127.0.0.1", "SAMSYN_SMTP_PORT": str(port),
    }  # fmt: skip
    chance = random.Random(20261103)

    def run(script: str, *arguments: str) -> None:
        subprocess.run([sys.executable, "-c", script, *arguments], env=env, check=True, capture_output=True)

    def kill(script: str, done: object, stop: int, *arguments: str) -> None:
        started = subprocess.Popen(
            [sys.executable, "-c", script, *arguments], env=env, stdout=subprocess.DEVNULL
        )
        while done() < stop and started.poll() is None:  # type: ignore[operator]
            time.sleep(0.001)
        started.kill()
        started.wait()

    run(CLI, "migrate")
    run(TOWN)
    stops = sorted(chance.sample(range(2, PEOPLE - 2), 4))
    for stop in stops:
        kill(CLI, lambda: len(mails(tmp_path)), stop, *ASK)
        assert len(mails(tmp_path)) < PEOPLE
    run(CLI, *ASK)
    run(CLI, *ASK)
    assert Counter(mails(tmp_path)) == {f"p{n}@sundsala.example": 1 for n in range(PEOPLE)}
    for stop in stops[:2]:
        kill(DELIVER.format(minutes=0), lambda: sum(handler.got.values()), stop)
    run(DELIVER.format(minutes=20))
    assert len(handler.got) == PEOPLE
    assert sum(handler.got.values()) <= PEOPLE + 2
    run(CLI, "verify")


def mails(home: Path) -> list[str]:
    with sqlite3.connect(f"file:{next(home.glob('*.sqlite3'))}?mode=ro", uri=True) as database:
        return [row[0] for row in database.execute('SELECT "to" FROM post_message')]
