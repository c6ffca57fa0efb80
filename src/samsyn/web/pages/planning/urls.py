"""Addresses of the forums."""

from django.urls import path

from samsyn.web.pages.planning import changing, views

app_name = "planning"
urlpatterns = [
    path("forum/", views.index, name="forums"),
    path("forum/nytt/", changing.new, name="new"),
    path("forum/<int:pk>/", views.forum, name="forum"),
    path("forum/<int:pk>/<slug:what>/", changing.add, name="add"),
    path("forum/punkt/<int:pk>/avsluta/", changing.end_standing, name="end_standing"),
    path("forum/deltagare/<int:pk>/bort/", changing.remove_member, name="remove_member"),
    path("forum/mote/<int:pk>/", views.meeting, name="meeting"),
    path("forum/mote/<int:pk>/dagordning/", changing.topic, name="topic"),
    path("forum/mote/<int:pk>/narvaro/", changing.minutes, name="minutes"),
    path("forum/mote/<int:pk>/belagg/", changing.evidence, name="evidence"),
]
