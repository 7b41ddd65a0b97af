"""Who may do what, and when: the whole of it, in one table.

An act is allowed when the person holds one of its duties, in the tree or in the
round, and the round stands at one of its stages. Services ask before they act and
pages before they show a button. What may be seen at all is decided earlier, by the
scoped queries of each room.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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


class Act(StrEnum):
    """Something that a person does in a round."""

    START_ROUND = "start round"
    ADVANCE_ROUND = "advance round"
    WAIVE_FACT = "waive fact"
    ENROL_REPORTERS = "enrol reporters"
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
    TYPE_SHEET = "type sheet"
    SETTLE_MISMATCH = "settle mismatch"
    COUNT_BOX = "count box"
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
_IN_MEETING = frozenset({Stage.MEETING})
_APPRAISING = frozenset({Stage.APPRAISING})
_REPORTING = frozenset({Stage.REPORTING})

CHARTER: Mapping[Act, Terms] = {
    Act.START_ROUND: _allow(_O, at=frozenset({Stage.PREPARING})),
    Act.ADVANCE_ROUND: _allow(_O),
    Act.WAIVE_FACT: _allow(_O),
    Act.ENROL_REPORTERS: _allow(_O, at=frozenset({Stage.PREPARING})),
    Act.NOTE_FINDING: _allow(_O),
    Act.WRITE_REPORT: _allow(_R, _L, _O, at=BEFORE_MEETING),
    Act.SUBMIT_REPORT: _allow(_R, _O, at=_REPORTING),
    Act.RETURN_REPORT: _allow(_O, at=_REPORTING),
    Act.ACCEPT_REPORT: _allow(_O, at=_REPORTING),
    Act.ARRANGE_MEETING: _allow(_O),
    Act.DRAFT_COMMENT: _allow(_O, Duty.RECORDER, Duty.LEADER),
    Act.CONFIRM_COMMENT: _allow(Duty.LEADER),
    Act.RECORD_MEETING: _allow(_O, Duty.RECORDER),
    Act.PREPARE_BOX: _allow(_O, at=UP_TO_MEETING),
    Act.TYPE_SHEET: _allow(Duty.TELLER, at=_IN_MEETING),
    Act.SETTLE_MISMATCH: _allow(Duty.TELLER, at=_IN_MEETING),
    Act.COUNT_BOX: _allow(Duty.MONITOR, at=_IN_MEETING),
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
    Act.PROOF_BULLETIN: _allow(_O, Duty.LEADER),
    Act.PUBLISH_BULLETIN: _allow(_O),
}


def allows(act: Act, *, duties: frozenset[Duty], stage: Stage) -> bool:
    """Tell whether a person with these duties may do this at this stage."""
    terms = CHARTER[act]
    return stage in terms.stages and not terms.duties.isdisjoint(duties)
