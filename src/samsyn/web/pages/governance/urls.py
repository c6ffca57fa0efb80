"""Addresses of the governing documents."""

from django.urls import path

from samsyn.web.pages.governance import drafting, views

app_name = "governance"
urlpatterns = [
    path("modell/", views.index, name="page"),
    path("modell/motsagelser/", views.disagreements, name="disagreements"),
    path("modell/ny/", drafting.new, name="new"),
    path("modell/<int:document>/", views.document, name="document"),
    path("modell/<int:document>/klausul/<str:number>/", views.clause, name="clause"),
    path("modell/<int:document>/jamfor/", views.compare, name="compare"),
    path("modell/<int:document>/tjansteskrivelse/<int:pk>/", views.letter, name="letter"),
    path("modell/<int:document>/utkast/", drafting.begin, name="begin"),
    path("modell/version/<int:pk>/", views.version, name="version"),
    path("modell/version/<int:pk>/beslut/", drafting.decide, name="decide"),
    path("modell/version/<int:pk>/bered/", drafting.prepare, name="prepare"),
    path("modell/version/<int:pk>/klausul/", drafting.add, name="add"),
    path("modell/klausul/<int:pk>/", drafting.edit, name="edit"),
]
