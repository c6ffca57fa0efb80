"""Addresses of the oversight pages."""

from __future__ import annotations

from django.urls import path

from samsyn.web.pages.oversight import lists, tasks, views

app_name = "oversight"
urlpatterns = [
    path("uppsikt/", views.page, name="page"),
    path("uppsikt/avvikelser/", lists.deviations, name="deviations"),
    path("uppsikt/andringar/", lists.changes, name="changes"),
    path("uppsikt/obesvarade/", tasks.unanswered, name="unanswered"),
    path("uppsikt/obesvarade/<int:task_id>/paminn/", tasks.remind, name="remind"),
    path("uppsikt/<int:body_id>/", views.board, name="board"),
]
