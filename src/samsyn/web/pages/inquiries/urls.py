"""Addresses of the referrals."""

from django.urls import path

from samsyn.web.pages.inquiries import views

app_name = "inquiries"
urlpatterns = [
    path("remisser/", views.index, name="list"),
    path("remisser/<int:key>/", views.inquiry, name="inquiry"),
]
