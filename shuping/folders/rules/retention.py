"""What each piece of an archived round is, and for how long it is kept.

After order no. 8 of the State Archives: lists, reports and decisions for good, speeches
and briefs for 30 years, what only led there for 10. Ballots are no piece of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FOR_GOOD, LONG, SHORT = "永久", "30年", "10年"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of piece: what it is called, and how long it is kept."""

    name: str
    kept: str


_KINDS: Mapping[str, Kind] = {
    "round/scheme.toml": Kind("评议规则", FOR_GOOD),
    "round/organisations.csv": Kind("组织名单", FOR_GOOD),
    "round/roster.csv": Kind("述职人名单", FOR_GOOD),
    "round/decisions.csv": Kind("综合评价意见和等次", FOR_GOOD),
    "documents/results.json": Kind("评议结果", FOR_GOOD),
    "round/problems.csv": Kind("问题清单和整改情况", FOR_GOOD),
    "round/reports/": Kind("述职报告", FOR_GOOD),
    "documents/letters": Kind("反馈函", FOR_GOOD),
    "documents/bulletin": Kind("简报", LONG),
    "documents/round-up": Kind("综合报道", LONG),
    "round/meeting.toml": Kind("会议议程和讲话要点", LONG),
    "round/groups.csv": Kind("参会人员", LONG),
    "round/comments.csv": Kind("点评意见", LONG),
    "round/findings.csv": Kind("平时了解情况", LONG),
    "round/highlights.csv": Kind("工作亮点", LONG),
    "round/requests.csv": Kind("基层诉求", LONG),
    "round/electorate.csv": Kind("参评人数", LONG),
    "round/counts.csv": Kind("计票结果", LONG),
    "round/voids.csv": Kind("无效票统计", LONG),
    "round/scores.csv": Kind("各项得分", LONG),
    "round/adjustments.csv": Kind("加减分", LONG),
    "round/triggers.csv": Kind("降档情形", LONG),
    "round/flags.csv": Kind("资格条件", LONG),
    "bulletins.json": Kind("简报各版本", LONG),
    "round-ups.json": Kind("综合报道各版本", LONG),
    "standing.json": Kind("归档时所处阶段", SHORT),
    "round/lower.csv": Kind("下级进度", SHORT),
}
_OTHER = Kind("其他材料", LONG)


def kind_of(path: str) -> Kind:
    """Return what the piece at a path of the package is."""
    return next((kind for at, kind in _KINDS.items() if path.startswith(at)), _OTHER)
