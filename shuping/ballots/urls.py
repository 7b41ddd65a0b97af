"""Addresses under /desk/rounds/…/ballots/."""

from django.urls import path

from shuping.ballots import views

app_name = "ballots"
_HERE = "rounds/<int:round_id>/ballots/"
urlpatterns = [
    path(_HERE, views.index, name="index"),
    path(f"{_HERE}prepare/", views.prepare, name="prepare"),
    path(f"{_HERE}open/", views.open_box, name="open"),
    path(f"{_HERE}type/", views.type_sheet, name="type"),
    path(f"{_HERE}mismatches/", views.mismatches, name="mismatches"),
    path(f"{_HERE}count/", views.count, name="count"),
    path(f"{_HERE}outcome/", views.outcome, name="outcome"),
    path(f"{_HERE}sheet/", views.sheet, name="sheet"),
    path(f"{_HERE}bundle/", views.bundle, name="bundle"),
]
