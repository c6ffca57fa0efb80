"""Addresses of Att göra."""

from django.urls import path

from samsyn.web.pages.todo import calendar, views

app_name = "todo"
urlpatterns = [
    path("att-gora/", views.page, name="page"),
    path("att-gora/kalender/", calendar.own, name="calendar"),
]
