"""Addresses under /desk/rounds/…/findings/."""

from django.urls import path

from shuping.findings import views

app_name = "findings"
urlpatterns = [
    path("rounds/<int:round_id>/findings/", views.index, name="index"),
    path("rounds/<int:round_id>/findings/note/", views.note, name="note"),
    path("rounds/<int:round_id>/findings/highlight/", views.praise, name="praise"),
]
