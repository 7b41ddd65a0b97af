"""Addresses under /desk/rounds/…/reports/."""

from django.urls import path

from shuping.reports import views

app_name = "reports"
_ONE = "rounds/<int:round_id>/reports/<int:reporter_id>/"
urlpatterns = [
    path("rounds/<int:round_id>/reports/", views.index, name="index"),
    path("rounds/<int:round_id>/reports/all/", views.compiled, name="compiled"),
    path(_ONE, views.report, name="report"),
    path(f"{_ONE}write/", views.write, name="write"),
    path(f"{_ONE}file/", views.upload, name="upload"),
    path(f"{_ONE}submit/", views.submit, name="submit"),
    path(f"{_ONE}return/", views.send_back, name="return"),
    path(f"{_ONE}accept/", views.accept, name="accept"),
]
