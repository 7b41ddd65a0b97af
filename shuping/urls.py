"""Where each room hangs in the address space; the pages come with the next issue."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
