"""Addresses of intake: drop files, review what was read, fill in what could not be."""

from django.urls import path

from samsyn.web.pages.intake import labels, manual, queue, tables, views

app_name = "intake"
urlpatterns = [
    path("las-in/", views.received, name="list"),
    path("las-in/att-granska/", queue.queue, name="queue"),
    path("las-in/likadana/<int:pk>/", queue.alike, name="alike"),
    path("las-in/angra/", queue.undo, name="undo"),
    path("las-in/rattelser/", labels.labels, name="labels"),
    path("las-in/<int:pk>/rattelser/", labels.labels, name="labels_of"),
    path("las-in/<int:pk>/", views.review, name="review"),
    path("las-in/<int:pk>/tabell/", tables.table, name="table"),
    path("las-in/<int:pk>/for-hand/", manual.manual, name="manual"),
    path("las-in/<int:pk>/sida/<int:page>.png", manual.page_picture, name="page"),
    path("las-in/<int:pk>/original/", views.original, name="original"),
]
