"""Sending that is killed midway loses no mail and sends none twice but the one on its way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from tests.post.test_mail import AT

from samsyn.kit.refs import Ref
from samsyn.post import actions
from samsyn.post.models import Message, Unsubscription

MANY = 200
QUEUE = """
import django; django.setup()
from django.utils import timezone
from samsyn.post.actions import queue
for n in range({many}):
    queue(at=timezone.now(), to=f"p{{n}}@sundsala.example", subject=f"Brev {{n}}", text="Hej", ref="x", later=True)
"""
DELIVER = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from samsyn.post.actions import deliver
deliver(at=timezone.now() + timedelta(minutes={minutes}))
"""


class Counting:
    """A mail server that counts what it takes, a little slowly."""

    def __init__(self) -> None:
        self.got: Counter[str] = Counter()
        self.headers: dict[str, Any] = {}
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.refuses:
            return "451 Try again later"
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.got[mail["Message-ID"]] += 1
        self.headers = {name: str(value).strip() for name, value in mail.items()}
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[Counting, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    handler = Counting()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.mark.slow
def test_killed_again_and_again_it_loses_none(server: tuple[Counting, int], tmp_path: Path) -> None:
    handler, port = server
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = {
        **kept, "SAMSYN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "samsyn.config.settings",
        "SAMSYN_SMTP_HOST": "127.0.0.1", "SAMSYN_SMTP_PORT": str(port),
    }  # fmt: skip
    for script in ("from samsyn.cli import main; main()", QUEUE.format(many=MANY)):
        subprocess.run([sys.executable, "-c", script, "migrate"], env=env, check=True, capture_output=True)
    for stop in (40, 90, 150):
        run = subprocess.Popen([sys.executable, "-c", DELIVER.format(minutes=0)], env=env)
        while sum(handler.got.values()) < stop and run.poll() is None:
            time.sleep(0.002)
        run.kill()
        run.wait()
        assert len(handler.got) < MANY
    subprocess.run([sys.executable, "-c", DELIVER.format(minutes=20)], env=env, check=True)
    assert len(handler.got) == MANY
    assert sum(handler.got.values()) <= MANY + 3  # at most the one on its way at each of three kills
    assert max(handler.got.values()) <= 2


@pytest.fixture
def mail_to(settings: Any, server: tuple[Counting, int]) -> Counting:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server[1]
    return server[0]


def queued() -> Message:
    made = actions.queue(
        at=AT,
        to="sn@sundsala.example",
        subject="En sak väntar",
        text="Hej",
        ref=Ref("x"),
        later=True,
        kind="digest",
    )
    assert made
    return made


@pytest.mark.django_db(transaction=True)
def test_a_mail_can_be_declined_with_one_click(mail_to: Counting) -> None:
    queued()
    assert actions.deliver(at=AT)["sent"] == 1
    assert mail_to.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail_to.headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    client = Client(enforce_csrf_checks=True)
    assert "Skickas inte" in client.post(address, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert Unsubscription.objects.get().address == "sn@sundsala.example"
    assert (
        actions.queue(at=AT, to="SN@sundsala.example", subject="x", text="x", ref=Ref("x"), kind="digest")
        is None
    )
    assert actions.queue(at=AT, to="sn@sundsala.example", subject="x", text="x", ref=Ref("x"), kind="asked")
    client.post(address, {"kind": "asked", "stop": "1"})
    assert actions.declined_kinds("sn@sundsala.example") == {"digest", "asked"}
    client.post(address, {"kind": "asked", "again": "1"})
    client.post(address, {"again": "1"})
    assert not Unsubscription.objects.exists()
    assert client.get("/avanmalan/abc/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_refused_is_tried_five_times(mail_to: Counting) -> None:
    mail_to.refuses = True
    message = queued()
    for _ in range(7):
        actions.deliver(at=AT)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at) == ("failed", 5, None)
    assert "Try again later" in message.problem
