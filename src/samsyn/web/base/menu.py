"""The main menu, as data; an entry shows when its page exists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop

ENTRIES = (
    ("oversight:page", gettext_noop("Uppsikt")),
    ("register:list", gettext_noop("Initiativ")),
    ("inquiries:list", gettext_noop("Remisser")),
    ("audits:list", gettext_noop("Granskningar")),
    ("planning:list", gettext_noop("Plan")),
    ("money:page", gettext_noop("Medel")),
    ("governance:page", gettext_noop("Modell")),
    ("cases:list", gettext_noop("Ärenden")),
    ("todo:page", gettext_noop("Att göra")),
)
"""Name of the address, label. A page belongs to the entry whose address its own begins with, or as told below."""
BELONGS = {
    "/las-in/": "cases:list",
    "/system/": "register:list",
    "/portfolj/": "register:list",
    "/vyer/": "register:list",
    "/nyttor/": "register:list",
    "/basleveranser/": "register:list",
    "/spar/": "oversight:page",
    "/utgifter/": "oversight:page",
    "/it-stodet/": "oversight:page",
    "/organisationen/": "governance:page",
    "/forum/": "governance:page",
}

SECTIONS = {
    "governance:page": (
        ("governance:page", gettext_noop("Styrdokument")),
        ("governance:phases", gettext_noop("Faser och handbok")),
        ("governance:responsibilities", gettext_noop("Ansvar")),
        ("governance:rules", gettext_noop("Beslutsregler")),
        ("governance:goals", gettext_noop("Mål och program")),
        ("governance:competence", gettext_noop("Kompetens")),
        ("planning:forums", gettext_noop("Forum")),
        ("organisation:over_time", gettext_noop("Organisationen över tid")),
    ),
    "cases:list": (
        ("cases:list", gettext_noop("Ärenden")),
        ("cases:calendar", gettext_noop("Sammanträden")),
        ("cases:commissions", gettext_noop("Uppdrag")),
        ("intake:list", gettext_noop("Läs in")),
    ),
    "inquiries:list": (
        ("inquiries:list", gettext_noop("Remisser")),
        ("inquiries:own", gettext_noop("Att besvara")),
        ("inquiries:recurring", gettext_noop("Rapportering")),
    ),
    "register:list": (
        ("register:list", gettext_noop("Initiativ")),
        ("portfolio:page", gettext_noop("Portfölj")),
        ("register:benefits", gettext_noop("Nyttor")),
        ("systems:list", gettext_noop("System")),
        ("systems:deliveries", gettext_noop("Basleveranser")),
        ("register:all_advice", gettext_noop("Juridiskt råd")),
    ),
    "oversight:page": (
        ("oversight:page", gettext_noop("Uppsikt")),
        ("oversight:traces", gettext_noop("Spår")),
        ("oversight:spending", gettext_noop("Utgifter")),
        ("oversight:support", gettext_noop("IT-stödet")),
    ),
}
"""The pages beside each other under an entry, shown as tabs on each of them; one shows when its page exists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the main menu (menyrad)."""

    name: str
    label: str
    url: str


@cache
def entries() -> tuple[Entry, ...]:
    """Return the entries whose pages exist, in order."""
    return tuple(Entry(name, label, url) for name, label in ENTRIES if (url := _address(name)))


def current(path: str) -> str:
    """Return the name of the entry that a path lies under, or nothing."""
    places = {**{entry.url: entry.name for entry in entries()}, **BELONGS}
    return next((name for url, name in places.items() if path.startswith(url)), "")


def sections(path: str) -> list[dict[str, object]]:
    """Return the tabs of a page that is one of a section's, as the tab component takes them; else nothing."""
    for beside in SECTIONS.values():
        there = [(label, url) for name, label in beside if (url := _address(name))]
        if len(there) > 1 and path in (url for _, url in there):
            return [{"label": gettext(label), "url": url, "current": url == path} for label, url in there]
    return []


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
