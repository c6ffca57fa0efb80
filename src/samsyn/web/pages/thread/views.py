"""The red thread from any reference: what is joined to what, on whose word, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.oversight.queries import UNREAD, Node, NoSuchRef, Thread, case_strip, thread
from samsyn.reports.charts import Drawing
from samsyn.reports.graph import ROOM, Box, narrow_picture, picture
from samsyn.web.base.files import download
from samsyn.web.base.looking import lens
from samsyn.web.base.refs import knots, url
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View

COLUMNS = {
    "handling": "Handling", "rekommendation": "Granskning", "ärende": "Ärende", "beslut": "Beslut",
    "styrdokument": "Styrdokument", "uppdrag": "Uppdrag", "remiss": "Remiss", "initiativ": "Initiativ",
    "medel": "Medel", "nytta": "Nytta",
}  # fmt: skip
"""The column of each kind of thing, in the order of the picture."""
GAPS = "Saknas"
UNNUMBERED = frozenset({"nytta", "uppdrag", "handling", "rekommendation", "styrdokument"})
"""Kinds that people name by words, not by a reference."""


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


def _end(end: End) -> SafeString:
    """Show an end of a join as a link where it has a page."""
    shown = format_html('<a href="{}">{}</a>', end.url, end.ref) if end.url else end.ref
    return (
        format_html('{}<span class="under">{}</span>', shown, end.title)
        if end.title
        else format_html("{}", shown)
    )


JOINS = (
    Column("start", "Från", of=lambda one: one.start.ref, show=lambda one: _end(one.start), head=True),
    Column("type", "Koppling"),
    Column("end", "Till", of=lambda one: one.end.ref, show=lambda one: _end(one.end)),
    Column(
        "source",
        "Källa",
        show=lambda one: format_html('<span class="source">{}</span>', one.source),
        wide=True,
    ),
)


@require_GET
def page(request: Request) -> HttpResponse:
    """Show the thread of ?ref=, as picture and as text; a reference that names nothing answers 404."""
    try:
        found = thread(lens(request), request.GET.get("ref", "").replace("\0", ""))
    except NoSuchRef as unknown:
        raise Http404(str(unknown)) from unknown
    here = next((node for node in found.nodes if node.ref == found.ref), None)
    joins = View(request, JOINS, sort="", prefix="koppling-").arrange(
        _joins(found), "Kopplingar i tråden", search=True
    )
    if joins.view.export:
        return download(joins, request)
    context = {
        "thread": found, "title": here.title if here else "", "url": url(found.ref), "joins": joins,
        "reaches": any(node.kind == "initiativ" for node in found.nodes),
        "pictures": _pictures(found), "nodes": [] if found.ref.startswith("I-") else knots(case_strip(found)),
    }  # fmt: skip
    return render(request, "thread/page.html", context)


def _pictures(found: Thread) -> tuple[Drawing, Drawing] | None:
    """Draw the thread, wide and narrow, with what it lacks dashed; a single thing needs no picture."""
    boxes = [_box(node) for node in found.nodes if node.kind in COLUMNS]
    lacking = [(str(n), one) for n, one in enumerate(found.missing) if not one.drawn]
    gaps = [Box(key, GAPS, one.kind.capitalize(), one.at, missing=True) for key, one in lacking]
    joins = [(edge.from_, edge.to) for edge in found.edges] + [(one.at, key) for key, one in lacking]
    if len(boxes) < 2:
        return None
    words = "Den röda tråden som bild; samma kopplingar står i tabellen nedan"
    drawn = ((*COLUMNS.values(), GAPS), boxes + gaps, joins, found.ref, words)
    return picture(*drawn), narrow_picture(*drawn)


def _box(node: Node) -> Box:
    """Draw a thing by its reference where people use one, else by what it is called."""
    if node.waiting:
        return Box(node.ref, COLUMNS[node.kind], node.title, node.note, _page(node), missing=True)
    if node.kind == "beslut" and node.note:
        title, note = node.ref, node.note
    elif node.kind == "medel":
        title, _, note = node.title.partition(", ")
    elif node.kind in UNNUMBERED:
        lines = wrap(node.title, ROOM, max_lines=2, placeholder="…", break_long_words=False)
        title, note = (*lines, "", "")[:2]
    else:
        title, note = node.ref, node.title if node.title != node.ref else ""
    return Box(node.ref, COLUMNS[node.kind], title, note, _page(node))


def _page(node: Node) -> str:
    """Return the page of a thing: of what is not read in its thread, of a file or what is not decided none."""
    if node.waiting:
        return f"{reverse('thread:page')}?{urlencode({'ref': node.ref})}" if node.note == UNREAD else ""
    return "" if node.kind == "handling" else url(node.ref)


def _joins(found: Thread) -> list[Join]:
    """Return the joins with both ends named; what is called like the thing the page is about is not told again."""
    nodes = {node.ref: node for node in found.nodes}
    about = nodes[found.ref].title if found.ref in nodes else ""

    def end(ref: str) -> End:
        node = nodes.get(ref) or Node(ref, "", ref)
        return End(ref, "" if node.title in (ref, about) else node.title, _page(node))

    return [Join(end(edge.from_), edge.type, end(edge.to), edge.source) for edge in found.edges]
