"""The address of the checker, under /desk/."""

from django.urls import path

from shuping.documents.views import check

app_name = "documents"
urlpatterns = [path("check-document/", check, name="check")]
