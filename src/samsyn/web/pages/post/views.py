"""Saying no to a kind of mail: one click in the mail program, or a page with a button per kind."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samsyn.post import actions
from samsyn.post.models import Unsubscription
from samsyn.web.base.request import Request


@csrf_exempt  # mail programs post by themselves (RFC 8058); the signed word is what counts
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: Request, token: str) -> HttpResponse:
    """Stop mail of the kind in the signed word, or let it come again; the page does so for the other kinds too."""
    found = actions.read_token(token)
    if found is None:
        raise Http404("Länken gäller inte.")
    address, kind = found
    asked = request.POST.get("kind", kind)
    names = dict(Unsubscription.KINDS)
    if request.method == "POST" and asked in names:
        if "again" in request.POST:
            actions.resubscribe(address=address, kind=asked)
        else:
            actions.unsubscribe(token=actions.unsubscribe_token(address, asked), at=timezone.now())
    stopped = actions.declined_kinds(address)
    kinds = sorted(
        ((key, name, key in stopped) for key, name in Unsubscription.KINDS), key=lambda one: one[0] != kind
    )
    return render(request, "post/unsubscribe.html", {"address": address, "kinds": kinds})
