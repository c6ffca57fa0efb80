"""Address of saying no to mail."""

from django.urls import path

from samsyn.web.pages.post import views

app_name = "post"
urlpatterns = [path("avanmalan/<str:token>/", views.unsubscribe, name="unsubscribe")]
