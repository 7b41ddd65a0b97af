"""Addresses of the tree and of the people."""

from django.urls import path

from shuping.organisations import views
from shuping.organisations.views import importing, keeping, people

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.index, name="index"),
    path("organisations/list/", importing.listed, name="list"),
    path("organisations/bodies/", importing.bodies, name="bodies"),
    path(
        "organisations/bodies/template/",
        importing.bodies_template,
        name="bodies_template",
    ),
    path("organisations/posts/", importing.posts, name="posts"),
    path(
        "organisations/posts/template/",
        importing.posts_template,
        name="posts_template",
    ),
    path("organisations/<int:organisation_id>/add/", keeping.add, name="add"),
    path("organisations/<int:organisation_id>/change/", keeping.change, name="change"),
    path("organisations/<int:organisation_id>/move/", keeping.move, name="move"),
    path(
        "organisations/<int:organisation_id>/appoint/", keeping.appoint, name="appoint"
    ),
    path("tenures/<int:tenure_id>/end/", keeping.end, name="end"),
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
