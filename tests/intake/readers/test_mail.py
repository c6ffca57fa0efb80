"""Saved mail: one letter or many, with what came along."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.readers import Refused
from samsyn.intake.readers.mail import letters


def letter(name: str = "Åsa Öst", body: str = "Vi önskar mer tid.", *, file: bytes = b"") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = f"{name} <Asa@Exempel.se>", "Svar på remiss"
    message["Date"] = "Mon, 5 Jan 2026 10:00:00 +0100"
    message.set_content(body)
    if file:
        message.add_attachment(file, maintype="application", subtype="pdf", filename="yttrande.pdf")
    return message.as_bytes()


def test_a_letter_has_sender_day_text_and_files() -> None:
    (found,) = letters(letter(file=b"%PDF-"), "svar.eml")
    assert (found.name, found.email, found.day) == ("Åsa Öst", "asa@exempel.se", date(2026, 1, 5))
    assert (found.subject, found.text) == ("Svar på remiss", "Vi önskar mer tid.")
    assert [(one.name, one.data) for one in found.attached] == [("yttrande.pdf", b"%PDF-")]


def test_a_mailbox_has_its_letters_in_order() -> None:
    box = b"".join(b"From x Mon Jan  5 10:00:00 2026\n" + letter(name) + b"\n" for name in ("En", "Två"))
    assert [one.name for one in letters(box, "svar.mbox")] == ["En", "Två"]


def test_a_letter_in_html_gives_its_words() -> None:
    message = EmailMessage()
    message["From"] = "a@exempel.se"
    message.set_content("<p>Vi <b>önskar</b> tid.</p>", subtype="html")
    (found,) = letters(message.as_bytes(), "svar.eml")
    assert found.text.split() == ["Vi", "önskar", "tid."]


@pytest.mark.parametrize("data", [b"", b"Hej", b"From: \nSubject: x\n\nHej\n", b"From x 2026\n"])
def test_what_is_no_letter_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused):
        letters(data, "svar.eml")


def test_a_whole_mailbox_is_too_much() -> None:
    with pytest.raises(Refused, match="högst 200"):
        letters(b"From x Mon Jan  5 10:00:00 2026\nFrom: a@b.se\n\nx\n\n" * 201, "allt.mbox")


@given(st.binary(max_size=400))
def test_any_bytes_are_letters_or_refused(data: bytes) -> None:
    try:
        found = letters(data, "svar.eml")
    except Refused:
        return
    assert all("@" in one.email for one in found)
