"""Addresses under /desk/rounds/…/ballots/."""

from django.urls import path

from shuping.ballots import views
from shuping.ballots.views import keys, unused, urns

app_name = "ballots"
_HERE = "rounds/<int:round_id>/ballots/"
urlpatterns = [
    path(_HERE, views.index, name="index"),
    path(f"{_HERE}prepare/", views.prepare, name="prepare"),
    path(f"{_HERE}open/", views.open_box, name="open"),
    path(f"{_HERE}urn/", urns.use_the_urn, name="use_the_urn"),
    path(f"{_HERE}slips/", urns.take_slips, name="take_slips"),
    path(f"{_HERE}slips/make/", urns.make_slips, name="make_slips"),
    path(f"{_HERE}key/", keys.take_key, name="take_key"),
    path(f"{_HERE}key/make/", keys.make_key, name="make_key"),
    path(f"{_HERE}propose/", urns.propose, name="propose"),
    path(f"{_HERE}second/", urns.second, name="second"),
    path(f"{_HERE}withdraw/", urns.withdraw, name="withdraw"),
    path(f"{_HERE}pause/", urns.pause, name="pause"),
    path(f"{_HERE}paper/", urns.join_paper, name="join_paper"),
    path(f"{_HERE}unused/", unused.unused, name="unused"),
    path(f"{_HERE}unused/sealed/", unused.seal_up, name="seal_up"),
    path(f"{_HERE}unused/agree/", unused.agree, name="agree"),
    path(f"{_HERE}unused/withdraw/", unused.take_back, name="take_back"),
    path(f"{_HERE}recount/", urns.recount, name="recount"),
    path(f"{_HERE}type/", views.type_sheet, name="type"),
    path(f"{_HERE}mismatches/", views.mismatches, name="mismatches"),
    path(f"{_HERE}count/", views.count, name="count"),
    path(f"{_HERE}outcome/", views.outcome, name="outcome"),
    path(f"{_HERE}sheet/", views.sheet, name="sheet"),
    path(f"{_HERE}papers/", views.papers, name="papers"),
    path(f"{_HERE}record/", views.record, name="record"),
    path(f"{_HERE}bundle/", views.bundle, name="bundle"),
]
