"""Addresses under /desk/rounds/…/appraisal/."""

from django.urls import path

from shuping.appraisal import views

app_name = "appraisal"
_HERE = "rounds/<int:round_id>/appraisal/"
urlpatterns = [
    path(_HERE, views.index, name="index"),
    path(f"{_HERE}scores/", views.scores, name="scores"),
    path(f"{_HERE}decide/", views.decide_all, name="decide_all"),
    path(f"{_HERE}circular/", views.circular, name="circular"),
    path(f"{_HERE}letters/", views.letters, name="letters"),
    path(f"{_HERE}letters/make/", views.make_letters, name="make_letters"),
    path(f"{_HERE}letters/made/", views.made_letters, name="made_letters"),
    path(f"{_HERE}<int:reporter_id>/", views.working, name="working"),
    path(f"{_HERE}<int:reporter_id>/decide/", views.decide, name="decide"),
    path(f"{_HERE}<int:reporter_id>/letter/", views.letter, name="letter"),
]
