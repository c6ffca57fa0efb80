"""Addresses of the portfolio's pages."""

from __future__ import annotations

from django.urls import path

from samsyn.web.pages.portfolio import pictures, saved, views

app_name = "portfolio"
urlpatterns = [
    path("portfolj/", views.page, name="page"),
    path("portfolj/bubblor/", pictures.bubble_page, name="bubbles"),
    path("portfolj/tidslinje/", pictures.timeline_page, name="timeline"),
    path("portfolj/faser/", pictures.flow_page, name="flow"),
    path("portfolj/krav/", pictures.gap_page, name="gaps"),
    path("vyer/", saved.index, name="saved"),
    path("vyer/<int:pk>/", saved.change, name="saved_view"),
    path("vyer/<int:pk>/bort/", saved.delete, name="delete_saved"),
]
