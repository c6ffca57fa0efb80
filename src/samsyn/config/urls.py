"""Where each address leads."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("allauth.urls")),
    path("", include("samsyn.web.urls")),
]
