"""Addresses under /desk/rounds/…/bulletins/; the public ones are signposts."""

from django.urls import path

from shuping.bulletins.views import gathering, publishing, writing

app_name = "bulletins"
_HERE = "rounds/<int:round_id>/bulletins/"
_ONE = f"{_HERE}<int:bulletin_id>/"
urlpatterns = [
    path(_HERE, writing.index, name="index"),
    path(f"{_HERE}compose/", writing.compose, name="compose"),
    path(f"{_HERE}round-up/", writing.round_up, name="round_up"),
    path(f"{_HERE}below/", publishing.below, name="below"),
    path(_ONE, writing.bulletin, name="bulletin"),
    path(f"{_ONE}revise/", writing.revise, name="revise"),
    path(f"{_ONE}printed/", writing.printed, name="printed"),
    path(f"{_ONE}parts/", gathering.parts, name="parts"),
    path(f"{_ONE}move/", gathering.move, name="move"),
    path(f"{_ONE}remove/", gathering.remove, name="remove"),
    path(f"{_ONE}look/", publishing.look, name="look"),
    path(f"{_ONE}preview/", publishing.preview, name="preview"),
    path(f"{_ONE}proof/", publishing.proof, name="proof"),
    path(f"{_ONE}publish/", publishing.publish, name="publish"),
    path(f"{_ONE}correct/", publishing.correct, name="correct"),
    path(f"{_ONE}withdraw/", publishing.withdraw, name="withdraw"),
]
