"""A report from its first word to its end, by the people whose business each step is.

Nothing here calls a service: everything is read from pages and sent by their forms.
"""

from pytest_django.fixtures import Settings

from shuping.accounts.models import Person
from shuping.rounds.models import Reporter
from tests.desk import Desk


def test_a_report_is_written_submitted_returned_and_accepted(  # noqa: PLR0915 - a journey
    reporter: Reporter,
    liaison: Person,
    secretary: Person,
    organiser: Person,
    settings: Settings,
) -> None:
    settings.LANGUAGE_CODE = "en"
    writing, confirming, judging = Desk(liaison), Desk(secretary), Desk(organiser)

    writing.open("/desk/")
    writing.go("the report of 云台街道党工委书记")
    writing.go("Write")
    writing.press(
        "Save", **{"part-last_year": "改了两项。", "part-problems": "调研不深。"}
    )
    assert "The report is saved." in writing.page
    assert "Submit these words" not in writing.page

    confirming.open("/desk/")
    confirming.go("the report of 云台街道党工委书记")
    assert "调研不深。" in confirming.page
    confirming.press("Submit these words")
    assert "The report is submitted." in confirming.page
    assert "Accept as final" not in confirming.page

    judging.open(f"/desk/rounds/{reporter.round_id}/")
    judging.go("Reports")
    judging.go("云台街道党工委书记")
    judging.press("Return it", because="问题要具体到事。")
    assert "The report is returned; its reporter reads why." in judging.page

    writing.open("/desk/")
    writing.go("the report of 云台街道党工委书记")
    assert "问题要具体到事。" in writing.page
    writing.go("Write")
    writing.press("Save", **{"part-problems": "全年只到三个居民区调研。"})
    assert "改了两项。" in writing.page

    confirming.open(confirming.there)
    confirming.press("Submit these words")
    judging.open(judging.there)
    assert "全年只到三个居民区调研。" in judging.page
    judging.press("Accept as final")
    assert "The report is accepted as final." in judging.page

    writing.open("/desk/")
    assert "the report of" not in writing.page
    writing.go("This year")
    writing.go("Reports")
    assert "accepted" in writing.page
