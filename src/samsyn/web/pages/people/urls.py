"""Addresses of the visitor's own choices."""

from django.urls import path

from samsyn.web.pages.people import views

urlpatterns = [
    path("persona/", views.persona, name="persona"),
    path("namnd/", views.choose_body, name="choose_body"),
    path("sprak/", views.language, name="language"),
]
