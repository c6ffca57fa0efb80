"""The compilation of an inquiry: who said what to which question and theme, as page and as files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError, Undisposed
from samsyn.inquiries.models import Inquiry, Recipient, Theme
from samsyn.inquiries.queries.compiling import Cell, Compilation, Respondent, Side, compilation
from samsyn.inquiries.rules import Answered
from samsyn.kit.scales import Stance
from samsyn.kit.words import listed
from samsyn.organisation.queries import NotAllowed, may, visible
from samsyn.organisation.rules import Thing
from samsyn.reports import compilation as compiled
from samsyn.reports.catalogue import FORMATS, file_name
from samsyn.reports.charts import Series, share_bar
from samsyn.reports.formats import feedback
from samsyn.reports.wording import short
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View

SHADES: tuple[Series, ...] = ("d1", "d2", "d3", "d4", "d4")
SIDES: tuple[tuple[Side, str, str], ...] = (("question", "fragor", "Fråga"), ("theme", "teman", "Tema"))
SHOWN = ("json", "xlsx", "docx", "pdf")
SIZE = 250
"""Rows of the matrix on a page: a round goes to some hundreds at most."""


def found(request: Request, key: int) -> Compilation:
    """Return the compilation that the address names, as of the chosen day."""
    day = request.as_of or request.today
    one = compilation(request.access, request.municipality, key, as_of=request.as_of, day=day)
    if one is None:
        raise Http404(f"Remissen {key} finns inte här.")
    return one


def may_compile(request: Request, one: Compilation) -> bool:
    """Return whether the visitor answers viewpoints here: today, for the body that asked."""
    thing = Thing("inquiry", request.municipality.pk, one.body_id)
    return request.as_of is None and may(request.access, "write", thing)


def inquiry_of(request: Request, key: int) -> Inquiry:
    """Return the inquiry to write to; raise NotAllowed when an earlier day is shown."""
    if request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")
    return get_object_or_404(
        Inquiry.objects.filter(visible(request.access, "inquiry")).select_related("municipality", "case"),
        pk=key, municipality=request.municipality,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """One respondent's row of the matrix (rad)."""

    who: Respondent
    cells: dict[tuple[int, int | None], Cell]

    def cell(self, column: int | None) -> Cell | None:
        return self.cells.get((self.who.id, column))


def _name_url(line: _Line, key: int) -> str:
    return f"{reverse('inquiries:viewpoints', args=[key])}?{urlencode({'instans': line.who.id})}"


def _reply(line: _Line, codes: dict[int, str]) -> SafeString | str:
    if line.who.answered is Answered.MISSING:
        return chip("bad", f"{line.who.late} dagar sen")
    if line.who.replied_on is None:
        return format_html('<span class="empty-value">{}</span>', line.who.answered.label)
    code = codes.get(line.who.body_id or 0, "")
    paragraph = line.who.decision.rpartition(" § ")[2]
    return f"{code} § {paragraph}" if code and paragraph else line.who.decision or "yttrande"


def _value(line: _Line, column: int | None) -> Stance | None:
    told = line.cell(column)
    return told.stance if told else None


def _shown(line: _Line, column: int | None, side: str, key: int) -> SafeString:
    told = line.cell(column)
    if told is None:
        words = "Inga synpunkter" if line.who.replied_on else "Inget svar"
        return format_html('<span class="empty-value">{}</span>', words)
    query = urlencode({"instans": line.who.id, side: column or "ingen"})
    return format_html(
        '{}<a class="under" href="{}?{}">{}<span class="sr-only"> från {}</span></a>',
        chip("stance", told.stance.value if told.stance else ""), reverse("inquiries:viewpoints", args=[key]), query,
        told.words, line.who.name,
    )  # fmt: skip


def _columns(one: Compilation, side: Side, codes: dict[int, str]) -> tuple[Column, ...]:
    word = "fraga" if side == "question" else "tema"
    fixed = (
        Column("name", "Instans", of=lambda line: line.who.name, head=True, link=partial(_name_url, key=one.id)),
        Column("reply", "Svar", of=lambda line: line.who.replied_on, show=partial(_reply, codes=codes)),
        Column(
            "stance", "Hela svaret", of=lambda line: line.who.stance,
            show=lambda line: chip("stance", line.who.stance.value if line.who.stance else "")
            if line.who.replied_on else "",
        ),
    )  # fmt: skip
    return (*fixed, *(
        Column(
            f"c{column or 0}", _heading(one, side, column, title), of=partial(_value, column=column),
            show=partial(_shown, column=column, side=word, key=one.id), wide=True,
        )
        for column, title in one.columns(side)
    ))  # fmt: skip


def _heading(one: Compilation, side: Side, column: int | None, title: str) -> str:
    numbers = {key: number for number, (key, _) in enumerate(one.questions, 1)}
    return f"{numbers[column]} {short(title, 45)}" if side == "question" and column else short(title, 60)


@require_GET
def page(request: Request, key: int) -> HttpResponse:
    """Show the matrix of questions (or with ?visa=teman of themes) by respondent, or send the compilation as a file."""
    one = found(request, key)
    if kind := request.GET.get("format", ""):
        return _file(request, one, kind)
    bodies = named(request)
    codes = {body.id: body.code for body in bodies.values()}
    side: Side = "theme" if request.GET.get("visa") == "teman" else "question"
    view = View(request, _columns(one, side, codes), sort="", size=SIZE)
    cells = one.cells(side)
    table = view.arrange([_Line(who, cells) for who in one.respondents], "Svar per instans")
    if view.export:
        return download(table, request)
    context = {
        "one": one, "table": table, "side": side, "body": bodies[one.body_id].name,
        "sides": [(label, view.url(visa=word, sort="", page=""), mark == side) for mark, word, label in SIDES],
        "spread": _spread(one), "themes": one.by_theme(), "left": len(one.left), "hardest": _hardest(one),
        "loose": sum(row.theme_id is None for row in one.viewpoints),
        "formats": [(kind, FORMATS[kind].label) for kind in SHOWN], "may_compile": may_compile(request, one),
        "columns": _answers(one, side),
    }  # fmt: skip
    return render(request, "inquiries/compilation.html", context)


def _answers(one: Compilation, side: Side) -> list[tuple[str, SafeString, str]]:
    """Return for each column how the answers are spread: its heading, a bar and the words."""
    cells = one.cells(side)
    told = []
    for column, title in one.columns(side):
        counted = Counter(cell.stance for (_, key), cell in cells.items() if key == column and cell.stance)
        words = ", ".join(f"{counted[stance]} {stance.label.lower()}" for stance in Stance if counted[stance])
        bar = share_bar([(float(counted[s]), shade) for s, shade in zip(Stance, SHADES, strict=True)], 160)
        told.append((_heading(one, side, column, title), format_html("{}", bar), words or "inga synpunkter"))
    return told


def _spread(one: Compilation) -> list[tuple[Stance, int]]:
    counted = Counter(who.stance for who in one.respondents if who.stance)
    return [(stance, counted[stance]) for stance in Stance]


def _hardest(one: Compilation) -> tuple[str, int] | None:
    """Return the theme with most viewpoints left to answer, and how many."""
    waiting = [(title, every - done) for key, title, every, done in one.by_theme() if key and every > done]
    return max(waiting, key=lambda pair: pair[1], default=None)


def _file(request: Request, one: Compilation, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404(f"Formatet {kind} finns inte. Välj {', '.join(FORMATS)}.")
    report = compiled.report(request.municipality, one, request.as_of or request.today)
    return _sent(FORMATS[kind].render(report), FORMATS[kind].media_type, file_name(report, kind))


def _sent(data: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)


@require_POST
def step(request: Request, key: int) -> HttpResponse:
    """Sort viewpoints by theme, close the inquiry, mail its letters, or open it again."""
    inquiry = inquiry_of(request, key)
    who = {"by": request.actor, "at": timezone.now()}
    asked = request.POST.get("steg", "")
    try:
        if asked == "ordna":
            many = actions.sort_by_theme(**who, inquiry=inquiry)  # type: ignore[arg-type]
            messages.success(request, f"{many} synpunkter fick ett tema. Flytta dem som hamnade fel.")
        elif asked == "avsluta":
            actions.close(**who, inquiry=inquiry)  # type: ignore[arg-type]
            messages.success(request, "Remissen är avslutad. Skicka återkopplingen till dem som svarade.")
        elif asked == "oppna":
            actions.reopen(**who, inquiry=inquiry)  # type: ignore[arg-type]
            messages.success(request, "Remissen är öppen igen.")
        elif asked == "skicka":
            messages.success(request, _send_letters(request, inquiry, key))
    except Undisposed as problem:
        url = f"{reverse('inquiries:viewpoints', args=[key])}?bemott=nej"
        messages.error(request, format_html('{} <a href="{}">Visa dem</a>', str(problem), url))
    except InquiryError as problem:
        messages.error(request, str(problem))
    return redirect("inquiries:compilation", key)


def _send_letters(request: Request, inquiry: Inquiry, key: int) -> str:
    """Mail what became of viewpoints to all that have answered; return who it went to and who is left."""
    one = found(request, key)
    answered = [who for who in one.respondents if who.reply_id]
    texts = {who.id: feedback.mail_text(request.municipality.name, one, who) for who in answered}
    mailed = actions.send_feedback(by=request.actor, at=timezone.now(), inquiry=inquiry, letters=texts)
    told = f"Återkopplingen går till {listed(mailed)}." if mailed else "Inget nytt brev skickades."
    rest = [who.name for who in answered if who.name not in mailed]
    return (
        f"{told} Ingen e-post till {listed(rest)}: ingen adress, avböjt eller redan skickat."
        if rest
        else told
    )


@require_POST
def theme(request: Request, key: int, pk: int) -> HttpResponse:
    """Give a theme another name; another theme's name joins the two."""
    inquiry = inquiry_of(request, key)
    chosen = get_object_or_404(Theme.objects.select_related("inquiry__case"), pk=pk, inquiry=inquiry)
    try:
        became = actions.rename_theme(
            by=request.actor, at=timezone.now(), theme=chosen, title=request.POST.get("title", "")
        )
        messages.success(request, f"{chosen.title} är nu {became.title}.")
    except InquiryError as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('inquiries:compilation', args=[key])}#teman")


@require_POST
def stance(request: Request, key: int, pk: int) -> HttpResponse:
    """Say where one respondent's whole answer stands."""
    inquiry = inquiry_of(request, key)
    recipient = get_object_or_404(Recipient.objects.select_related("inquiry__case"), pk=pk, inquiry=inquiry)
    given = request.POST.get("stance", "")
    try:
        chosen = Stance(given) if given in list(Stance) else None
        actions.set_stance(by=request.actor, at=timezone.now(), recipient=recipient, stance=chosen)
        messages.success(
            request, f"{recipient.name}: {chosen.label.lower() if chosen else 'inget ställningstagande'}."
        )
    except InquiryError as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('inquiries:viewpoints', args=[key])}?{urlencode({'instans': pk})}")


@require_GET
def letters(request: Request, key: int, pk: int = 0) -> HttpResponse:
    """Send the letters that tell what became of viewpoints: to one respondent as docx, to all as a zip."""
    one = found(request, key)
    day = request.as_of or request.today
    if pk:
        who = next((row for row in one.respondents if row.id == pk and row.reply_id), None)
        if who is None:
            raise Http404("Den instansen har inte svarat.")
        return _sent(
            feedback.letter(request.municipality.name, one, who, day), FORMATS["docx"].media_type,
            feedback.letter_name(one, who),
        )  # fmt: skip
    return _sent(
        feedback.letters(request.municipality.name, one, day),
        "application/zip",
        f"aterkoppling-{one.id}-{day}.zip",
    )
