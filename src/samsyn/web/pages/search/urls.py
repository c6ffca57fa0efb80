"""Address of the search page."""

from django.urls import path

from samsyn.web.pages.search import views

app_name = "search"
urlpatterns = [path("sok/", views.page, name="page")]
