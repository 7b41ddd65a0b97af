"""A problem from the finding to its close, by the people whose business each step is.

Nothing here calls a service: everything is read from pages and sent by their forms.
"""

import pytest
from pytest_django.fixtures import Settings

from shuping.accounts.models import Person
from shuping.organisations.models import Organisation
from shuping.rounds.models import Round
from tests.desk import Desk


@pytest.mark.usefixtures("reporters")
def test_a_problem_is_tasked_evidenced_and_closed_by_the_superior_alone(  # noqa: PLR0915 - a journey
    round_: Round,
    tree: dict[str, Organisation],
    liaison: Person,
    organiser: Person,
    settings: Settings,
) -> None:
    settings.LANGUAGE_CODE = "en"
    owner, superior = Desk(liaison), Desk(organiser)
    ledger = f"/desk/rounds/{round_.pk}/rectification/"

    superior.open(ledger)
    superior.go("Raise a problem")
    superior.press(
        "Write it into the ledger",
        organisation=str(tree["LJ01"].pk),
        text="居村台账报表偏多",
        source="superior",
    )
    assert "pointed out by the superior" in superior.page

    owner.open(ledger)
    owner.go("居村台账报表偏多")
    owner.press(
        "Write it into the ledger",
        measure="清理台账，只留三本",
        leader="党工委书记",
        deadline="2020-06-30",
    )
    assert "The measure stands in the ledger." in owner.page
    owner.press("Send it to the superior", evidence="已清理为三本。")
    assert "The superior will look at it." in owner.page
    assert "Close the problem" not in owner.page
    refused = owner.client.post(f"{owner.there}close/")
    assert refused.status_code == 404

    superior.open(f"{ledger}?mine=on")
    superior.go("居村台账报表偏多")
    superior.press("Not yet enough")
    owner.open(owner.there)
    owner.press("Send it to the superior", evidence="已清理为三本，附目录。")
    superior.open(superior.there)
    assert "已清理为三本，附目录。" in superior.page
    superior.press("Close the problem")
    assert "The problem is closed." in superior.page

    owner.open(owner.there)
    assert "<textarea" not in owner.page
    assert "nothing more to do" in owner.page
