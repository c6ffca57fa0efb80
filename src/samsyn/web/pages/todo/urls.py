"""Address of Att göra."""

from django.urls import path

from samsyn.web.pages.todo import views

app_name = "todo"
urlpatterns = [path("att-gora/", views.page, name="page")]
