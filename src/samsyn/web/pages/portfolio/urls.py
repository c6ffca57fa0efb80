"""Addresses of the portfolio's pages."""

from __future__ import annotations

from django.urls import path

from samsyn.web.pages.portfolio import saved, views

app_name = "portfolio"
urlpatterns = [
    path("portfolj/", views.page, name="page"),
    path("vyer/", saved.index, name="saved"),
    path("vyer/<int:pk>/", saved.change, name="saved_view"),
    path("vyer/<int:pk>/bort/", saved.delete, name="delete_saved"),
]
