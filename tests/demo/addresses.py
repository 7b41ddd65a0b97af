"""The addresses of an installation that is the demo."""

from django.urls import include, path

from shuping import urls

urlpatterns = [*urls.urlpatterns, path("desk/demo/", include("shuping.demo.urls"))]
