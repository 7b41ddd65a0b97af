"""The meeting that is under way on the demo's morning: comments, a box, two tellers."""

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots import queries as boxes
from shuping.ballots import services as ballots
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services import Paper
from shuping.demo.rules import CAST, NOW
from shuping.meetings import services as meetings
from shuping.meetings.rules import Kind, Scope
from shuping.meetings.services import Drafted, MeetingPlan, Seats
from shuping.rounds.models import Round

TURNOUTS = {
    "A": Turnout(entitled=12, present=11, issued=11, returned=11),
    "B": Turnout(entitled=16, present=14, issued=14, returned=14),
    "C": Turnout(entitled=10, present=9, issued=9, returned=9),
}
PLAN = MeetingPlan(
    title="平川区2019年度党（工）委（党组）书记抓基层党建工作述职评议会",
    date=NOW.date(),
    place="区会议中心（虚构）",
    chair="区委主要领导",
    speaker="区委主要领导",
    agenda=(
        "6名党（工）委书记口头述职，逐一点评",
        "民主测评",
        "市委组织部到会指导",
        "讲话",
    ),
)
SEATS = (
    Seats("区领导", "attend", "区领导和领导小组成员", 11, category="A"),
    Seats("述职单位", "evaluate", "述职单位和部门负责人", 14, category="B"),
    Seats("基层代表", "evaluate", "基层党员群众代表", 9, category="C"),
    Seats("市委组织部", "visiting", "市委组织部有关同志", 1),
)
_AUTHOR = "区委主要领导"
COMMENTS = (
    ("PC02", Kind.AFFIRM, "“楼组议事”办得实，居民愿意来、来了有话说。"),
    ("PC02", Kind.SHORTCOMING, "两新组织覆盖底数不清，不少楼宇还没有走到。"),
    ("PC05", Kind.AFFIRM, "村级后备干部早选早育，三年没有断档。"),
)
# How many sheets one teller and both have typed, and which of them is typed unlike.
_TYPED_BY_ONE, _TYPED_BY_BOTH, _UNLIKE = 7, 5, 3


@transaction.atomic
def begin_the_meeting(round_: Round) -> None:
    """Put the meeting under way; a second time changes nothing."""
    if boxes.box_of(round_):
        return
    by = {
        role: Person.objects.get(username=card.username) for role, card in CAST.items()
    }
    meetings.arrange(round_, [PLAN], by=by["organiser"], at=NOW)
    meetings.seat(round_, SEATS, by=by["organiser"], at=NOW)
    reporters = {one.organisation.code: one for one in round_.reporters.all()}
    drafted = [
        Drafted(reporters[code], _AUTHOR, kind, Scope.INDIVIDUAL, text)
        for code, kind, text in COMMENTS
    ]
    meetings.draft_comments(round_, drafted, by=by["recorder"], at=NOW)
    box = ballots.prepare(round_, TURNOUTS, by=by["organiser"], at=NOW)
    ballots.open_typing(box, by=by["organiser"], at=NOW)
    size = boxes.form(round_).size
    first = [_paper(number, size) for number in range(1, _TYPED_BY_ONE + 1)]
    ballots.type_sheets(box, first, by=by["teller"], at=NOW)
    second = [
        _paper(number, size, slip=number == _UNLIKE)
        for number in range(1, _TYPED_BY_BOTH + 1)
    ]
    ballots.type_sheets(box, second, by=by["second-teller"], at=NOW)


def _paper(number: int, size: int, *, slip: bool = False) -> Paper:
    """Return a sheet of class A; the sheets are not all alike, and none is void."""
    marks = bytearray(number * cell % 5 % 3 for cell in range(size))
    marks[0] += slip
    return Paper("A", number, bytes(marks))
