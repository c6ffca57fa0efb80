"""Who acts in a request, for which board, as of which day and in which language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils import timezone, translation

from samsyn.organisation.models import User
from samsyn.web.base.acting import NOBODY, acting_for, personas
from samsyn.web.base.request import Request

Handler = Callable[[HttpRequest], HttpResponse]


def language(get_response: Handler) -> Handler:
    """Return the middleware that shows Swedish unless the visitor chose another language with the switch."""

    def respond(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "sv")
        return response

    return respond


def acting(get_response: Handler) -> Handler:
    """Return the middleware that gives the request its actor, rights, board and day."""

    def respond(plain: HttpRequest) -> HttpResponse:
        request = cast(Request, plain)
        request.today = timezone.localdate()
        request.personas = personas() if settings.DEMO else []
        user = request.user = _persona(request) or request.user
        wanted = request.session.get("body")
        request.acting = acting_for(user, wanted, request.today) if isinstance(user, User) else NOBODY
        request.actor, request.access = request.acting.actor, request.acting.access
        request.board = request.acting.body
        if request.acting.municipality:
            request.municipality = request.acting.municipality
        request.as_of = _as_of(request)
        return get_response(request)

    return respond


def _persona(request: Request) -> User | None:
    """Return which of the demo's people the visitor is: the chosen one, for a stranger the first."""
    chosen = request.session.get(SESSION_KEY)
    return next((user for user in request.personas if chosen in (None, str(user.pk))), None)


def wrong_method(get_response: Handler) -> Handler:
    """Return the middleware that tells in words that an address is no page, where Django's answer is empty."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = render(request, "405.html", {"above": _above(request.path)}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return respond


def _above(address: str) -> str:
    """Return the nearest page above an address; the start page is above them all."""
    parents = (f"{parent}".rstrip("/") + "/" for parent in PurePosixPath(address).parents)
    return next(filter(is_valid_path, parents), "/")


def _as_of(request: Request) -> date | None:
    """Return the earlier day to show, from ?per= or as chosen before; None is today."""
    if "per" in request.GET:
        request.session["per"] = _chosen_day(request, request.GET["per"].strip())
    kept = request.session.get("per")
    return date.fromisoformat(kept) if kept else None


def _chosen_day(request: Request, text: str) -> str | None:
    """Return the day in ISO form, None for today; a day that cannot be shown is told in one sentence."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        messages.error(
            request, f"”{text[:40]}” är inget datum. Skriv det som ÅÅÅÅ-MM-DD, till exempel 2026-08-31."
        )
        return cast("str | None", request.session.get("per"))
    if day > request.today:
        messages.error(request, f"{day} har inte varit än. Läget visas per i dag.")
    return day.isoformat() if day < request.today else None
