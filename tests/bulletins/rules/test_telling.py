"""The paragraphs of one round."""

import datetime as dt
from dataclasses import replace

import pytest

from shuping.bulletins.rules import comments, telling
from shuping.bulletins.rules.comments import on_each
from shuping.bulletins.rules.phrases import own_title
from shuping.bulletins.rules.record import (
    Comment,
    Group,
    Highlight,
    Meeting,
    Point,
    Record,
    Reporter,
)

ORAL = (
    Reporter("LJ01", "云台街道", "committee", "street_town", "党工委书记"),
    Reporter("LJ02", "河湾镇", "committee", "street_town", "党委书记"),
)
WRITTEN = (Reporter("LJ03", "区水务局", "group", "department", "党组书记"),)
MEETING = Meeting("述职评议会")
RECORD = Record(
    "中共临江区委",
    "2019年度述职评议",
    2019,
    None,
    meetings=(MEETING,),
    oral=ORAL,
    written=WRITTEN,
)


def meeting(**changes: object) -> Record:
    return replace(RECORD, meetings=(replace(MEETING, **changes),))  # type: ignore[arg-type]


def one(code: str, kind: str, text: str = "甲", author: str = "联系领导") -> Comment:
    return Comment(code, author, kind, common=False, text=text)


def test_a_round_of_which_nothing_is_known_is_told_in_two_sentences() -> None:
    assert list(telling.paragraphs(RECORD)) == [
        "临江区近日召开述职评议会。",
        (
            "云台街道、河湾镇2个街镇党（工）委书记就2019年工作口头述职，"
            "区水务局党组书记书面述职。"
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"date": dt.date(2020, 1, 2), "place": "区会议中心"},
            "临江区于2020年1月2日在区会议中心召开述职评议会。",
        ),
        ({"title": "临江区述职评议会"}, "临江区近日召开述职评议会。"),
        (
            {"chair": "区委书记", "speaker": "区委书记"},
            "临江区近日召开述职评议会。区委书记主持并讲话。",
        ),
        (
            {"chair": "区委副书记", "speaker": "区委书记"},
            "临江区近日召开述职评议会。区委副书记主持，区委书记讲话。",
        ),
        ({"chair": "区委书记"}, "临江区近日召开述职评议会。区委书记主持。"),
        ({"speaker": "区委书记"}, "临江区近日召开述职评议会。区委书记讲话。"),
        (
            {"agenda": ("述职", "部署明年工作")},
            "临江区近日召开述职评议会。会议部署明年工作。",
        ),
    ],
)
def test_the_opening_tells_when_where_and_who_led(
    changes: dict[str, object], told: str
) -> None:
    record = meeting(**changes)

    assert telling.opening(record, record.meetings[0]) == told


def test_the_opening_tells_who_came_in_which_role() -> None:
    groups = (
        Group("a", "attend", "区委常委"),
        Group("b", "attend", "副区长"),
        Group("c", "observe", "区人大、区政协主要领导"),
        Group("d", "visiting", "市委组织部有关同志"),
        Group("e", "visiting", "市委巡察办派员参加"),
        Group("f", "evaluate", "群众代表"),
        Group("g", "chair", "区委主要领导"),
    )

    assert telling.opening(replace(RECORD, groups=groups), MEETING) == (
        "临江区近日召开述职评议会。区委常委和副区长出席，区人大、区政协主要领导列席，"
        "群众代表参加，市委组织部有关同志到会指导，市委巡察办派员参加。"
    )


def test_who_came_is_told_of_the_first_meeting_only() -> None:
    second = Meeting("第二次会议", chair="区委副书记")
    groups = (Group("a", "attend", "区委常委"),)
    record = replace(RECORD, meetings=(MEETING, second), groups=groups)

    assert [telling.opening(record, one) for one in record.meetings] == [
        "临江区近日召开述职评议会。区委常委出席。",
        "临江区近日召开第二次会议。区委副书记主持。",
    ]


def test_without_a_meeting_the_year_is_told_once() -> None:
    record = replace(RECORD, meetings=(), written=WRITTEN * 2)

    assert telling.reporting(record) == (
        "临江区2019年度，云台街道、河湾镇2个街镇党（工）委书记口头述职，"
        "其余区水务局、区水务局2个部门党组书记书面述职。"
    )


def test_a_round_all_in_writing_is_told_without_a_meeting() -> None:
    record = replace(RECORD, meetings=(), oral=(), written=ORAL + WRITTEN)

    assert list(telling.paragraphs(record)) == [
        (
            "临江区2019年度，云台街道、河湾镇2个街镇党（工）委书记和区水务局党组书记共3人，"
            "书面述职。"
        )
    ]


def test_nobody_on_the_roster_is_not_told() -> None:
    assert telling.reporting(replace(RECORD, oral=(), written=())) == ""


def test_the_theme_of_the_agenda_is_told() -> None:
    record = meeting(agenda=("围绕“抓基层”主题口头述职",))

    assert telling.reporting(replace(record, written=())) == (
        "云台街道、河湾镇2个街镇党（工）委书记以“抓基层”为主题口头述职。"
    )


def test_evaluation_without_a_sentence_of_its_own_goes_with_the_reports() -> None:
    record = replace(meeting(agenda=("述职", "接受评议", "讲话")), written=())

    assert telling.reporting(record).endswith("口头述职，并接受评议。")
    assert telling.evaluation(record) == ""


def test_a_vote_at_the_end_is_told_at_the_end() -> None:
    record = meeting(agenda=("述职", "民主评议"))

    assert telling.evaluation(record) == "会议最后，参会人员进行民主评议。"


def test_few_who_evaluate_are_told_by_the_opening_and_their_act_after() -> None:
    record = replace(RECORD, groups=(Group("a", "evaluate", "群众代表"),))

    assert telling.evaluation(record) == "参会人员对述职情况进行评议。"


def groups_of(*counts: int | None, at_least: bool = False) -> tuple[Group, ...]:
    return tuple(
        Group(str(n), "evaluate", f"代表{n}", count, at_least=at_least)
        for n, count in enumerate(counts)
    )


def test_groups_that_evaluate_are_counted_together() -> None:
    told = telling.evaluation(replace(RECORD, groups=groups_of(3, 4)))

    assert told == "代表0和代表1共7人参加会议并对述职情况进行评议。"


def test_a_total_counts_for_all_groups_and_at_least_is_told() -> None:
    groups = (*groups_of(None, 4), Group("total", "evaluate", "", 100, at_least=True))

    told = telling.evaluation(replace(RECORD, groups=groups))

    assert told == "代表0和代表1共100余人参加会议并对述职情况进行评议。"


def test_no_number_is_told_when_a_group_is_not_counted() -> None:
    groups = groups_of(1, None, 2, 3)

    told = telling.evaluation(replace(RECORD, groups=groups))

    assert told == "代表0、代表1、代表2和代表3参加会议并对述职情况进行评议。"


def test_many_groups_with_a_vote_at_the_end_only_take_part_before() -> None:
    record = replace(meeting(agenda=("民主测评",)), groups=groups_of(1))

    assert telling.evaluation(record) == (
        "代表0共1人参加会议。会议最后，参会人员进行民主测评。"
    )


def test_each_is_told_only_where_no_oral_reporter_was_left_out() -> None:
    all_of_them = (one("LJ01", "affirm"), one("LJ02", "affirm"))

    assert on_each(replace(RECORD, comments=all_of_them)) == (
        "联系领导对2名口头述职的党（工）委书记逐一点评。"
    )
    assert on_each(replace(RECORD, comments=all_of_them[:1])) == (
        "联系领导对1名述职人作了点评。"
    )
    assert on_each(RECORD) == ""


def test_shortcomings_and_requests_are_told_only_where_everyone_has_one() -> None:
    shortcomings = (one("LJ01", "shortcoming"), one("LJ02", "shortcoming"))
    requests = (one("LJ01", "request"), one("LJ02", "request", "补上短板"))

    def told(*comments: Comment) -> str:
        return on_each(replace(RECORD, comments=comments)).partition("逐一点评")[2]

    assert told(*shortcomings) == "，一一指出短板不足。"
    assert told(*requests) == "，一一提出改进要求。"
    assert told(*shortcomings, *requests) == "，一一指出短板不足、提出改进要求。"
    assert told(shortcomings[0], one("LJ02", "affirm")) == "。"
    assert told(shortcomings[0], requests[1]) == "，一一指出短板不足。"


def test_the_only_oral_reporter_is_not_spoken_to_one_by_one() -> None:
    comments = (one("LJ01", "shortcoming"), one("LJ01", "request"))

    assert on_each(replace(RECORD, oral=ORAL[:1], comments=comments)) == (
        "联系领导对1名口头述职的党工委书记作了点评，指出短板不足、提出改进要求。"
    )


def test_several_leaders_are_not_named() -> None:
    comments = (one("LJ01", "affirm", author="甲"), one("LJ02", "affirm", author="乙"))

    assert on_each(replace(RECORD, comments=comments)).startswith("有关领导对2名")


def test_what_the_comments_rest_on_is_told() -> None:
    comments = (one("LJ03", "affirm"), one("elsewhere", "affirm"))
    seen = replace(RECORD, comments=comments, known_from=frozenset({"visit"}))
    said = replace(
        meeting(agenda=("讲话", "结合走访掌握的情况点评")), comments=comments
    )

    assert on_each(seen) == "联系领导结合平时走访掌握的情况，对1名述职人作了点评。"
    assert on_each(said) == "联系领导结合走访掌握的情况，对1名述职人作了点评。"


def test_no_comment_on_one_reporter_is_published_in_its_words() -> None:
    comments = (one("LJ01", "shortcoming", "底数不清"), one("LJ02", "affirm", "抓得实"))

    told = "".join(telling.paragraphs(replace(RECORD, comments=comments)))

    assert "底数不清" not in told
    assert "抓得实" not in told


def test_what_holds_for_all_is_affirmed_and_asked() -> None:
    comments = (
        Comment("", "会议", "affirm", common=True, text="工作有进展。"),
        Comment("", "会议", "shortcoming", common=True, text="研究不深入"),
        Comment("LJ01", "会议", "shortcoming", common=True, text="培训不够；"),
        Comment("", "会议", "request", common=True, text="抓好整改"),
    )

    assert telling.conclusions(replace(RECORD, comments=comments)) == (
        "会议肯定，一年来，工作有进展。"
        "会议同时指出，还存在两个薄弱环节：一是研究不深入；二是培训不够。"
        "会议提出改进要求：抓好整改。"
    )


def test_a_single_shortcoming_is_not_counted() -> None:
    comments = (Comment("", "会议", "shortcoming", common=True, text="研究不深入"),)

    assert telling.conclusions(replace(RECORD, comments=comments)) == (
        "会议指出，存在薄弱环节：研究不深入。"
    )


def test_highlights_are_named_under_the_aspect_they_share() -> None:
    highlights = (
        Highlight("", "“甲”", "队伍建设"),
        Highlight("", "乙", "队伍建设"),
        Highlight("云台街道", "丙"),
        Highlight("河湾镇", "“丁”", "在十二个小区设了议事点，居民每月定时议事。"),
    )

    assert telling.highlights(replace(RECORD, highlights=highlights)) == (
        "会议列举的工作亮点：队伍建设方面有“甲”和乙；云台街道的“丙”。"
        "河湾镇的“丁”：在十二个小区设了议事点，居民每月定时议事。"
    )


def test_of_many_long_highlights_only_the_names_are_told() -> None:
    text = "在十二个小区设了议事点，居民每月定时议事。"
    highlights = [Highlight(f"{place}镇", place, text + place) for place in "甲乙丙丁"]

    assert telling.highlights(replace(RECORD, highlights=tuple(highlights))) == (
        "会议列举的工作亮点：甲镇的“甲”、乙镇的“乙”、丙镇的“丙”和丁镇的“丁”。"
    )


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("临江区2019年度述职评议会", "2019年度述职评议会"),
        ("江州市临江区述职评议会", "述职评议会"),
        ("2019年度述职评议会", "2019年度述职评议会"),
        (
            "全市学习贯彻会议精神暨临江区述职评议会",
            "全市学习贯彻会议精神暨临江区述职评议会",
        ),
    ],
)
def test_a_title_is_told_without_the_place_it_begins_with(title: str, own: str) -> None:
    assert own_title(title, "临江区委") == own


def test_a_bare_verb_of_a_point_is_the_meetings() -> None:
    points = (Point("强调", "要压实责任"), Point("区委希望", "要对表"))

    assert list(telling.points(replace(MEETING, points=points))) == [
        "会议强调，要压实责任。",
        "区委希望，要对表。",
    ]


def test_what_was_called_common_twice_is_told_once() -> None:
    called = Comment("LJ01", "区委", "shortcoming", common=True, text="一家之短。")

    assert comments.common(
        replace(RECORD, comments=(called, called)), "shortcoming"
    ) == ("一家之短。",)


def test_long_highlights_alone_need_no_list() -> None:
    highlights = (Highlight("", "“丁”", "在十二个小区设了议事点，居民每月定时议事。"),)

    assert telling.highlights(replace(RECORD, highlights=highlights)) == (
        "“丁”：在十二个小区设了议事点，居民每月定时议事。"
    )


def test_a_point_without_a_verb_goes_on_in_the_paragraph() -> None:
    points = (
        Point("会议指出", "要压实责任", "短句。"),
        Point("会议要求", "要对表", "一句长到要另起一句才读得顺的正文，它自成一句"),
        Point("", "要精准发力"),
    )

    assert list(telling.points(replace(MEETING, points=points))) == [
        "会议指出，要压实责任，短句。",
        (
            "会议要求，要对表。一句长到要另起一句才读得顺的正文，它自成一句。"
            "要精准发力。"
        ),
    ]


def test_the_visiting_supervisor_is_told_by_the_name_of_the_group() -> None:
    visit = meeting(
        judgement="具体实在。", affirmed=("抓得牢", "抓得实"), suggestions=("压实责任",)
    )
    guest = (Group("v", "visiting", "市委组织部有关同志全程参加"),)
    record = replace(visit, groups=guest, round="2019年基层党建述职评议")

    assert telling.visiting(record, record.meetings[0]) == (
        "市委组织部有关同志在点评中评价会议具体实在，从抓得牢、抓得实两个方面肯定了"
        "临江区2019年基层党建工作，对新一年工作提出建议：压实责任。"
    )


def test_one_aspect_is_not_counted_and_one_who_was_sent_speaks_himself() -> None:
    visit = meeting(affirmed=("基层基础抓得硬",), suggestions=("甲", "乙"))
    record = replace(visit, groups=(Group("v", "visiting", "市委组织部派员"),))

    assert telling.visiting(record, record.meetings[0]) == (
        "市委组织部在点评中从基层基础抓得硬方面肯定了临江区2019年工作，"
        "对新一年工作提出两个方面的建议：一是甲；二是乙。"
    )


def test_a_visiting_supervisor_without_a_group_still_speaks() -> None:
    record = meeting(judgement="具体实在")

    assert telling.visiting(record, record.meetings[0]) == (
        "上级到会指导同志在点评中评价会议具体实在。"
    )


def test_the_deadline_is_told_unless_the_record_states_none() -> None:
    stated = replace(RECORD, deadline=dt.date(2020, 1, 15))

    assert telling.completion(stated) == (
        "全区各级党组织的述职评议考核，要在2020年1月15日前全部完成。"
    )
    assert telling.completion(RECORD) == ""
