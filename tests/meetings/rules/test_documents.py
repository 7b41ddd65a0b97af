"""The papers of a meeting."""

import datetime as dt
from dataclasses import replace

from shuping.documents.rules.content import Document, Heading, Paragraph, Table
from shuping.meetings.rules.documents import (
    Card,
    Gathering,
    Speaker,
    Spoken,
    agenda,
    cards,
    host_script,
    minutes,
    notice,
)

DAY = dt.date(2019, 12, 20)
ARRANGED = Gathering(
    convenor="临江区委",
    title="临江区2019年度述职评议会",
    date=dt.date(2019, 12, 27),
    place="区会议中心",
    chair="区委主要领导",
    agenda=("通报述职问题整改情况", "口头述职", "民主测评"),
    present=(
        ("主持", "区委主要领导"),
        ("出席", "区委常委"),
        ("列席", "党代表、群众代表"),
    ),
    oral=(
        Speaker("云台街道党工委", "书记", "陈静"),
        Speaker("河湾镇党委", "书记", "𠮷野"),
    ),
    written=(Speaker("区水务局党组", "书记"),),
    speech=6,
)
BARE = Gathering("临江区委", "述职评议会")


def words(document: Document) -> list[str]:
    return [
        one.label + one.text if isinstance(one, Paragraph) else one.text
        for one in document.blocks
        if isinstance(one, Paragraph | Heading)
    ]


def test_a_notice_says_when_where_who_and_in_which_order() -> None:
    document = notice(ARRANGED, DAY)

    assert words(document) == [
        "经研究，决定召开临江区2019年度述职评议会。现将有关事项通知如下。",
        "一、时间和地点",
        "时间：2019年12月27日。",
        "地点：区会议中心。",
        "二、参加人员",
        "出席：区委常委。",
        "列席：党代表、群众代表。",
        "三、会议议程",
        "1.通报述职问题整改情况",
        "2.口头述职",
        "3.民主测评",
        "四、有关要求",
        (
            "一是口头述职每人不超过6分钟；二是请按时到会，因故不能参加的，请提前书面请假；"
            "三是会议材料注意保管。"
        ),
    ]
    assert [one.title for one in document.attachments] == [
        "口头述职顺序",
        "书面述职名单",
    ]
    assert document.attachments[0].blocks == (
        Table(
            ("序号", "单位", "姓名", "职务"),
            (
                ("1", "云台街道党工委", "陈静", "书记"),
                ("2", "河湾镇党委", "𠮷野", "书记"),
            ),
            (3, 10, 5, 11),
            whole=True,
        ),
    )


def test_a_notice_of_a_meeting_of_which_little_is_known_says_that_more_follows() -> (
    None
):
    assert words(notice(BARE, DAY))[1:] == [
        "一、时间和地点",
        "时间：另行通知。",
        "地点：另行通知。",
        "二、有关要求",
        "一是请按时到会，因故不能参加的，请提前书面请假；二是会议材料注意保管。",
    ]
    assert notice(BARE, DAY).attachments == ()


def test_an_agenda_lists_the_steps_and_the_order_of_speaking() -> None:
    assert words(agenda(ARRANGED)) == [
        "时间：2019年12月27日。",
        "地点：区会议中心。",
        "主持：区委主要领导。",
        "一、议程",
        "1.通报述职问题整改情况",
        "2.口头述职",
        "3.民主测评",
        "二、口头述职顺序",
    ]
    assert len(agenda(BARE).blocks) == 2


def test_a_host_calls_each_reporter_in_the_order_of_speaking() -> None:
    assert words(host_script(ARRANGED)) == [
        "同志们：",
        "现在开会。今天，我们召开临江区2019年度述职评议会。",
        "今天出席的有区委常委；列席的有党代表、群众代表。",
        "今天的会议共有3项议程。",
        "一、通报述职问题整改情况",
        "现在进行第一项议程：通报述职问题整改情况。",
        "二、口头述职",
        "现在进行第二项议程：口头述职。",
        "请述职的同志把握时间，每人不超过6分钟。",
        "首先，请云台街道党工委书记陈静述职。",
        "（述职后）请领导点评。",
        "下面，请河湾镇党委书记𠮷野述职。",
        "（述职后）请领导点评。",
        "三、民主测评",
        "现在进行第三项议程：民主测评。",
        "今天会议的各项议程已经完成。散会。",
    ]


def test_a_host_script_of_a_bare_meeting_opens_and_closes_it() -> None:
    unlimited = Gathering("区委", "会", agenda=("述职",))

    assert words(host_script(BARE)) == [
        "同志们：",
        "现在开会。今天，我们召开述职评议会。",
        "今天会议的各项议程已经完成。散会。",
    ]
    assert words(host_script(unlimited))[-2] == "现在进行第一项议程：述职。"


def test_minutes_tell_comments_guidance_and_what_is_asked() -> None:
    spoken = Spoken(
        comments=(("云台街道党工委书记", ("抓得实。", "还要细。")),),
        judgement="准备充分。",
        affirmed=("政治引领抓得实", "问题整改有回音"),
        suggestions=("接受群众评判",),
        points=("压实责任。看沉下去多少。",),
    )

    assert words(minutes(ARRANGED, spoken, DAY)) == [
        "时间：2019年12月27日。",
        "地点：区会议中心。",
        "主持：区委主要领导。",
        "出席：区委常委。",
        "列席：党代表、群众代表。",
        "一、述职和点评",
        "（一）云台街道党工委书记",
        "抓得实。",
        "还要细。",
        "二、上级到会指导意见",
        "准备充分。",
        "肯定：一是政治引领抓得实；二是问题整改有回音。",
        "建议：接受群众评判。",
        "三、会议要求",
        "压实责任。看沉下去多少。",
    ]
    assert words(minutes(BARE, Spoken(), DAY)) == [
        "时间：另行通知。",
        "地点：另行通知。",
    ]


def test_only_attendance_is_set_off_in_minutes_and_nothing_in_a_notice() -> None:
    there = (("出席", "区委常委"), ("到会指导", "市委组织部"), ("列席", "党代表"))
    facts = replace(ARRANGED, present=there)

    def labels(document: Document) -> list[str]:
        those = [one for one in document.blocks if isinstance(one, Paragraph)]
        return [one.label for one in those if one.label]

    assert labels(minutes(facts, Spoken(), DAY)) == ["出席：", "列席："]
    assert labels(notice(facts, DAY)) == labels(agenda(facts)) == []


def test_a_card_has_what_is_known_and_room_to_write() -> None:
    document = cards(
        "临江区2019年度", [Card("陈静", ("走访：好",), (), ("要细", "要实"))]
    )

    assert document.marking == "内部"
    assert document.blocks == (
        Heading("一、陈静"),
        Table(
            ("事项", "内容"),
            (
                ("平时了解", "走访：好。"),
                ("上年问题", ""),
                ("点评要点", "要细；要实。"),
                ("补充", ""),
            ),
            (2, 9),
            3,
            whole=True,
        ),
    )
