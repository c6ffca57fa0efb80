"""Addresses of the systems, their yearly plans, the base deliveries and what is left out."""

from django.urls import path

from samsyn.web.pages.systems import editing, plans, system, views

app_name = "systems"
urlpatterns = [
    path("system/", views.index, name="list"),
    path("system/nytt/", editing.new, name="new"),
    path("system/objektplaner/", plans.index, name="plans"),
    path("system/objektplaner/ny/", plans.edit, name="new_plan"),
    path("system/objektplaner/<int:pk>/", plans.edit, name="plan"),
    path("system/<int:pk>/", system.system, name="system"),
    path("system/<int:pk>/andra/", editing.edit, name="edit"),
    path("system/<int:pk>/nyttjande/<int:use>/bort/", system.end_use, name="end_use"),
]
