"""Addresses under /desk/rounds/…: the scheme, the roster, the people."""

from django.urls import path

from shuping.rounds import views

app_name = "rounds"
urlpatterns = [
    path("rounds/make/", views.make, name="make"),
    path("rounds/<int:round_id>/rescheme/", views.rescheme, name="rescheme"),
    path("rounds/<int:round_id>/enrol/", views.enrol, name="enrol"),
    path(
        "rounds/<int:round_id>/strike/<int:reporter_id>/", views.strike, name="strike"
    ),
    path("rounds/<int:round_id>/draw/", views.draw, name="draw"),
    path("rounds/<int:round_id>/scheme/", views.scheme, name="scheme"),
    path("rounds/<int:round_id>/scheme/plan/", views.plan, name="plan"),
    path("rounds/<int:round_id>/roster/", views.roster, name="roster"),
    path("rounds/<int:round_id>/people/", views.assignments, name="assignments"),
]
