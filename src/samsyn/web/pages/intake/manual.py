"""A document whose text cannot be trusted: its pages as pictures, and a form to fill in beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.intake import actions, queries
from samsyn.intake.models import Upload
from samsyn.intake.readers import Refused
from samsyn.intake.recognisers.values import Force, Kind
from samsyn.intake.rules import LABELS, typed_point
from samsyn.intake.workers import picture
from samsyn.kit import diary
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.web.base.fields import DayField
from samsyn.web.base.refs import url
from samsyn.web.base.request import Request

MINUTES = ("protokoll", "protokollsutdrag")
AUDITS = ("revisionsskrivelse", "revisionsrapport")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")


class LinesField(forms.CharField):
    """Several values, one a line (radfält)."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **more)

    def clean(self, value: Any) -> Any:
        """Return the lines that hold anything, without their numbers."""
        lines = (_NUMBERED.sub("", line).strip() for line in str(super().clean(value)).splitlines())
        return [line for line in lines if line]


class ManualForm(forms.Form):
    """What a person reads on a page: the fields that a document is filed by, all empty (ifyllnad)."""

    page = forms.IntegerField(
        label="Sida i filen",
        min_value=1,
        initial=1,
        error_messages={"required": "Skriv vilken sida du läser på."},
    )
    kind = forms.ChoiceField(
        label=LABELS["kind"], choices=[("", "Välj"), *((kind, kind.capitalize()) for kind in get_args(Kind))],
        error_messages={"required": "Välj vad det är för handling."},
    )  # fmt: skip
    title = forms.CharField(label=LABELS["title"], max_length=300, required=False)
    body = forms.CharField(
        label=LABELS["body"], max_length=120, widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
        error_messages={"required": "Skriv vilket organ handlingen kommer från."},
    )  # fmt: skip
    date = DayField(label=LABELS["date"], required=False, help_text="ÅÅÅÅ-MM-DD")
    dnr = LinesField(label=LABELS["dnr"], help_text="Ett per rad.")
    paragraph = forms.CharField(
        label=LABELS["paragraph"], max_length=10, required=False, help_text="Bara numret."
    )
    force = forms.ChoiceField(
        label="Punkternas verkan",
        choices=[(force, force.capitalize()) for force in get_args(Force)],
        required=False,
    )
    points = LinesField(label="Beslutspunkter", help_text="En per rad, ordagrant.")
    recipients = LinesField(label=LABELS["recipients"], help_text="En mottagare per rad.")

    def __init__(self, *args: Any, pages: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self._pages = pages

    def clean_page(self) -> int:
        """Return the page; raise when the file has no such page."""
        page: int = self.cleaned_data["page"]
        if page > max(1, self._pages):
            raise forms.ValidationError(f"Filen har {self._pages} sidor.")
        return page

    def clean_paragraph(self) -> str:
        """Return the number of the §, without its sign."""
        return str(self.cleaned_data["paragraph"]).replace("§", "").strip()

    def clean_dnr(self) -> list[str]:
        """Return the diary numbers; raise for one that is none."""
        numbers: list[str] = self.cleaned_data["dnr"]
        wrong = next((number for number in numbers if diary.parse(number) is None), None)
        if wrong:
            raise forms.ValidationError(
                f"”{wrong}” är inget diarienummer. Skriv det som KS-2026-233, ett per rad."
            )
        return numbers

    def clean(self) -> dict[str, Any]:
        """Return what was typed; raise when there is nothing to file the document under."""
        typed: dict[str, Any] = self.cleaned_data
        if self.errors or typed["dnr"] or typed["kind"] in AUDITS:
            return typed
        if not (typed["kind"] in MINUTES and typed["date"] and typed["paragraph"]):
            raise forms.ValidationError("Skriv ett diarienummer, eller för protokoll datum och paragraf.")
        return typed

    def values(self) -> Iterator[tuple[str, Any]]:
        """Return what was typed as pairs of field and value, in the shape of values read; empty fields left out."""
        typed = self.cleaned_data
        for name in ("kind", "title", "body", "paragraph"):
            if typed[name]:
                yield name, typed[name]
        if typed["date"]:
            yield "date", typed["date"].isoformat()
        yield from (("dnr", number) for number in typed["dnr"])
        yield from (("points", typed_point(text, typed["force"])) for text in typed["points"])
        yield from (("recipients", name) for name in typed["recipients"])


@require_http_methods(["GET", "POST"])
def manual(plain: HttpRequest, pk: int) -> HttpResponse:
    """Show the pages and the form beside them; take what a person filled in."""
    request: Any = plain
    upload = get_object_or_404(_readable(request), pk=pk, kind="document", result__has_key="manual")
    pages = upload.result["pages"]
    form = ManualForm(request.POST or None, pages=pages)
    if request.method == "POST" and form.is_valid():
        return _fill_in(request, upload, form)
    body = request.board.id if request.board else None
    allowed = may(request.access, "decide", Thing("proposal", request.municipality.pk, body))
    context = {
        "upload": upload, "form": form, "pages": range(1, pages + 1), "reason": upload.result["manual"],
        "lines": () if pages else upload.lines, "may_decide": allowed and request.as_of is None,
        "filed": [(ref, url(ref)) for ref in queries.filed(upload)], "bodies": request.acting.bodies.values(),
    }  # fmt: skip
    return render(request, "intake/manual.html", context, status=422 if form.errors else 200)


def _fill_in(request: Request, upload: Upload, form: ManualForm) -> HttpResponse:
    count = actions.fill_in(
        by=request.actor, at=timezone.now(), upload=upload, values=form.values(),
        page=form.cleaned_data["page"], body_id=request.board.id if request.board else None,
    )  # fmt: skip
    told = f"{count} uppgifter sparades. Har filen fler handlingar eller paragrafer, fyll i nästa."
    messages.success(request, told)
    return redirect("intake:manual", upload.pk)


@require_GET
def page_picture(plain: HttpRequest, pk: int, page: int) -> HttpResponse:
    """Send a page of the original as a picture, to those who may read the original."""
    request: Any = plain
    upload = get_object_or_404(_readable(request), pk=pk)
    try:
        png = picture(queries.original(upload).read_bytes(), upload.source.name, page)
    except Refused as refused:
        raise Http404 from refused
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def _readable(request: Request) -> Any:
    return queries.readable(request.access, request.municipality).select_related("source")
