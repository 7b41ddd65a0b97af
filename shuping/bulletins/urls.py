"""Addresses under /desk/rounds/…/bulletins/; the public ones are signposts."""

from django.urls import path

from shuping.bulletins import views

app_name = "bulletins"
_HERE = "rounds/<int:round_id>/bulletins/"
_ONE = f"{_HERE}<int:bulletin_id>/"
urlpatterns = [
    path(_HERE, views.index, name="index"),
    path(f"{_HERE}compose/", views.compose, name="compose"),
    path(f"{_HERE}round-up/", views.round_up, name="round_up"),
    path(_ONE, views.bulletin, name="bulletin"),
    path(f"{_ONE}revise/", views.revise, name="revise"),
    path(f"{_ONE}proof/", views.proof, name="proof"),
    path(f"{_ONE}publish/", views.publish, name="publish"),
    path(f"{_ONE}printed/", views.printed, name="printed"),
]
