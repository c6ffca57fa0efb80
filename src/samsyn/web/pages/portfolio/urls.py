"""Addresses of the portfolio's pages."""

from __future__ import annotations

from django.urls import path

from samsyn.web.pages.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("portfolj/", views.page, name="page"),
]
