"""Saying no to reminders by mail: one click in the mail program, or a page with one button."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samsyn.post import actions
from samsyn.web.base.request import Request

WHAT = {"digest": "påminnelser", "status": "brev med frågor om läget"}
"""What mail of each kind is called."""


@csrf_exempt  # mail programs post by themselves (RFC 8058); the signed word is what counts
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: Request, token: str) -> HttpResponse:
    """Stop reminders to the address in the signed word, or let them come again."""
    found = actions.read_token(token)
    if found is None:
        raise Http404("Länken gäller inte.")
    address, kind = found
    done = ""
    if request.method == "POST" and "again" in request.POST:
        actions.resubscribe(address=address, kind=kind)
        done = "again"
    elif request.method == "POST":
        actions.unsubscribe(token=token, at=timezone.now())
        done = "stopped"
    return render(request, "post/unsubscribe.html", {"address": address, "done": done, "what": WHAT[kind]})
