"""The visitor's own choices: persona in the demo, board to act for, language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from samsyn.web.base.going import back
from samsyn.web.base.request import Request

YEAR = 365 * 24 * 3600


@require_POST
def persona(request: Request) -> HttpResponse:
    """Sign the visitor in as one of the demo's people; outside the demo there is no such page (404)."""
    chosen = next((u for u in request.personas if str(u.pk) == request.POST.get("user")), None)
    if chosen is None:
        raise Http404("Personbytet finns bara i demon.")
    login(request, chosen)
    request.session.pop("body", None)
    return back(request)


@require_POST
def choose_body(request: Request) -> HttpResponse:
    """Let the visitor act for another of the boards where they hold a role."""
    wanted = request.POST.get("body", "")
    if wanted in {str(body.id) for body in request.acting.choices}:
        request.session["body"] = int(wanted)
    return back(request)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the frame in the chosen language from now on."""
    response = back(request)
    if (chosen := request.POST.get("language")) in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
