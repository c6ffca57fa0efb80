"""Addresses of the cases; a case is addressed by what makes two writings of its number the same."""

from django.urls import path

from samsyn.web.pages.cases import calendar, commissions, following, grounds, views

app_name = "cases"
urlpatterns = [
    path("arenden/", views.index, name="list"),
    path("arenden/beslut/<int:pk>/", views.paragraph, name="decision"),
    path("arenden/beslut/<int:pk>/anslag/", following.notice, name="notice"),
    path("arenden/beslut/<int:pk>/expediering/", following.dispatch, name="dispatch"),
    path("arenden/beslut/<int:pk>/utskick/", following.mail, name="mail"),
    path("arenden/beslut/<int:pk>/uppdrag/", following.task, name="give_task"),
    path("arenden/mottaget/<int:pk>/", following.receipt, name="receipt"),
    path("mottaget/<str:token>/", following.received, name="received"),
    path("arenden/sammantraden/", calendar.page, name="calendar"),
    path("arenden/sammantraden/las-in/", calendar.load, name="load_meetings"),
    path("arenden/sammantraden/<int:body>.ics", calendar.body_feed, name="body_feed"),
    path("kalender/<str:token>.ics", calendar.own_feed, name="own_feed"),
    path("arenden/uppdrag/", commissions.page, name="commissions"),
    path("arenden/uppdrag/<int:pk>/svara/", commissions.answer, name="answer"),
    path("arenden/handling/<int:pk>/", views.document, name="document"),
    path("arenden/<path:key>/underlag/", grounds.ground, name="ground"),
    path("arenden/<path:key>/", views.case, name="case"),
]
