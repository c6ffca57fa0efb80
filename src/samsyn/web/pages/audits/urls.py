"""Addresses of the audits."""

from django.urls import path

from samsyn.web.pages.audits import views

app_name = "audits"
urlpatterns = [
    path("granskningar/", views.index, name="list"),
    path("granskningar/<int:number>/", views.audit, name="audit"),
]
