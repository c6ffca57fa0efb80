"""The address of the visitor's own calendar: shown, renewed, shut."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.organisation.models import Person
from samsyn.oversight.actions import renew_calendar, shut_calendar
from samsyn.oversight.queries.feeds import feed_token
from samsyn.web.base.request import Request


@require_http_methods(["GET", "POST"])
def own(request: Request) -> HttpResponse:
    """Show the address to subscribe to; make another, or let it lead nowhere."""
    person = get_object_or_404(Person, pk=request.actor.id if request.actor.kind == "person" else None)
    if request.method == "POST":
        change = shut_calendar if "shut" in request.POST else renew_calendar
        change(by=request.actor, at=timezone.now(), person=person)
        told = (
            "Adressen är stängd."
            if "shut" in request.POST
            else "Du har fått en ny adress. Den gamla är stängd."
        )
        messages.success(request, told)
        return redirect("todo:calendar")
    token = feed_token(person.pk)
    feed = request.build_absolute_uri(reverse("cases:own_feed", args=[token])) if token else ""
    return render(request, "todo/calendar.html", {"feed": feed})
