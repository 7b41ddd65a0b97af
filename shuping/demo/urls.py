"""Addresses of the demo, which stand in no other installation."""

from django.urls import path

from shuping.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("<slug:role>/", views.enter, name="enter"),
]
