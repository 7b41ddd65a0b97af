"""What may be said of the comments: whether they reached every oral reporter."""

import re

from shuping.bulletins.rules.phrases import listing
from shuping.bulletins.rules.posts import joint_post
from shuping.bulletins.rules.record import Comment, Record

_RESTS_ON = re.compile(r"结合(.+?)掌握的情况")
_FOUND_BY = {"inspection": "调研督导", "visit": "走访"}
# Words by which a request says itself that it named what falls short.
_FALLS_SHORT = ("短板", "不足")


def individual(record: Record) -> list[Comment]:
    """Return the comments on single reporters."""
    return [one for one in record.comments if one.code and not one.common]


def common(record: Record, kind: str) -> tuple[str, ...]:
    """Return what was said of all of them, each once, in the order it was noted."""
    said = (
        one.text
        for one in record.comments
        if one.kind == kind and (one.common or not one.code)
    )
    return tuple(dict.fromkeys(said))


def reached(record: Record, comments: list[Comment]) -> bool:
    """Tell whether there is one of these comments for every oral reporter."""
    codes = {one.code for one in comments}
    return bool(record.oral) and all(one.code in codes for one in record.oral)


def on_each(record: Record) -> str:
    """Return the sentence about the comments; empty where there were none.

    逐一 and 一一 stand only where there are several and none was left out.
    """
    comments = individual(record)
    reporters = {one.code: one for one in (*record.oral, *record.written)}
    spoken_of = [reporters[one.code] for one in comments if one.code in reporters]
    if not spoken_of:
        return ""
    if not reached(record, comments):
        count = len({one.code for one in spoken_of})
        return f"{_by(comments)}{_basis(record)}对{count}名述职人作了点评。"
    posts = joint_post(one.post for one in record.oral)
    whom = f"{len(record.oral)}名口头述职的{posts}"
    act = "逐一点评" if _several(record) else "作了点评"
    return f"{_by(comments)}{_basis(record)}对{whom}{act}{_what(record)}。"


def _several(record: Record) -> bool:
    return len(record.oral) > 1


def _by(comments: list[Comment]) -> str:
    authors = list(dict.fromkeys(one.author for one in comments if one.author))
    return authors[0] if len(authors) == 1 else "有关领导"


def _basis(record: Record) -> str:
    for item in (item for meeting in record.meetings for item in meeting.agenda):
        if found := _RESTS_ON.search(item):
            return f"结合{found[1]}掌握的情况，"
    seen = [word for kind, word in _FOUND_BY.items() if kind in record.known_from]
    return f"结合平时{listing(seen)}掌握的情况，" if seen else ""


def _what(record: Record) -> str:
    comments = individual(record)
    short = [one for one in comments if one.kind == "shortcoming" or _names_it(one)]
    requests = [one for one in comments if one.kind == "request"]
    said = [
        words
        for words, those in (("指出短板不足", short), ("提出改进要求", requests))
        if reached(record, those)
    ]
    each = "一一" if _several(record) else ""
    return f"，{each}{'、'.join(said)}" if said else ""


def _names_it(comment: Comment) -> bool:
    return comment.kind == "request" and any(w in comment.text for w in _FALLS_SHORT)
