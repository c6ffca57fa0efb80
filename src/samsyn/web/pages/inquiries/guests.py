"""Answering without an account: a signed link that opens one recipient's part of one inquiry (R46)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.inquiries import actions
from samsyn.inquiries.actions import OPENS, InquiryError
from samsyn.inquiries.models import Recipient, Reply
from samsyn.inquiries.queries.handling import documents_of
from samsyn.inquiries.rules import last_day
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.recognisers.viewpoints import answered
from samsyn.kit.actors import Actor
from samsyn.post.actions import hold_link, open_link
from samsyn.web.base.files import as_file
from samsyn.web.pages.inquiries.answering import as_written, read_answer, save
from samsyn.web.pages.inquiries.forms import AnswerForm

CARRIED = "samsyn_guest"
"""The cookie that tells a guest's browser from whoever the link is forwarded to."""
KEPT = 180 * 24 * 3600


def _let_in(request: HttpRequest, token: str) -> Recipient | None:
    """Return the recipient that a token lets in today, None for a link that opens nothing here."""
    opens = open_link(token=token, at=timezone.now(), holder=request.COOKIES.get(CARRIED, "")) or ""
    key = opens.removeprefix(OPENS)
    found = Recipient.objects.select_related(
        "inquiry__body", "inquiry__case", "inquiry__municipality", "opening"
    )
    return found.filter(pk=key, body=None).first() if opens.startswith(OPENS) and key.isdigit() else None


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "inquiries/gone.html", status=410)


@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show a guest what is asked, and take the answer as text or as a file; a link that is over answers 410."""
    recipient = _let_in(request, token)
    if recipient is None:
        return _gone(request)
    who: dict[str, Any] = {"by": Actor("guest", recipient.pk, recipient.name), "at": timezone.now()}
    if not hasattr(recipient, "opening"):
        actions.note_opened(**who, recipient=recipient)
    inquiry, replies = recipient.inquiry, list(recipient.replies.prefetch_related("answers__question"))
    draft = next((one for one in replies if one.state != "sent"), None)
    form = AnswerForm(request.POST or None, questions=list(inquiry.questions.all()), reply=draft)
    if request.method == "POST" and form.is_valid() and _took(request, who, recipient, form):
        hold_link(token=token, holder=request.COOKIES.get(CARRIED, ""))
        return redirect("inquiries:guest", token)
    last = last_day(recipient.deadline, inquiry.deadline)
    context = {
        "recipient": recipient, "inquiry": inquiry, "form": form, "token": token, "last": last, "draft": draft,
        "sent": [one for one in replies if one.state == "sent"], "documents": documents_of(inquiry.pk),
        "passed": last is not None and last < timezone.localdate(),
    }  # fmt: skip
    page = render(request, "inquiries/guest.html", context, status=422 if form.errors else 200)
    page.headers["Cache-Control"] = "no-store"
    if CARRIED not in request.COOKIES:
        page.set_cookie(
            CARRIED,
            get_random_string(40),
            KEPT,
            path="/svar/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return page


def _took(request: HttpRequest, who: dict[str, Any], recipient: Recipient, form: AnswerForm) -> bool:
    """Save the guest's draft, or send it; return False with the reason in the form."""
    try:
        file = request.FILES.get("file")
        reply = _from_file(who, recipient, form, file) if file else save(who, recipient, form)
        if "send" in request.POST:
            actions.send_reply(**who, reply=reply)
    except (InquiryError, Refused) as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _from_file(who: dict[str, Any], recipient: Recipient, form: AnswerForm, file: Any) -> Reply:
    """Save a guest's file as the draft, taken apart by its headings."""
    check_size(file.size, file.name)
    data = file.read()
    found = answered(read_answer(data, file.name), [one.text for one in form.questions])
    reply = actions.draft(**who, recipient=recipient)
    actions.write(
        **who, reply=reply, stance=form.cleaned_data["stance"],
        summary=form.cleaned_data["summary"] or found.summary, answers=as_written(found, list(form.questions)),
        source=actions.keep(data=data, name=file.name, at=who["at"]),
    )  # fmt: skip
    return reply


@login_not_required
@require_GET
def document(request: HttpRequest, token: str, key: int) -> HttpResponse | FileResponse:
    """Send a guest one of the documents that went with the inquiry."""
    recipient = _let_in(request, token)
    if recipient is None:
        return _gone(request)
    one = get_object_or_404(recipient.inquiry.documents.select_related("source"), pk=key)
    if one.source is None:
        raise Http404("Handlingen finns bara på papper.")
    return as_file(one.source)
