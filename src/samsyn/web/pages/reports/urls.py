"""Addresses of the reports."""

from django.urls import path

from samsyn.web.pages.reports import views

app_name = "reports"
urlpatterns = [
    path("uppsikt/rapport/", views.ks, name="ks"),
    path("modell/program/<int:pk>/rapport/", views.programme, name="programme"),
]
