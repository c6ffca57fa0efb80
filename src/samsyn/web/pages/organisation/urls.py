"""Addresses of the administrator's page."""

from django.urls import path

from samsyn.web.pages.organisation import correcting, over_time, people, reorganising, views

app_name = "organisation"
urlpatterns = [
    path("organisationen/", over_time.over_time, name="over_time"),
    path("organisationen/andring/ny/", reorganising.new, name="new_change"),
    path("organisationen/andring/<int:pk>/", reorganising.change, name="change"),
    path("organisationen/andring/<int:pk>/ratta/", correcting.correct, name="correct"),
    path("organisationen/andring/<int:pk>/flytta/", reorganising.carry_out, name="carry_out"),
    path("organisation/", views.index, name="page"),
    path("organisation/organ/nytt/", views.new_body, name="new_body"),
    path("organisation/organ/<int:pk>/", views.body, name="body"),
    path("organisation/organ/<int:pk>/bekrafta/", views.confirm, name="confirm"),
    path("organisation/alias/<int:pk>/ta-bort/", views.forget, name="forget"),
    path("organisation/person/<int:pk>/", people.person, name="person"),
    path("organisation/person/ny/", views.new_person, name="new_person"),
]
