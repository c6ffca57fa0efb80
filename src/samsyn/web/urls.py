"""The pages, grouped as the menu is."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

GROUPS = (
    "home",
    "people",
    "gallery",
    "intake",
    "register",
    "portfolio",
    "cases",
    "search",
    "thread",
    "todo",
    "reports",
    "oversight",
    "audits",
    "inquiries",
    "systems",
    "organisation",
    "post",
    "governance",
    "planning",
)
"""Packages under web/pages; each has a urls.py."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"samsyn.web.pages.{group}.urls")) for group in GROUPS
]
