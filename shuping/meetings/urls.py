"""Addresses under /desk/rounds/…/meetings/."""

from django.urls import path

from shuping.meetings import views

app_name = "meetings"
_HERE = "rounds/<int:round_id>/meetings/"
_MEETING = f"{_HERE}<int:meeting_id>/"
_COMMENTS = f"{_HERE}comments/"
urlpatterns = [
    path(_HERE, views.index, name="index"),
    path(f"{_HERE}arrange/", views.arrange, name="arrange"),
    path(f"{_MEETING}arrange/", views.arrange, name="arrange"),
    path(f"{_HERE}seat/", views.seat, name="seat"),
    path(f"{_MEETING}papers/", views.papers, name="papers"),
    path(f"{_MEETING}minutes/", views.minutes, name="minutes"),
    path(f"{_MEETING}points/", views.points, name="points"),
    path(f"{_MEETING}visiting/", views.visiting, name="visiting"),
    path(f"{_HERE}cards/", views.cards, name="cards"),
    path(_COMMENTS, views.comments, name="comments"),
    path(f"{_COMMENTS}confirm/", views.confirm, name="confirm"),
    path(f"{_COMMENTS}draft/", views.draft, name="draft"),
    path(f"{_COMMENTS}<int:comment_id>/change/", views.change, name="change"),
]
