"""Wording to choose from while a bulletin is mended; nothing of it is a fact."""

from collections.abc import Sequence
from dataclasses import dataclass

from shuping.refusal import Words, say


@dataclass(frozen=True, slots=True)
class Wordings:
    """Phrases for one place of a bulletin."""

    name: Words
    phrases: tuple[str, ...]


WORDINGS: Sequence[Wordings] = (
    Wordings(say("To begin"), ("近日，", "日前，", "年末岁初，", "会上，")),
    Wordings(
        say("What was said"),
        ("会议指出，", "会议强调，", "会议要求，", "会议认为，", "会议希望，"),
    ),
    Wordings(
        say("What was affirmed"),
        ("会议肯定，一年来，", "取得了积极进展", "工作特色鲜明"),
    ),
    Wordings(
        say("What falls short"),
        ("同时要看到，", "还存在以下薄弱环节：", "与要求相比还有差距"),
    ),
    Wordings(
        say("What is asked"),
        ("一是要", "二是要", "三是要", "要抓好问题整改，", "要压实责任，"),
    ),
    Wordings(say("To end"), ("会议最后，参会人员进行民主评议。",)),
)
