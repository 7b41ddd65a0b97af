"""What stands in the records that are signed."""

from dataclasses import replace

from shuping.ballots.rules import records
from shuping.ballots.rules.balance import Balance
from shuping.ballots.rules.records import ClassNumbers, Counting, Opening, Tables, Taken
from shuping.ballots.rules.states import STEPS, Step
from shuping.ballots.rules.telling import VOIDS
from shuping.documents.rules.content import Document, Heading, Paragraph, Table
from shuping.urn.box import LEVELS

STEP = Taken(Step.COMMIT, "组织", "监票", "2020-01-03 08:30")
OPENING = Opening(
    round="测评",
    box="ab" * 16,
    level="strict",
    made="here",
    key_made="apart",
    form="1" * 64,
    scheme="2" * 64,
    issue_root="3" * 64,
    fingerprint="4" * 32,
    verifier="5" * 64,
    slips=(("A类", 30), ("B类", 12)),
    steps=(STEP,),
    zero=(Balance("A", "A类", 30, 0, 0, 0), Balance("B", "B类", 12, 0, 0, 0)),
)
COUNTING = Counting(
    round="测评",
    box="ab" * 16,
    ballot_root="6" * 64,
    classes=(
        ClassNumbers("A类", 30, 28, 27, 1, 20, 6, 24, 1, (("all_same", 1),)),
        ClassNumbers("B类", 12, 12, 12, 0, 0, 4, 4, 0, ()),
    ),
    counts=(
        Tables("A类", ("好", "差"), (("甲", "3", "1"),)),
        Tables("B类", ("好", "差"), (), "不单独公布。"),
    ),
    steps=(STEP,),
)


def tables(document: Document) -> list[Table]:
    return [one for one in document.blocks if isinstance(one, Table)]


def headings(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading)]


def paragraphs(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Paragraph)]


def test_every_level_step_and_reason_has_its_words() -> None:
    assert set(records.LEVELS) == set(LEVELS)
    assert set(records.STEPS) == set(STEPS)
    assert set(records.VOIDS) == set(VOIDS)


def test_the_opening_record_says_all_that_is_fixed_and_that_nothing_is_in() -> None:
    document = records.opening_record(OPENING)
    known, slips, zero, steps, signed = tables(document)

    assert document.title == "开箱记录"
    assert known.rows[0] == ("票箱编号", "abababab abababab abababab abababab")
    assert [row[0] for row in known.rows] == [
        "票箱编号",
        "保密级别",
        "投票码",
        "密钥",
        "票样校验值",
        "评议规则校验值",
        "投票码校验根",
        "公钥指纹",
        "回执验证公钥",
    ]
    assert slips.rows == (("A类", "30"), ("B类", "12"), ("合计", "42"))
    assert steps.rows == (("封定票箱", "组织", "监票", "2020-01-03 08:30"),)
    assert [row[0] for row in signed.rows] == ["监票人", "监票人", "计票人", "计票人"]
    assert paragraphs(document)[1] == "打印本记录时，票箱内有手机票0张、纸质票0张。"
    assert zero.rows == (("A类", "30", "0", "0", "0"), ("B类", "12", "0", "0", "0"))


def test_a_record_of_later_says_that_it_shows_no_zero() -> None:
    document = records.opening_record(replace(OPENING, zero=(), rehearsal=True))

    assert document.title == "开箱记录（演练）"
    assert "补印" in paragraphs(document)[1]


def test_the_count_sheet_of_an_urn_tells_what_became_of_every_slip() -> None:
    slips = (Balance("A", "A类", 30, 3, 2, 20), Balance("B", "B类", 12, 1, 0, 11))
    document = records.count_sheet(replace(COUNTING, balance=slips))

    assert "二、投票码收发" in headings(document)
    assert tables(document)[1].rows == (
        ("A类", "30", "3", "2", "20", "5"),
        ("B类", "12", "1", "0", "11", "0"),
        ("合计", "42", "4", "2", "31", "5"),
    )


def test_the_count_sheet_has_the_balance_the_root_and_the_counts() -> None:
    document = records.count_sheet(COUNTING)
    came, valid, counts, proof, _, _ = tables(document)

    assert came.rows == (
        ("A类", "30", "28", "27", "1", "20", "6"),
        ("B类", "12", "12", "12", "0", "0", "4"),
        ("合计", "42", "40", "39", "1", "20", "10"),
    )
    assert valid.rows == (
        ("A类", "24", "1", "1（全部评为同一等次1张）"),
        ("B类", "4", "0", "0"),
    )
    assert counts.rows == (("甲", "3", "1"),)
    assert headings(document) == [
        "一、到会和发票、收票",
        "二、有效、弃权和无效",
        "三、A类票数",
        "四、B类票数",
        "五、校验",
        "六、经过",
        "七、签名",
    ]
    assert proof.rows[1][1].startswith("66666666 66666666")


def test_a_box_of_paper_has_no_root_and_no_steps() -> None:
    document = records.count_sheet(replace(COUNTING, ballot_root="", steps=()))

    assert headings(document)[-1] == "五、签名"
