"""Mail goes out by SMTP after the change is saved, and holds nothing secret."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings

from samsyn.cases import actions as cases
from samsyn.kit.actors import command_line
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import Body
from samsyn.post.models import Message

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
WHO: dict[str, Any] = {"by": command_line(), "at": AT}

pytestmark = pytest.mark.django_db(transaction=True)


class Server:
    """A mail server on loopback that keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Server]:
    handler = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.SENDS_MAIL = "127.0.0.1", True
    settings.EMAIL_PORT = port
    yield handler
    controller.stop()


@pytest.fixture
def board(transactional_db: None) -> Body:
    town = organisation.found_municipality(**WHO, code="2199", name="Sundsala kommun")
    return organisation.add_body(**WHO, municipality=town, name="Socialnämnden", short_name="SN")


def remind(board: Body, ground: str = "") -> None:
    case = cases.open_case(**WHO, body=board, number="KS-2026-233", title="Ärende", secrecy_ground=ground)
    task = cases.commission(
        **WHO, body=board, decided_by="KS § 198/2026", decided_on=date(2026, 8, 26), text="Redovisa åtgärder",
        due=date(2026, 10, 30), case=case,
    )  # fmt: skip
    cases.remind(**WHO, task=task, to="sn@sundsala.example")


def test_a_reminder_reaches_the_board_in_swedish(server: Server, board: Body) -> None:
    remind(board)
    mail = server.got[0]
    assert str(mail["Subject"]).strip() == "Påminnelse: KS § 198/2026 väntar på svar"
    assert mail["To"] == "sn@sundsala.example"
    assert "Redovisa åtgärder" in mail.get_content()
    assert Message.objects.get().sent_at is not None


def test_a_secret_task_is_named_by_its_number_only(server: Server, board: Body) -> None:
    remind(board, ground="OSL 19 kap. 3 §")
    assert "Redovisa åtgärder" not in server.got[0].as_string()
    assert "sekretessmarkerat" in server.got[0].get_content()


def test_mail_that_no_server_takes_stays_queued_and_the_change_is_saved(
    board: Body, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.SENDS_MAIL = "127.0.0.1", 1, True
    remind(board)
    assert Message.objects.get().sent_at is None
    assert "Connection refused" in caplog.text
