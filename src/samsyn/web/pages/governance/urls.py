"""Addresses of the governing documents."""

from django.urls import path

from samsyn.web.pages.governance import (
    changing,
    competence,
    deciding,
    delegation,
    drafting,
    editing,
    following,
    phases,
    views,
)

app_name = "governance"
urlpatterns = [
    path("modell/", views.index, name="page"),
    path("modell/motsagelser/", views.disagreements, name="disagreements"),
    path("modell/faser/", phases.phases, name="phases"),
    path("modell/version/<int:pk>/for/", changing.index, name="boards"),
    path("modell/version/<int:pk>/for/<int:body>/", changing.board, name="board"),
    path("modell/version/<int:pk>/for/<int:body>/flytta/", changing.move, name="move"),
    path("modell/version/<int:pk>/process/<slug:kind>/", editing.item, name="item"),
    path("modell/kompetens/", competence.index, name="competence"),
    path("modell/kompetens/ny/", competence.new_brief, name="new_brief"),
    path("modell/kompetens/<int:pk>/", competence.brief, name="brief"),
    path("modell/ny/", drafting.new, name="new"),
    path("modell/beslutsregler/", deciding.rules, name="rules"),
    path("modell/beslutsregler/nya/", deciding.new_rules, name="new_rules"),
    path("modell/delegation/", delegation.delegated, name="delegated"),
    path("modell/<int:document>/", views.document, name="document"),
    path("modell/<int:document>/klausul/<str:number>/", views.clause, name="clause"),
    path("modell/<int:document>/jamfor/", views.compare, name="compare"),
    path("modell/<int:document>/tjansteskrivelse/<int:pk>/", views.letter, name="letter"),
    path("modell/<int:document>/utkast/", drafting.begin, name="begin"),
    path("modell/version/<int:pk>/", views.version, name="version"),
    path("modell/version/<int:pk>/beslut/", drafting.decide, name="decide"),
    path("modell/version/<int:pk>/bered/", drafting.prepare, name="prepare"),
    path("modell/version/<int:pk>/klausul/", drafting.add, name="add"),
    path("modell/version/<int:pk>/efterlevnad/", following.follow, name="follow"),
    path("modell/version/<int:pk>/skyldigheter/", following.duty_list, name="duties"),
    path("modell/version/<int:pk>/skyldigheter/bekrafta/", following.confirm, name="confirm"),
    path("modell/klausul/<int:pk>/", drafting.edit, name="edit"),
    path("modell/klausul/<int:pk>/bedom/", following.clause, name="judge"),
    path("modell/synpunkt/<int:pk>/svar/", following.answer, name="answer"),
]
