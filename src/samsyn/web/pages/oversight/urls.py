"""Addresses of the oversight pages."""

from __future__ import annotations

from django.urls import path

from samsyn.web.pages.oversight import lists, spending, spending_rules, support, tasks, traces, views

app_name = "oversight"
urlpatterns = [
    path("uppsikt/", views.page, name="page"),
    path("uppsikt/avvikelser/", lists.deviations, name="deviations"),
    path("uppsikt/andringar/", lists.changes, name="changes"),
    path("uppsikt/obesvarade/", tasks.unanswered, name="unanswered"),
    path("uppsikt/obesvarade/<int:task_id>/paminn/", tasks.remind, name="remind"),
    path("it-stodet/", support.page, name="support"),
    path("it-stodet/enkat/", support.answer, name="survey"),
    path("spar/", traces.index, name="traces"),
    path("spar/beslut/", traces.decisions, name="trace_decisions"),
    path("spar/<int:pk>/", traces.trace, name="trace"),
    path("utgifter/", spending.page, name="spending"),
    path("utgifter/rader/", spending.rows, name="spending_rows"),
    path("utgifter/kostnadsstallen/", spending.cost_centres, name="cost_centres"),
    path("utgifter/regel/", spending_rules.new, name="rule_new"),
    path("utgifter/regel/forslag/", spending_rules.start, name="rule_start"),
    path("utgifter/regel/<int:pk>/", spending_rules.rule, name="rule"),
    path("utgifter/regel/<int:pk>/ta-bort/", spending_rules.take_away, name="rule_gone"),
    path("uppsikt/<int:body_id>/", views.board, name="board"),
]
