"""Addresses of folders in and out."""

from django.urls import path

from shuping.folders import views

app_name = "folders"
urlpatterns = [
    path("folders/", views.index, name="index"),
    path("rounds/<int:round_id>/folder/", views.export, name="export"),
    path("rounds/<int:round_id>/archive/", views.archive, name="archive"),
    path("rounds/<int:round_id>/archive/made/", views.archived, name="archived"),
]
