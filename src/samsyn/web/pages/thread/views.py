"""The red thread from any reference: what is joined to what, on whose word, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.oversight.queries import NoSuchRef, Thread, case_strip, thread
from samsyn.web.base.looking import lens
from samsyn.web.base.refs import knots, url
from samsyn.web.base.request import Request


@dataclass(frozen=True, slots=True)
class End:
    """One end of a join: what it is called and where its page is (ände)."""

    ref: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Join:
    """A join between two things with the source that says so (koppling)."""

    start: End
    type: str
    end: End
    source: str


@require_GET
def page(request: Request) -> HttpResponse:
    """Show the thread of ?ref=, as picture and as text; a reference that names nothing answers 404."""
    try:
        found = thread(lens(request), request.GET.get("ref", ""))
    except NoSuchRef as unknown:
        raise Http404(str(unknown)) from unknown
    here = next((node for node in found.nodes if node.ref == found.ref), None)
    context = {
        "thread": found, "title": here.title if here else "", "url": url(found.ref), "joins": _joins(found),
        "nodes": [] if found.ref.startswith("I-") else knots(case_strip(found)),
    }  # fmt: skip
    return render(request, "thread/page.html", context)


def _joins(found: Thread) -> list[Join]:
    titles = {node.ref: node.title for node in found.nodes}

    def end(ref: str) -> End:
        return End(ref, titles.get(ref, ""), url(ref))

    return [Join(end(edge.from_), edge.type, end(edge.to), edge.source) for edge in found.edges]
