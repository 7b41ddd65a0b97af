"""Addresses of the tree and of the people."""

from django.urls import path

from shuping.organisations import views
from shuping.organisations.views import people

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.index, name="index"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/entrust/", people.entrust, name="entrust"),
    path(
        "people/<int:person_id>/password/",
        people.reset_password,
        name="reset_password",
    ),
    path("people/<int:person_id>/active/", people.set_active, name="set_active"),
    path("people/duties/<int:duty_id>/", people.withdraw, name="withdraw"),
]
