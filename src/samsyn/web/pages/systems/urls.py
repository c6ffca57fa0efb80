"""Addresses of the systems, their yearly plans, the base deliveries and what is left out."""

from django.urls import path

from samsyn.web.pages.systems import cataloguing, deliveries, editing, gaps, plans, system, views

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
    path("basleveranser/", deliveries.deliveries, name="deliveries"),
    path("basleveranser/ny/", cataloguing.new, name="new_catalogue"),
    path("basleveranser/jamfor/", deliveries.compare, name="compare"),
    path("basleveranser/leverans/<int:pk>/", deliveries.delivery, name="delivery"),
    path("basleveranser/avgransningar/", gaps.index, name="gaps"),
    path("basleveranser/avgransningar/ny/", gaps.new, name="new_gap"),
    path("basleveranser/avgransningar/<int:pk>/", gaps.gap, name="gap"),
    path("basleveranser/<int:pk>/", deliveries.catalogue, name="catalogue"),
    path("basleveranser/<int:pk>/rad/", cataloguing.item, name="new_item"),
    path("basleveranser/<int:pk>/rad/<int:key>/", cataloguing.item, name="item"),
    path("basleveranser/<int:pk>/beslut/", cataloguing.decide, name="decide"),
]
