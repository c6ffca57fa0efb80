"""Addresses of the systems."""

from django.urls import path

from samsyn.web.pages.systems import views

app_name = "systems"
urlpatterns = [path("system/", views.index, name="list")]
