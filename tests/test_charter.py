"""The charter: who may do what, and when."""

import pytest

from shuping.charter import ANY, CHARTER, Act, Duty, Stage, allows


def allowed_to(duty: Duty) -> set[Act]:
    mine = frozenset({duty})
    return {
        act
        for act in Act
        for stage in Stage
        if allows(act, duties=mine, stage=stage) and not act.startswith("see ")
    }


def stages_of(act: Act) -> set[Stage]:
    every = frozenset(Duty)
    return {stage for stage in Stage if allows(act, duties=every, stage=stage)}


def test_every_act_stands_in_the_charter() -> None:
    assert set(CHARTER) == set(Act)


def test_every_act_is_open_to_somebody_at_some_stage() -> None:
    assert [
        a for a, terms in CHARTER.items() if not (terms.duties and terms.stages)
    ] == []


@pytest.mark.parametrize("act", Act)
def test_nobody_may_act_without_a_duty(act: Act) -> None:
    none = frozenset[Duty]()

    assert [s for s in Stage if allows(act, duties=none, stage=s)] == []


def test_the_visiting_supervisor_and_the_auditor_only_look() -> None:
    assert allowed_to(Duty.VISITING) == set()
    assert allowed_to(Duty.AUDITOR) == set()


def test_a_reporter_writes_and_puts_right_but_never_judges() -> None:
    assert allowed_to(Duty.REPORTER) == {
        Act.WRITE_REPORT,
        Act.SUBMIT_REPORT,
        Act.RAISE_PROBLEM,
        Act.TASK_PROBLEM,
        Act.EVIDENCE_PROBLEM,
        Act.RAISE_REQUEST,
    }


def test_a_liaison_officer_does_what_the_reporter_does_but_submit() -> None:
    assert allowed_to(Duty.LIAISON) == allowed_to(Duty.REPORTER) - {Act.SUBMIT_REPORT}


def test_only_a_leader_confirms_a_comment() -> None:
    assert CHARTER[Act.CONFIRM_COMMENT].duties == {Duty.LEADER}
    assert Act.CONFIRM_COMMENT not in allowed_to(Duty.RECORDER)


def test_only_the_owner_shows_evidence_and_only_the_organiser_closes() -> None:
    assert CHARTER[Act.EVIDENCE_PROBLEM].duties == {Duty.REPORTER, Duty.LIAISON}
    assert CHARTER[Act.CLOSE_PROBLEM].duties == {Duty.ORGANISER}


def test_tellers_type_and_monitors_count_at_the_meeting_only() -> None:
    assert allowed_to(Duty.TELLER) == {
        Act.TYPE_SHEET,
        Act.SETTLE_MISMATCH,
        Act.VOID_SLIPS,
    }
    assert allowed_to(Duty.MONITOR) == {
        Act.COUNT_BOX,
        Act.RECOUNT_BOX,
        Act.MOVE_BOX,
        Act.VOID_SLIPS,
    }
    assert stages_of(Act.TYPE_SHEET) == {Stage.MEETING}
    assert stages_of(Act.COUNT_BOX) == {Stage.MEETING}


def test_reports_are_written_before_the_meeting_and_judged_while_reporting() -> None:
    assert stages_of(Act.WRITE_REPORT) == {Stage.PREPARING, Stage.REPORTING}
    assert stages_of(Act.SUBMIT_REPORT) == {Stage.REPORTING}
    assert stages_of(Act.RETURN_REPORT) == {Stage.REPORTING}
    assert stages_of(Act.ACCEPT_REPORT) == {Stage.REPORTING}


def test_the_ledger_is_open_all_year() -> None:
    ledger = [Act.RAISE_PROBLEM, Act.TASK_PROBLEM, Act.EVIDENCE_PROBLEM]
    ledger += [Act.CLOSE_PROBLEM, Act.RAISE_REQUEST, Act.ANSWER_REQUEST]

    assert {act: stages_of(act) for act in ledger} == {act: set(ANY) for act in ledger}
