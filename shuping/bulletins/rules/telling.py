"""The paragraphs that tell one round, each empty where the record is silent."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from shuping.bulletins.rules import comments, reporters
from shuping.bulletins.rules.phrases import (
    bare,
    listing,
    own_title,
    place,
    reach,
    run,
    sentence,
    subject,
)
from shuping.bulletins.rules.record import (
    Group,
    Highlight,
    Meeting,
    Point,
    Record,
    Reporter,
)
from shuping.documents.rules.content import chinese_date
from shuping.documents.rules.numerals import count, enumerated

_VERB = re.compile(r"(全程|派员|到会)*(参加|出席|列席|指导)(会议)?$")
_SENT = re.compile(r"(全程|派员|到会)+$")
_THEME = re.compile(r"围绕(“[^”]+”)")
_VOTES = ("民主评议", "民主测评")
_TOTAL = "total"
_CLAUSE = 20  # a shorter body goes on in the sentence of its heading
_FEW = 3  # more groups than these are told apart from who came
_BARE_VERBS = frozenset({"指出", "强调", "要求", "希望", "提出", "认为"})
_MANY = 3  # of more highlights than these only the names are told
_ASPECT = 16  # a longer text about a highlight is a sentence of its own


def paragraphs(record: Record) -> Iterator[str]:
    """Yield the paragraphs of a round, from its opening to its deadline."""
    told = [
        *(opening(record, meeting) for meeting in record.meetings),
        reporting(record),
        comments.on_each(record),
        conclusions(record),
        *(one for meeting in record.meetings for one in points(meeting)),
        *(visiting(record, meeting) for meeting in record.meetings),
        evaluation(record),
        completion(record),
    ]
    yield from (paragraph for paragraph in told if paragraph)


def opening(record: Record, meeting: Meeting) -> str:
    """Tell that the meeting was held, who led it and who came."""
    when = f"于{chinese_date(meeting.date)}" if meeting.date else "近日"
    where = f"在{meeting.place}" if meeting.place else ""
    title = own_title(meeting.title, record.convenor)
    held = f"{place(record.convenor)}{when}{where}召开{title}。"
    # Who came stands once: no table says at which of several meetings.
    came = _came(record) if meeting is record.meetings[0] else []
    return held + sentence("，".join((*_deployed(meeting), *_led(meeting), *came)))


def _led(meeting: Meeting) -> list[str]:
    chair, speaker = meeting.chair, meeting.speaker
    if chair and chair == speaker:
        return [f"{chair}主持并讲话"]
    told = [f"{chair}主持" if chair else "", f"{speaker}讲话" if speaker else ""]
    return [one for one in told if one]


def _came(record: Record) -> list[str]:
    return [
        *_with(record, "attend", "出席"),
        *_with(record, "observe", "列席"),
        *(_with(record, "evaluate", "参加") if _few(record) else []),
        *(_guest(group.wording) for group in _groups(record, "visiting")),
    ]


def _deployed(meeting: Meeting) -> list[str]:
    return [f"会议{bare(item)}" for item in meeting.agenda if "部署" in item]


def _with(record: Record, role: str, verb: str) -> list[str]:
    present = [
        group.wording.removesuffix("会议").removesuffix(verb)
        for group in _groups(record, role)
    ]
    return [listing(present) + verb] if present else []


def _guest(wording: str) -> str:
    return wording if _VERB.search(wording) else f"{wording}到会指导"


def _groups(record: Record, role: str) -> list[Group]:
    return [g for g in record.groups if g.role == role and g.group != _TOTAL]


def reporting(record: Record) -> str:
    """Tell who reported orally and who in writing."""
    told = []
    if record.oral:
        told.append(f"{_those(record.oral)}{_theme(record)}口头述职")
    if record.written:
        rest = "其余" if record.oral and len(record.written) > 1 else ""
        told.append(f"{rest}{_those(record.written)}书面述职")
    if told and not record.meetings:
        told[0] = f"{place(record.convenor)}{record.year}年度，{told[0]}"
    if told and _evaluated(record) and not evaluation(record):
        told.append("并接受评议")
    return sentence("，".join(told))


def _those(reporting: Sequence[Reporter]) -> str:
    told = reporters.phrase(reporting)
    return f"{told}，" if told.endswith("人") else told


def _theme(record: Record) -> str:
    if not record.meetings:
        return ""
    for item in (item for meeting in record.meetings for item in meeting.agenda):
        if found := _THEME.search(item):
            return f"以{found[1]}为主题"
    return f"就{record.year}年工作"


def _evaluated(record: Record) -> bool:
    agenda = (item for meeting in record.meetings for item in meeting.agenda)
    return bool(_groups(record, "evaluate")) or any("评议" in item for item in agenda)


def conclusions(record: Record) -> str:
    """Tell what was affirmed, the highlights, and what all fall short in."""
    affirmed = [bare(text) for text in comments.common(record, "affirm")]
    short = tuple(bare(text) for text in comments.common(record, "shortcoming"))
    asked = tuple(bare(text) for text in comments.common(record, "request"))
    told = f"会议肯定，一年来，{'，'.join(affirmed)}。" if affirmed else ""
    told += highlights(record)
    if short:
        number = f"{count(len(short))}个" if len(short) > 1 else ""
        lead = "会议同时指出，还" if told else "会议指出，"
        told += f"{lead}存在{number}薄弱环节：{enumerated(short)}。"
    if asked:
        told += f"会议提出改进要求：{enumerated(asked)}。"
    return told


def highlights(record: Record) -> str:
    """Name the highlights under the aspect that they share."""
    aspects, sentences = [], ""
    for text, same in groupby(record.highlights, key=_shared_aspect(record)):
        names = [_owned(one.organisation, one.name) for one in same]
        if len(text) > _ASPECT:
            sentences += "".join(f"{name}：{text}。" for name in names)
        else:
            aspects.append((f"{text}方面有" if text else "") + listing(names))
    return (
        f"会议列举的工作亮点：{'；'.join(aspects)}。" if aspects else ""
    ) + sentences


def _shared_aspect(record: Record) -> Callable[[Highlight], str]:
    many = sum(len(bare(one.text)) > _ASPECT for one in record.highlights) > _MANY

    def aspect(one: Highlight) -> str:
        text = bare(one.text)
        return "" if many and len(text) > _ASPECT else text

    return aspect


def _owned(organisation: str, name: str) -> str:
    if not organisation:
        return name
    return f"{organisation}的{name}" if "“" in name else f"{organisation}的“{name}”"


def points(meeting: Meeting) -> Iterator[str]:
    """Yield the points spoken; one without a verb joins the paragraph before."""
    told = ""
    for point in meeting.points:
        if point.verb:
            if told:
                yield told
            told = f"{_by_meeting(point.verb)}，"
        told += _point(point)
    if told:
        yield told


def _by_meeting(verb: str) -> str:
    return f"会议{verb}" if verb in _BARE_VERBS else verb


def _point(point: Point) -> str:
    if point.body and len(point.body) <= _CLAUSE:
        return sentence(f"{bare(point.heading)}，{point.body}")
    return sentence(point.heading) + sentence(point.body)


def visiting(record: Record, meeting: Meeting) -> str:
    """Tell how the visiting supervisor judged the meeting and the year."""
    told = []
    if meeting.judgement:
        lead = "指出，" if "会" in meeting.judgement else "评价会议"
        told.append(lead + bare(meeting.judgement))
    if meeting.affirmed:
        aspects = f"从{run(meeting.affirmed)}{_aspects(meeting.affirmed)}方面"
        work = f"{place(record.convenor)}{record.year}年{subject(record.round)}工作"
        told.append(f"{aspects}肯定了{work}")
    if meeting.suggestions:
        number = _aspects(meeting.suggestions)
        advice = enumerated(tuple(bare(one) for one in meeting.suggestions))
        kinds = f"{number}方面的" if number else ""
        told.append(f"对新一年工作提出{kinds}建议：{advice}")
    guests = [
        _SENT.sub("", _VERB.sub("", group.wording))
        for group in _groups(record, "visiting")
    ]
    who = guests[0] if guests else "上级到会指导同志"
    return f"{who}在点评中{'，'.join(told)}。" if told else ""


def _aspects(those: Sequence[str]) -> str:
    """Count several; one alone needs no number."""
    return f"{count(len(those))}个" if len(those) > 1 else ""


def evaluation(record: Record) -> str:
    """Tell who took part in evaluating, how many, and the vote at the end."""
    present = _groups(record, "evaluate")
    last = next((vote for m in record.meetings if (vote := _vote(m))), "")
    told = "" if last or not present else "参会人员对述职情况进行评议。"
    if present and not _few(record):
        act = "" if last else "并对述职情况进行评议"
        told = (
            f"{listing([g.wording for g in present])}{_number(record)}参加会议{act}。"
        )
    return told + (f"会议最后，参会人员进行{last}。" if last else "")


def _few(record: Record) -> bool:
    """Tell whether those who evaluate are few groups that nobody counted."""
    return len(_groups(record, "evaluate")) <= _FEW and not _number(record)


def _vote(meeting: Meeting) -> str:
    """Return what the vote at the end of a meeting is called there."""
    last = meeting.agenda[-1] if meeting.agenda else ""
    return next((name for name in _VOTES if name in last), "")


def _number(record: Record) -> str:
    groups = [group for group in record.groups if group.role == "evaluate"]
    counted = [g for g in groups if g.group == _TOTAL] or groups
    if not counted or any(group.count is None for group in counted):
        return ""
    more = "余" if any(group.at_least for group in counted) else ""
    return f"共{sum(group.count or 0 for group in counted)}{more}人"


def completion(record: Record) -> str:
    """State by when every level below is done, unless the record states no date."""
    if record.deadline is None:
        return ""
    rounds = f"{reach(record.convenor)}各级党组织的{subject(record.round)}述职评议考核"
    return f"{rounds}，要在{chinese_date(record.deadline)}前全部完成。"
