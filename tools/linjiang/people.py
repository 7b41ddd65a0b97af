"""The bodies of a fictitious district, and what each is given to be and to say."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
SLOT = re.compile(r"\{([abcpu])\}")
PARTY_COMMITTEES = (
    "教育",
    "司法",
    "住房",
    "交通",
    "农业农村",
    "卫生",
    "应急",
    "市场监管",
    "国资",
)
INSTITUTIONS = ("中心", "医院", "中学", "学校", "图书馆")
ASKS = 0.45
RURAL = ("乡村", "田间", "新村民", "河道")
URBAN = ("弄堂", "商圈", "楼长", "楼组", "园区")
GROUPS = ("工会", "团", "妇联", "科协", "工商联", "残联", "红十字", "文联", "侨联")


def load(name: str) -> dict[str, Any]:
    """Read one of the files of words."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


WORDS = load("words.toml")
THEMES = {
    "T": load("themes_streets.toml")["theme"],
    "D": load("themes_departments.toml")["theme"],
    "E": load("themes_enterprises.toml")["theme"],
}


@dataclass(frozen=True)
class Body:
    """A body that reports, its themes of this year and of the last."""

    code: str
    name: str
    sector: str
    kind: str
    post: str
    mode: str
    themes: tuple[dict[str, Any], ...]
    last: dict[str, Any]
    highlight: str
    request: str

    @property
    def group(self) -> str:
        """Return whose words it speaks: streets, departments or enterprises."""
        if self.sector == "street_town":
            return "T"
        return "D" if self.sector in ("department", "group") else "E"


def sector_of(name: str) -> str:
    """Tell the sector by the name."""
    if name.endswith(("街道", "镇", "工业区", "开发区", "园区", "高新园")):
        return "street_town"
    if name.endswith(("集团", "公司")):
        return "enterprise"
    if name.endswith(INSTITUTIONS):
        return "institution"
    return "group" if any(word in name for word in GROUPS) else "department"


def suits(name: str, said: str) -> bool:
    """Tell whether what is said of villages or of towns fits this body."""
    if any(word in said for word in RURAL):
        return name.endswith("镇")
    return not name.endswith("镇") or not any(word in said for word in URBAN)


def _post(name: str, sector: str) -> tuple[str, str]:
    """Return the kind of the body and the post of its secretary."""
    if name.endswith("镇") or sector in ("enterprise", "institution"):
        return "committee", "党总支书记" if name.endswith("图书馆") else "党委书记"
    if sector == "street_town" or name.endswith("党工委"):
        return "committee", "党工委书记"
    if any(word in name for word in PARTY_COMMITTEES):
        return "committee", "党委书记"
    return "group", "党组书记"


def body(
    random: Random, code: str, name: str, mode: str, requests: list[dict[str, str]]
) -> Body:
    """Make a body: five themes drawn, one of them for the year before."""
    sector = sector_of(name)
    kind, post = _post(name, sector)
    group = Body(code, name, sector, kind, post, mode, (), {}, "", "").group
    fitting = [theme for theme in THEMES[group] if suits(name, theme["title"])]
    *themes, last = random.sample(fitting, 8 if code == "LJ37" else 5)
    fits = [one for one in requests if one["for"] == group]
    request = ""
    if fits and random.random() < ASKS:
        request = fits[0]["text"]
        requests.remove(fits[0])
    named = [one for one in WORDS["highlights"][group] if suits(name, one)]
    highlight = random.choice(named)
    return Body(
        code, name, sector, kind, post, mode, tuple(themes), last, highlight, request
    )


def filled(random: Random, text: str, group: str = "T") -> str:
    """Fill the gaps of a sentence with numbers of the right size."""
    drawn: dict[str, Callable[[], str]] = {
        "a": lambda: str(random.randint(2, 9)),
        "b": lambda: str(random.randint(11, 28)),
        "c": lambda: random.choice("三四五六七八"),
        "p": lambda: str(random.randint(46, 79)),
        "u": lambda: random.choice(WORDS["units"][group]),
    }
    return SLOT.sub(lambda slot: drawn[slot[1]](), text)


def characters(text: str) -> int:
    """Count as a word processor does: hanzi and marks one each, runs of others one."""
    runs = re.findall(r"[\x21-\x7e]+|[^\s\x21-\x7e]", text)
    return len(runs)
