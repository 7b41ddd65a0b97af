"""Addresses under /desk/rounds/…/rectification/."""

from django.urls import path

from shuping.rectification import views

app_name = "rectification"
_ROOM = "rounds/<int:round_id>/rectification/"
_ONE = f"{_ROOM}<int:problem_id>/"
urlpatterns = [
    path(_ROOM, views.index, name="index"),
    path(f"{_ROOM}lists/", views.lists, name="lists"),
    path(f"{_ROOM}raise/", views.raise_problem, name="raise"),
    path(_ONE, views.problem, name="problem"),
    path(f"{_ONE}task/", views.task, name="task"),
    path(f"{_ONE}evidence/", views.evidence, name="evidence"),
    path(f"{_ONE}close/", views.close, name="close"),
    path(f"{_ONE}send-back/", views.send_back, name="send-back"),
    path(f"{_ONE}reopen/", views.reopen, name="reopen"),
    path(f"{_ROOM}requests/", views.requests, name="requests"),
    path(f"{_ROOM}requests/ask/", views.ask, name="ask"),
    path(f"{_ROOM}requests/<int:request_id>/", views.answer, name="answer"),
]
