"""Addresses under /desk/rounds/…: the moves of a round, and the bodies below."""

from django.urls import path

from shuping.progress import views

app_name = "progress"
urlpatterns = [
    path("rounds/<int:round_id>/start/", views.start, name="start"),
    path("rounds/<int:round_id>/advance/", views.advance, name="advance"),
    path("rounds/<int:round_id>/waive/", views.waive, name="waive"),
    path("rounds/<int:round_id>/plan/", views.plan_roster, name="plan"),
    path("rounds/<int:round_id>/calendar/", views.calendar, name="calendar"),
    path("rounds/<int:round_id>/below/", views.below, name="below"),
]
