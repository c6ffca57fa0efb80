"""Addresses of intake: drop files, review what was read."""

from django.urls import path

from samsyn.web.pages.intake import tables, views

app_name = "intake"
urlpatterns = [
    path("las-in/", views.received, name="list"),
    path("las-in/<int:pk>/", views.review, name="review"),
    path("las-in/<int:pk>/tabell/", tables.table, name="table"),
    path("las-in/<int:pk>/original/", views.original, name="original"),
]
