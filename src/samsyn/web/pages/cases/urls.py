"""Addresses of the cases; a case is addressed by what makes two writings of its number the same."""

from django.urls import path

from samsyn.web.pages.cases import grounds, views

app_name = "cases"
urlpatterns = [
    path("arenden/", views.index, name="list"),
    path("arenden/beslut/<int:pk>/", views.paragraph, name="decision"),
    path("arenden/<path:key>/underlag/", grounds.ground, name="ground"),
    path("arenden/<path:key>/", views.case, name="case"),
]
