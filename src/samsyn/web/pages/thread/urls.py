"""Address of the red thread of any reference."""

from django.urls import path

from samsyn.web.pages.thread import views

app_name = "thread"
urlpatterns = [path("trad/", views.page, name="page")]
