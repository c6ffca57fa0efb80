"""Addresses of the start page and the explanations."""

from django.urls import path

from samsyn.web.pages.home import views

urlpatterns = [
    path("", views.start, name="start"),
    path("sa-raknas-siffrorna/", views.definitions, name="definitions"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
