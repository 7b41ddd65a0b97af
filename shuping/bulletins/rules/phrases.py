"""How Chinese joins names, and what a place and a round are called in a sentence."""

import re
from collections.abc import Sequence

_ENDS = "。！？；：…"
# Not where the rest names no place or body: 教卫工作党委, 区级机关党工委, 国资委.
_COMMITTEE = re.compile(
    r"((?<!工作)党委|(?<=[道镇乡区园])(党工委|工委|工作委员会)"
    r"|(?<!工作)(?<!管理)委员会|(?<=[省市区县州旗])委)$"
)
_ABOVE = 8  # 上海市长宁区: so much may stand before the place itself
_REACH = ("区", "市", "县", "街道", "镇", "乡", "省", "州", "校", "院")


def beside(name: str, post: str) -> str:
    """Return a name and what follows it, with a space between two Latin words."""
    latin = name[-1:].isascii() and name[-1:].isalnum() and post[:1].isascii()
    return f"{name} {post}" if latin and post else name + post


def sentence(text: str) -> str:
    """Return the text as a sentence, with a full stop where it has no end."""
    bare = text.strip()
    return bare if not bare or bare[-1] in _ENDS else f"{bare}。"


def bare(text: str) -> str:
    """Return the text without the mark at its end, to stand inside a sentence."""
    return text.strip().rstrip("。；，、")


def run(names: Sequence[str]) -> str:
    """Join with 、, which is left out between two names in quotation marks."""
    text = ""
    for name in names:
        quoted = text.endswith(("”", "》")) and name.startswith(("“", "《"))
        text += name if quoted or not text else f"、{name}"
    return text


def listing(names: Sequence[str]) -> str:
    """Join with 、 and 和 before the last; three or more with 、 inside take ，."""
    if len(names) <= 1:
        return "".join(names)
    if all(name.startswith("“") and name.endswith("”") for name in names[-2:]):
        return run(names)
    if any("、" in name for name in names) and len(names) > 2:  # noqa: PLR2004 - 和 joins two
        return "，".join(names[:-1]) + f"，以及{names[-1]}"
    return f"{run(names[:-1])}和{names[-1]}"


def place(convenor: str) -> str:
    """Return the place of a committee: 中共临江区委 is 临江区."""
    name = convenor.removeprefix("中共")
    return _COMMITTEE.sub("", name) or name


def own_title(title: str, convenor: str) -> str:
    """Return a meeting's title without the place it begins with, nor what is above."""
    name = place(convenor)
    before, found, rest = title.partition(name)
    return rest if found and len(before) <= _ABOVE else title


def reach(convenor: str) -> str:
    """Return the word for everything below it: 全区, 全市, 全镇; 本级 if unknown."""
    name = place(convenor)
    return next((f"全{end}" for end in _REACH if name.endswith(end)), "本系统")


def together(places: Sequence[str]) -> str:
    """Join places under their common last word: 长宁、闵行区."""
    for end in _REACH:
        if len(places) > 1 and all(one.endswith(end) for one in places):
            return run([one.removesuffix(end) for one in places]) + end
    return run(places)


def subject(round_name: str) -> str:
    """Return what the round is about, as its name says: 基层党建 or nothing."""
    return "基层党建" if "基层党建" in round_name else ""
