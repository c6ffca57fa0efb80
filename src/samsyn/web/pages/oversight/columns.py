"""The tables of the oversight pages: boards, money per board, deviations, open tasks, traces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.kit.money import mnkr
from samsyn.kit.scales import Freshness
from samsyn.oversight.models import Trace
from samsyn.oversight.queries import BoardRow, Money
from samsyn.oversight.rules import LOW_COVERAGE, TEXTS, percent
from samsyn.reports.charts import bar, range_bar, sparkline
from samsyn.web.base.marks import chip, missing, number, verdict
from samsyn.web.base.tables import Column

KINDS = dict(Trace.KINDS)
WHOLE = "Hela kommunen"


def initiatives(**chosen: Any) -> str:
    """Return the address of the list of initiatives with filters, of open rows only, as the figures count."""
    wanted = {name: text for name, text in chosen.items() if text} | {"oppna": "ja"}
    return f"{reverse('register:list')}?{urlencode(wanted)}"


def opened(figure: int | str, url: str, hidden: str) -> SafeString | str:
    """Return a figure as a link to its rows, `hidden` telling what it is of; a zero opens nothing."""
    if figure in (0, "0", "0,0"):
        return str(figure)
    text = number(figure) if isinstance(figure, int) else figure
    return format_html('<a href="{}">{}<span class="sr-only"> {}</span></a>', url, text, hidden)


def _quiet(words: str) -> SafeString:
    return format_html('<span class="empty-value">{}</span>', words)


def _name(row: BoardRow) -> str:
    return row.body.name if row.body else WHOLE


def _board(row: BoardRow) -> str:
    return reverse("oversight:board", args=[row.body.id]) if row.body else ""


def _key(row: BoardRow) -> int | None:
    return row.body.id if row.body else None


def _coverage(row: BoardRow) -> SafeString:
    if row.coverage is None:
        return _quiet("Inget känt")
    text = f"{percent(row.coverage)} %"
    shown = opened(text, _board(row), f"täckningsgrad hos {_name(row)}") if row.body else text
    share = format_html('<span class="share">{}</span>', shown)
    return format_html('<span class="measure">{}{}</span>', share, bar(row.coverage, LOW_COVERAGE, 112))


def _documented(row: BoardRow) -> SafeString | str:
    if not row.known:
        return "0 av 0"
    url = initiatives(body=_key(row), coverage="documented")
    words = f"dokumenterade hos {_name(row)}"
    return format_html("{} av {}", opened(row.documented, url, words), _known(row))


def _known(row: BoardRow) -> SafeString | str:
    if row.body is None:
        return number(row.known)
    return opened(row.known, reverse("oversight:board", args=[row.body.id]), f"kända hos {_name(row)}")


def _trend(row: BoardRow) -> SafeString:
    change = row.change_of_year
    words = "" if change is None else f"{_points(change)} p.e."
    return format_html('<span class="measure">{} <small>{}</small></span>', sparkline(row.series), words)


def _points(share: float) -> str:
    points = round(share * 100)
    return ("+" if points > 0 else "") + number(points)


def _days(row: BoardRow) -> SafeString | str:
    if row.median_days is not None:
        url = initiatives(body=_key(row), coverage="documented", sort="reported_on")
        figure = opened(str(row.median_days), url, f"dagar i median hos {_name(row)}")
        return format_html('{}<span class="phone-unit"> dagar</span>', figure)
    words = "Ingen rapport" if row.documented else "Inget att mäta"
    return _quiet(words)


def _fresh(row: BoardRow) -> SafeString | str:
    return chip("freshness", row.freshness.value) if row.documented else ""


def _stale(row: BoardRow) -> SafeString | str:
    url = initiatives(body=_key(row), coverage="documented", fresh=Freshness.STALE.value)
    return opened(row.stale, url, f"äldre än 60 dagar hos {_name(row)}")


def _deviations(row: BoardRow) -> SafeString | str:
    url = _at("deviations", row)
    return opened(row.deviations, url, f"avvikelser hos {_name(row)}")


def _unanswered(row: BoardRow) -> SafeString | str:
    return opened(row.unanswered, _at("unanswered", row), f"beslut utan svar hos {_name(row)}")


def _at(page: str, row: BoardRow) -> str:
    return reverse(f"oversight:{page}") + (f"?body={row.body.id}" if row.body else "")


def _verdict(row: BoardRow) -> SafeString | str:
    return verdict(row.verdict.value if row.verdict else None) if row.body else ""


def _share(row: BoardRow) -> int | None:
    return None if row.coverage is None else percent(row.coverage)


def _paid(row: BoardRow) -> SafeString | str:
    """Return how much of what is spent belongs to what is documented, opening what does not; nothing where unknown."""
    share = row.spending.share
    if share is None:
        return ""
    url = reverse("oversight:traces") + (f"?namnd={row.body.id}" if row.body else "")
    told = f"{percent(share)} % av utgifterna"
    about = (
        f"{mnkr(row.spending.documented)} av {mnkr(row.spending.spent)} mnkr hör till dokumenterade initiativ"
    )
    return format_html(
        '<a href="{}" title="{}">{}<span class="sr-only">: {}</span></a>', url, about, told, about
    )


def _spent(row: BoardRow) -> int | None:
    return row.spending.spent or None


def _spent_documented(row: BoardRow) -> int | None:
    return row.spending.documented if row.spending.spent else None


def _moved(row: BoardRow) -> int | None:
    return None if row.change_of_year is None else round(row.change_of_year * 100)


BOARDS = (
    Column("name", "Nämnd", of=_name, head=True, link=_board),
    Column("coverage", "Täckningsgrad", of=_share, show=_coverage, under=_paid, short=""),
    Column("documented", "Dokumenterade av kända", show=_documented, number=True, short=""),
    Column("trend", "Senaste 12 mån", of=_moved, show=_trend, short=""),
    Column("median", "Median dagar", of=lambda row: row.median_days, show=_days, number=True, short=""),
    Column("freshness", "Färskhet", of=lambda row: row.freshness if row.documented else None, show=_fresh, short=""),
    Column("stale", "Äldre än 60 dagar", show=_stale, number=True, short="äldre än 60"),
    Column("deviations", "Avvik\u00adelser", show=_deviations, number=True, short="avvikelser"),
    Column("unanswered", "Beslut utan svar", show=_unanswered, number=True, short="utan svar"),
    Column("verdict", "Nämndens egen bedömning", of=lambda row: row.verdict, show=_verdict, short=""),
)  # fmt: skip
"""What stands first: coverage and freshness, money comes below."""


def _count(row: BoardRow) -> SafeString | str:
    url = initiatives(body=_key(row), coverage="documented")
    return opened(row.documented, url, f"dokumenterade hos {_name(row)}")


def sum_cell(figure: str, url: str, what: str, whose: str) -> SafeString | str:
    """Return a sum in mnkr as a link to the initiatives that have the money."""
    return opened(figure, url, f"mnkr, {what}, {whose}")


def sums(money: Money, url: str, whose: str) -> tuple[SafeString | str, ...]:
    """Return budget, outcome, forecast and their difference as links to the initiatives that have the money."""
    figures = (mnkr(money.budget), mnkr(money.outcome), mnkr(money.forecast), signed_mnkr(money.gap))
    words = ("budget", "utfall", "prognos", "skillnad")
    return tuple(sum_cell(figure, url, what, whose) for figure, what in zip(figures, words, strict=True))


def _sum(place: int) -> Callable[[BoardRow], SafeString | str]:
    """Return how the sum at a place of `sums` is drawn for a board."""

    def cell(row: BoardRow) -> SafeString | str:
        url = initiatives(body=_key(row), coverage="documented", medel="alla")
        return sums(row.money, url, _name(row))[place]

    return cell


def signed_mnkr(öre: int) -> str:
    """Return a difference in mnkr with its sign; what rounds to nothing has none."""
    text = mnkr(öre)
    return text.lstrip("−") if text.strip("−") == "0,0" else ("+" if öre > 0 else "") + text


def money_columns(scale: int) -> tuple[Column, ...]:
    """Return the columns of money and benefits per board; `scale` is the benefit in öre that fills a band."""

    def band(row: BoardRow) -> SafeString | str:
        if not row.gain.count:
            return missing()
        figures = f"{mnkr(row.gain.low)} till {mnkr(row.gain.high)}"
        drawn = range_bar(row.gain.low, row.gain.likely, row.gain.high, scale, 150) if row.body else ""
        link = sum_cell(figures, _promised(row), "nytta per år", _name(row))
        return format_html('<span class="measure">{}<span class="figures">{}</span></span>', drawn, link)

    return (
        *MONEY,
        Column(
            "low", "Nytta lågt till högt, mnkr per år", of=lambda row: _gain(row, "low"), show=band, wide=True
        ),
        Column(
            "likely", "Nytta troligt", of=lambda row: _gain(row, "likely"), show=_likely, number=True, unit="mnkr"
        ),
    )  # fmt: skip


def _promised(row: BoardRow) -> str:
    return initiatives(body=_key(row), coverage="documented", nytta="ja")


def _likely(row: BoardRow) -> SafeString | str:
    if not row.gain.count:
        return missing()
    return sum_cell(mnkr(row.gain.likely), _promised(row), "trolig nytta per år", _name(row))


def _gain(row: BoardRow, which: str) -> int | None:
    return getattr(row.gain, which) if row.gain.count else None


MONEY = (
    Column("board", "Nämnd", of=_name, head=True),
    Column("count", "Initiativ", of=lambda row: row.documented, show=_count, number=True),
    Column("budget", "Budget", of=lambda row: row.money.budget, show=_sum(0), number=True, unit="mnkr"),
    Column("outcome", "Utfall", of=lambda row: row.money.outcome, show=_sum(1), number=True, unit="mnkr"),
    Column("forecast", "Prognos", of=lambda row: row.money.forecast, show=_sum(2), number=True, unit="mnkr"),
    Column("gap", "Skillnad", of=lambda row: row.money.gap, show=_sum(3), number=True, unit="mnkr"),
)
FILE = (
    *BOARDS[:2], Column("known", "Kända"), *BOARDS[2:], *MONEY[2:],
    Column("spending", "Digitaliseringsutgifter", of=_spent, unit="mnkr"),
    Column("spending_documented", "Utgifter i dokumenterade initiativ", of=_spent_documented, unit="mnkr"),
    Column("benefit_low", "Nytta lågt", of=lambda row: _gain(row, "low"), unit="mnkr"),
    Column("benefit_likely", "Nytta troligt", of=lambda row: _gain(row, "likely"), unit="mnkr"),
    Column("benefit_high", "Nytta högt", of=lambda row: _gain(row, "high"), unit="mnkr"),
)  # fmt: skip
"""The boards as a file: everything in one table."""


def deviation_columns(lines: dict[int, str]) -> tuple[Column, ...]:
    """Return the columns of deviations; `lines` names the bodies by id."""
    return (
        Column("title", "Avvikelse", head=True, link=leads, under=lambda one: ", ".join(one.refs)),
        Column("board", "Nämnd", of=lambda one: lines[one.body_id]),
        Column("fact", "Vad vi ser", wide=True),
        Column("value", "Värde", of=lambda one: f"{one.value} {one.unit}", sortable=False),
        Column("rule", "Regel", under=lambda one: TEXTS[one.rule]),
    )


def leads(one: Any) -> str:
    """Return where a deviation leads: its first initiative, or the board."""
    if one.refs:
        return reverse("register:initiative", args=[int(one.refs[0].removeprefix("I-"))])
    return reverse("oversight:board", args=[one.body_id])


TRACES = (
    Column("title", "Vad spåret säger", head=True, order=("title",)),
    Column("kind", "Spår", of=lambda one: KINDS[one.kind], order=("kind",)),
    Column("origin", "Källa", order=("origin",), wide=True),
    Column("seen_on", "Sett", order=("seen_on",)),
    Column("amount", "Belopp", order=("amount",), number=True, unit="tkr"),
)
