"""Who may do what, and when: the whole of it, in one table.

An act is allowed when the person holds one of its duties, in the tree or in the
round, and the round stands at one of its stages. Services ask before they act, pages
before they show a button, and the scoped queries of each room before they find
anything: what a person may not see does not exist for that person. Which act a page
needs stands in `doors`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shuping.refusal import Words, say


class Stage(StrEnum):
    """Where a round stands, in the order of the year."""

    PREPARING = "preparing"
    REPORTING = "reporting"
    MEETING = "meeting"
    APPRAISING = "appraising"
    RECTIFYING = "rectifying"
    CLOSED = "closed"


ANY = frozenset(Stage)
BEFORE_MEETING = frozenset({Stage.PREPARING, Stage.REPORTING})
UP_TO_MEETING = BEFORE_MEETING | {Stage.MEETING}
UP_TO_APPRAISING = UP_TO_MEETING | {Stage.APPRAISING}
AFTERWARDS = frozenset({Stage.RECTIFYING, Stage.CLOSED})
ONWARD = AFTERWARDS | {Stage.APPRAISING}
FROM_MEETING = ONWARD | {Stage.MEETING}

STAGES: Mapping[Stage, Words] = {
    Stage.PREPARING: say("preparing"),
    Stage.REPORTING: say("reporting"),
    Stage.MEETING: say("meeting"),
    Stage.APPRAISING: say("appraising"),
    Stage.RECTIFYING: say("rectifying"),
    Stage.CLOSED: say("concluded"),
}


class Duty(StrEnum):
    """What a person is to an organisation or to a round."""

    ORGANISER = "organiser"
    REPORTER = "reporter"
    LIAISON = "liaison"
    LEADER = "leader"
    RECORDER = "recorder"
    VISITING = "visiting"
    TELLER = "teller"
    MONITOR = "monitor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SECURITY = "security"


OWN = frozenset({Duty.REPORTER, Duty.LIAISON})
"""Duties that reach no further than the body itself."""

AT_THE_BOX = frozenset({Duty.TELLER, Duty.MONITOR})
PARTIAL = frozenset(
    {Duty.ORGANISER, Duty.REPORTER, Duty.LIAISON, Duty.ADMINISTRATOR, Duty.SECURITY}
)
"""Duties that nobody holds beside one at the box."""

DUTIES: Mapping[Duty, Words] = {
    Duty.ORGANISER: say("organiser"),
    Duty.REPORTER: say("reporter"),
    Duty.LIAISON: say("liaison officer"),
    Duty.LEADER: say("commenting leader"),
    Duty.RECORDER: say("recorder"),
    Duty.VISITING: say("visiting supervisor"),
    Duty.TELLER: say("teller"),
    Duty.MONITOR: say("monitor"),
    Duty.AUDITOR: say("auditor"),
    Duty.ADMINISTRATOR: say("administrator"),
    Duty.SECURITY: say("security administrator"),
}


class Act(StrEnum):
    """Something that a person does, or looks at, in a round or in the tree."""

    SEE_ROUND = "see round"
    SEE_REPORTER = "see reporter"
    SEE_FINDINGS = "see findings"
    SEE_REPORTS = "see reports"
    SEE_REPORT = "see report"
    SEE_LEDGER = "see ledger"
    SEE_MEETING = "see meeting"
    SEE_COMMENTS = "see comments"
    SEE_BOX = "see box"
    SEE_OUTCOME = "see outcome"
    SEE_BUNDLE = "see bundle"
    SEE_GRADES = "see grades"
    SEE_LETTERS = "see letters"
    SEE_LETTER = "see letter"
    SEE_BULLETINS = "see bulletins"
    SEE_TOLD = "see told"
    SEE_PROGRESS = "see progress"
    SEE_TREE = "see tree"
    KEEP_TREE = "keep tree"
    MAKE_ROUND = "make round"
    CHANGE_SCHEME = "change scheme"
    CHECK_DOCUMENT = "check document"
    EXPORT_ROUND = "export round"
    ARCHIVE_ROUND = "archive round"
    ASSIGN_DUTY = "assign duty"
    SEE_PEOPLE = "see people"
    KEEP_PEOPLE = "keep people"
    GIVE_DUTY = "give duty"
    SEE_JOURNAL = "see journal"
    START_ROUND = "start round"
    ADVANCE_ROUND = "advance round"
    WAIVE_FACT = "waive fact"
    ENROL_REPORTERS = "enrol reporters"
    DRAW_ORDER = "draw order"
    NOTE_FINDING = "note finding"
    WRITE_REPORT = "write report"
    SUBMIT_REPORT = "submit report"
    RETURN_REPORT = "return report"
    ACCEPT_REPORT = "accept report"
    ARRANGE_MEETING = "arrange meeting"
    DRAFT_COMMENT = "draft comment"
    CONFIRM_COMMENT = "confirm comment"
    RECORD_MEETING = "record meeting"
    PREPARE_BOX = "prepare box"
    MOVE_BOX = "move box"
    VOID_SLIPS = "void slips"
    TYPE_SHEET = "type sheet"
    SETTLE_MISMATCH = "settle mismatch"
    COUNT_BOX = "count box"
    RECOUNT_BOX = "recount box"
    ENTER_SCORE = "enter score"
    PROPOSE_GRADES = "propose grades"
    DECIDE_GRADE = "decide grade"
    RAISE_PROBLEM = "raise problem"
    TASK_PROBLEM = "task problem"
    EVIDENCE_PROBLEM = "evidence problem"
    CLOSE_PROBLEM = "close problem"
    RAISE_REQUEST = "raise request"
    ANSWER_REQUEST = "answer request"
    COMPOSE_BULLETIN = "compose bulletin"
    PROOF_BULLETIN = "proof bulletin"
    PUBLISH_BULLETIN = "publish bulletin"


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what terms an act is allowed."""

    duties: frozenset[Duty]
    stages: frozenset[Stage]


def _allow(*duties: Duty, at: frozenset[Stage] = ANY) -> Terms:
    return Terms(frozenset(duties), at)


_O, _R, _L = Duty.ORGANISER, Duty.REPORTER, Duty.LIAISON
_IN_MEETING, _APPRAISING = frozenset({Stage.MEETING}), frozenset({Stage.APPRAISING})
_REPORTING = frozenset({Stage.REPORTING})
_A, _LEADER, _RECORDER = Duty.AUDITOR, Duty.LEADER, Duty.RECORDER
_VISITING, _TELLER, _MONITOR = Duty.VISITING, Duty.TELLER, Duty.MONITOR
_KEYS = (Duty.ADMINISTRATOR, Duty.SECURITY)
_MEETING = (_O, _A, _LEADER, _RECORDER, _VISITING, _TELLER, _MONITOR)

CHARTER: Mapping[Act, Terms] = {
    Act.SEE_ROUND: _allow(*_MEETING, _R, _L),
    Act.SEE_REPORTER: _allow(_O, _A, _LEADER, _R, _L),
    Act.SEE_FINDINGS: _allow(_O, _A, _LEADER),
    Act.SEE_REPORTS: _allow(_O, _A, _LEADER, _RECORDER, _VISITING),
    Act.SEE_REPORT: _allow(_O, _A, _LEADER, _RECORDER, _VISITING, _R, _L),
    Act.SEE_LEDGER: _allow(_O, _A, _LEADER, _VISITING, _R, _L),
    Act.SEE_MEETING: _allow(*_MEETING),
    Act.SEE_COMMENTS: _allow(_O, _A, _LEADER, _RECORDER),
    Act.SEE_BOX: _allow(_O, _A, _TELLER, _MONITOR),
    Act.SEE_OUTCOME: _allow(_O, _A, _LEADER, _MONITOR, at=FROM_MEETING),
    Act.SEE_BUNDLE: _allow(_O, _A, _MONITOR, at=FROM_MEETING),
    Act.SEE_GRADES: _allow(_O, _A, _LEADER, at=ONWARD),
    Act.SEE_LETTERS: _allow(_O, _A, _LEADER, at=ONWARD),
    Act.SEE_LETTER: _allow(_O, _A, _LEADER, _R, _L, at=AFTERWARDS),
    Act.SEE_BULLETINS: _allow(_O, _A, _LEADER),
    Act.SEE_TOLD: _allow(_O, _A, _LEADER, _R, _L),
    Act.SEE_PROGRESS: _allow(_O, _A, _LEADER),
    Act.SEE_TREE: _allow(_O, _A, *_KEYS),
    Act.KEEP_TREE: _allow(_O),
    Act.MAKE_ROUND: _allow(_O),
    Act.CHANGE_SCHEME: _allow(_O, at=frozenset({Stage.PREPARING})),
    Act.CHECK_DOCUMENT: _allow(_O),
    Act.EXPORT_ROUND: _allow(_O),
    Act.ARCHIVE_ROUND: _allow(_O, at=AFTERWARDS),
    Act.ASSIGN_DUTY: _allow(_O),
    Act.SEE_PEOPLE: _allow(_A, *_KEYS),
    Act.KEEP_PEOPLE: _allow(Duty.ADMINISTRATOR),
    Act.GIVE_DUTY: _allow(Duty.SECURITY),
    Act.SEE_JOURNAL: _allow(_A),
    Act.START_ROUND: _allow(_O, at=frozenset({Stage.PREPARING})),
    Act.ADVANCE_ROUND: _allow(_O),
    Act.WAIVE_FACT: _allow(_O),
    Act.ENROL_REPORTERS: _allow(_O, at=frozenset({Stage.PREPARING})),
    Act.DRAW_ORDER: _allow(_O, at=UP_TO_MEETING),
    Act.NOTE_FINDING: _allow(_O),
    Act.WRITE_REPORT: _allow(_R, _L, _O, at=BEFORE_MEETING),
    Act.SUBMIT_REPORT: _allow(_R, _O, at=_REPORTING),
    Act.RETURN_REPORT: _allow(_O, at=_REPORTING),
    Act.ACCEPT_REPORT: _allow(_O, at=_REPORTING),
    Act.ARRANGE_MEETING: _allow(_O),
    Act.DRAFT_COMMENT: _allow(_O, _RECORDER, _LEADER),
    Act.CONFIRM_COMMENT: _allow(_LEADER),
    Act.RECORD_MEETING: _allow(_O, _RECORDER),
    Act.PREPARE_BOX: _allow(_O, at=UP_TO_MEETING),
    Act.MOVE_BOX: _allow(_O, _MONITOR, at=UP_TO_MEETING),
    Act.VOID_SLIPS: _allow(_TELLER, _MONITOR, at=UP_TO_MEETING),
    Act.TYPE_SHEET: _allow(_TELLER, at=_IN_MEETING),
    Act.SETTLE_MISMATCH: _allow(_TELLER, at=_IN_MEETING),
    Act.COUNT_BOX: _allow(_MONITOR, at=_IN_MEETING),
    Act.RECOUNT_BOX: _allow(_MONITOR, at=FROM_MEETING),
    Act.ENTER_SCORE: _allow(_O, at=UP_TO_APPRAISING),
    Act.PROPOSE_GRADES: _allow(_O, at=_APPRAISING),
    Act.DECIDE_GRADE: _allow(_O, at=_APPRAISING),
    Act.RAISE_PROBLEM: _allow(_O, _R, _L),
    Act.TASK_PROBLEM: _allow(_O, _R, _L),
    Act.EVIDENCE_PROBLEM: _allow(_R, _L),
    Act.CLOSE_PROBLEM: _allow(_O),
    Act.RAISE_REQUEST: _allow(_O, _R, _L),
    Act.ANSWER_REQUEST: _allow(_O),
    Act.COMPOSE_BULLETIN: _allow(_O),
    Act.PROOF_BULLETIN: _allow(_O, _LEADER),
    Act.PUBLISH_BULLETIN: _allow(_O),
}

STANDING_IN: Mapping[Act, frozenset[Duty]] = {
    Act.KEEP_TREE: frozenset({Duty.ADMINISTRATOR}),
}
"""Who does an act of the tree while nobody in the installation has its own duty.

A fresh installation has one committee and its administrators, and nobody organises
yet. Until the first organiser has the duty an administrator may bring in the tree;
from then on it is the organisers' alone, for administration and the work of a round
never meet in one.
"""


def allows(act: Act, *, duties: frozenset[Duty], stage: Stage) -> bool:
    """Tell whether a person with these duties may do this at this stage."""
    terms = CHARTER[act]
    return stage in terms.stages and not terms.duties.isdisjoint(duties)
