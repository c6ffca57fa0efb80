"""Address of the gallery."""

from django.urls import path

from samsyn.web.pages.gallery import views

urlpatterns = [path("byggstenar/", views.gallery, name="gallery")]
