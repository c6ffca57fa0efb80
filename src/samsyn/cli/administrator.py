"""samsyn administrator: the first person, who adds the others on the site."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from samsyn.cli.start import Stopped, why
from samsyn.cli.whose import municipality_founded
from samsyn.kit.actors import command_line
from samsyn.organisation.actions import appoint_administrator
from samsyn.organisation.models import User
from samsyn.organisation.queries import account

LONGEST_NAME, LONGEST_EMAIL = 120, 150


def command(
    name: Annotated[str, typer.Argument(help="Personens namn.")],
    email: Annotated[str, typer.Option(help="E-postadressen, som personen också loggar in med.")],
    municipality: Annotated[str, typer.Option(help="Kommunens namn. Den läggs upp om ingen finns.")],
    password_file: Annotated[
        Path | None, typer.Option(help="Fil med lösenordet på första raden. Annars frågas det efter.")
    ] = None,
) -> None:
    """Lägg upp en administratör med konto. Samma e-postadress igen ändrar ingenting."""
    name, email, municipality = name.strip(), email.strip().lower(), municipality.strip()
    _check(name, email, municipality)
    if found := account(email):
        print(
            f"{email} har redan ett konto{f', för {found.person}' if found.person else ''}. Inget ändrades."
        )
        return
    password = _checked(_password(password_file), User(username=email, email=email, first_name=name))
    with transaction.atomic():
        where = municipality_founded(municipality)
        appoint_administrator(
            by=command_line(),
            at=timezone.now(),
            municipality=where,
            name=name,
            email=email,
            password=password,
        )
    print(f"{name} är administratör i {where} och loggar in som {email}.")


def _check(name: str, email: str, municipality: str) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise typer.BadParameter(f"Skriv personens namn, högst {LONGEST_NAME} tecken.")
    if not municipality:
        raise typer.BadParameter("Skriv kommunens namn efter --municipality.")
    try:
        validate_email(email)
    except ValidationError:
        raise typer.BadParameter(f"”{email}” är ingen e-postadress.") from None
    if len(email) > LONGEST_EMAIL:
        raise typer.BadParameter(
            f"E-postadressen är {len(email)} tecken. Den får vara högst {LONGEST_EMAIL}."
        )


def _checked(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Stopped(" ".join(weak.messages)) from None
    return password


def _password(file: Path | None) -> str:
    """Read the password from the file, or from who sits at the terminal, or from standard input."""
    if file is None and sys.stdin.isatty():
        first, second = getpass("Lösenord: "), getpass("Lösenordet en gång till: ")
        if first != second:
            raise Stopped("Lösenorden var inte lika. Inget ändrades.")
        return first
    try:
        data = sys.stdin.buffer.read() if file is None else file.read_bytes()
        return next(iter(data.decode().splitlines()), "")
    except OSError as error:
        raise Stopped(f"Lösenordsfilen {file} {why(error)}.") from None
    except UnicodeDecodeError:
        raise Stopped("Lösenordet går inte att läsa. Spara det som text i UTF-8.") from None
