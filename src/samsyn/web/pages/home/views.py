"""The start page, by role, and the explanations."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.organisation.rules import Role
from samsyn.web.base.menu import entries
from samsyn.web.base.request import Request

DOERS = {Role.LEADER, Role.SECRETARY, Role.OFFICER}
"""Those who land on Att göra; the others land on Uppsikt."""


def start(request: Request) -> HttpResponse:
    """Lead the visitor to the page of their role, or to the first page there is."""
    pages = {entry.name: entry.url for entry in entries()}
    first = "todo:page" if DOERS & {held.role for held in request.access.held} else "oversight:page"
    target = pages.get(first) or next(iter(pages.values()), None)
    return redirect(target) if target else render(request, "home/start.html")


@login_not_required
def definitions(request: HttpRequest) -> HttpResponse:
    """Explain how each figure is counted."""
    return render(request, "home/definitions.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tell how accessible Samsyn is and where to complain."""
    return render(request, "home/accessibility.html")
