"""Records of a box that people sign: how it was opened, and how it was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuping.ballots.rules.balance import Balance
from shuping.ballots.rules.opening import UNREADABLE
from shuping.ballots.rules.states import Step
from shuping.ballots.rules.validity import Judgement
from shuping.documents.rules.content import (
    Block,
    Document,
    Paragraph,
    Table,
)
from shuping.documents.rules.numerals import sections
from shuping.urn.box import SIMPLE, STANDARD, STRICT

LEVELS: Mapping[str, str] = {
    SIMPLE: "简易：密钥由服务器保管，两人共同办理",
    STANDARD: "标准：密钥装入信封，由两名监票人签名封存",
    STRICT: "严格：三份密钥中的两份可以启封",
}
MADE: Mapping[str, str] = {
    "apart": "在服务器之外制作，服务器从未见过投票码",
    "here": "在服务器上制作（保密强度较弱）",
}
KEY_MADE: Mapping[str, str] = {
    "apart": "在服务器之外生成，服务器从未见过密钥",
    "here": "在服务器上生成（保密强度较弱）",
}
STEPS: Mapping[Step, str] = {
    Step.COMMIT: "封定票箱",
    Step.OPEN: "开箱投票",
    Step.CLOSE: "截止投票",
    Step.COUNT: "启封计票",
    Step.ANNUL: "票箱作废",
}
VOIDS: Mapping[str, str] = {
    Judgement.NO_MARK: "没有一格可计",
    Judgement.ALL_SAME: "全部评为同一等次",
    Judgement.TOO_MANY_GOOD: "评最高等次的超过规定",
    UNREADABLE: "密钥不能打开，或与票样不符",
    "void": "无效（不列原因）",
}
_GROUP = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """A step with the two people who took it, and when, as it is written."""

    step: Step
    first: str
    second: str
    when: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands in the opening record; `zero` is empty where voting has begun."""

    round: str
    box: str
    level: str
    made: str
    key_made: str
    form: str
    scheme: str
    issue_root: str
    fingerprint: str
    verifier: str
    slips: tuple[tuple[str, int], ...]
    steps: tuple[Taken, ...]
    zero: tuple[Balance, ...]
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class ClassNumbers:
    """The numbers of one class; `void` are ballots, `void_slips` codes."""

    name: str
    entitled: int
    present: int
    issued: int
    void_slips: int
    phones: int
    papers: int
    valid: int
    abstained: int
    void: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The counts of one class, reporter by reporter; `why` where it is not shown."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """What stands in the count sheet; `ballot_root` is empty for a box of paper."""

    round: str
    box: str
    ballot_root: str
    classes: tuple[ClassNumbers, ...]
    counts: tuple[Tables, ...]
    steps: tuple[Taken, ...]
    balance: tuple[Balance, ...] = ()
    rehearsal: bool = False


def grouped(digits: str) -> str:
    """Return a long number in groups of eight digits, to be read aloud."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def opening_record(facts: Opening) -> Document:
    """Return the record that is signed before a box takes ballots."""
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("票箱", (_known(facts),)),
        ("投票码", (_slips(facts),)),
        ("零票", _zero(facts.zero)),
        ("经过", _steps(facts.steps)),
        ("签名", _signatures()),
    ]
    blocks = (Paragraph(facts.round), *sections(parts))
    return Document(_titled("开箱记录", facts.rehearsal), blocks)


def count_sheet(facts: Counting) -> Document:
    """Return the sheet that is signed after the count (计票报告单)."""
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("到会和发票、收票", (_turnout(facts.classes),)),
        ("投票码收发", _codes(facts.balance)),
        ("有效、弃权和无效", (_validity(facts.classes),)),
        *((f"{one.name}票数", _counts(one)) for one in facts.counts),
    ]
    if facts.ballot_root:
        rows = (
            ("票箱编号", grouped(facts.box)),
            ("选票校验根", grouped(facts.ballot_root)),
        )
        parts.append(("校验", (Table(("事项", "内容"), rows, (3, 9)),)))
    parts += [("经过", _steps(facts.steps)), ("签名", _signatures())]
    blocks = (Paragraph(facts.round), *sections(parts))
    return Document(_titled("计票报告单", facts.rehearsal), blocks)


def _titled(title: str, rehearsal: bool) -> str:  # noqa: FBT001
    return f"{title}（演练）" if rehearsal else title


def _known(facts: Opening) -> Table:
    rows = (
        ("票箱编号", grouped(facts.box)),
        ("保密级别", LEVELS[facts.level]),
        ("投票码", MADE[facts.made]),
        ("密钥", KEY_MADE[facts.key_made]),
        ("票样校验值", grouped(facts.form)),
        ("评议规则校验值", grouped(facts.scheme)),
        ("投票码校验根", grouped(facts.issue_root)),
        ("公钥指纹", grouped(facts.fingerprint)),
        ("回执验证公钥", grouped(facts.verifier)),
    )
    return Table(("事项", "内容"), rows, (3, 9))


def _slips(facts: Opening) -> Table:
    rows = [(name, str(count)) for name, count in facts.slips]
    rows.append(("合计", str(sum(count for _, count in facts.slips))))
    return Table(("类别", "张数"), tuple(rows))


def _zero(classes: Sequence[Balance]) -> tuple[Block, ...]:
    if not classes:
        told = "本记录在开箱投票后补印；零票以投票前签名的开箱记录为准。"
        return (Paragraph(told),)
    sums = sum(one.cast for one in classes), sum(one.sheets for one in classes)
    told = f"打印本记录时，票箱内有手机票{sums[0]}张、纸质票{sums[1]}张。"
    columns = ("类别", "登记码", "作废码", "已投", "纸质票")
    rows = tuple(
        (one.name, *map(str, (one.issued, one.void, one.cast, one.sheets)))
        for one in classes
    )
    return Paragraph(told), Table(columns, rows, (7, 2, 2, 2, 2))


def _codes(classes: Sequence[Balance]) -> tuple[Block, ...]:
    """Return how the slips add up; nothing for a box of paper."""
    if not classes:
        return ()
    columns = ("类别", "登记码", "作废码", "封存码", "已投", "未交回")
    numbers = [
        (one.issued, one.void, one.sealed, one.cast, one.missing) for one in classes
    ]
    rows = [
        (one.name, *map(str, those))
        for one, those in zip(classes, numbers, strict=True)
    ]
    rows.append(("合计", *(str(sum(those)) for those in zip(*numbers, strict=True))))
    return (Table(columns, tuple(rows), (7, 2, 2, 2, 2, 2)),)


def _steps(steps: Sequence[Taken]) -> tuple[Block, ...]:
    if not steps:
        return ()
    rows = tuple((STEPS[one.step], one.first, one.second, one.when) for one in steps)
    return (Table(("步骤", "提出人", "确认人", "时间"), rows, (3, 3, 3, 4)),)


def _turnout(classes: Sequence[ClassNumbers]) -> Table:
    columns = ("类别", "应到", "实到", "发出", "作废码", "手机收回", "纸质收回")
    rows = [
        (one.name, *map(str, numbers)) for one in classes for numbers in [_came(one)]
    ]
    sums = [sum(numbers) for numbers in zip(*map(_came, classes), strict=True)]
    rows.append(("合计", *map(str, sums)))
    return Table(columns, tuple(rows), (9, 2, 2, 2, 3, 4, 4))


def _came(one: ClassNumbers) -> tuple[int, ...]:
    return (
        one.entitled,
        one.present,
        one.issued,
        one.void_slips,
        one.phones,
        one.papers,
    )


def _validity(classes: Sequence[ClassNumbers]) -> Table:
    rows = tuple(
        (one.name, str(one.valid), str(one.abstained), _reasons(one.void))
        for one in classes
    )
    return Table(("类别", "有效", "弃权", "无效及原因"), rows, (6, 2, 2, 7))


def _reasons(void: Sequence[tuple[str, int]]) -> str:
    if not void:
        return "0"
    told = "；".join(f"{VOIDS[why]}{count}张" for why, count in void)
    return f"{sum(count for _, count in void)}（{told}）"


def _counts(one: Tables) -> tuple[Block, ...]:
    if one.why:
        return (Paragraph(one.why),)
    widths = (9, *(2 for _ in one.columns))
    return (Table(("述职人", *one.columns), one.rows, widths),)


def _signatures() -> tuple[Block, ...]:
    rows = tuple((who, "", "") for who in ("监票人", "监票人", "计票人", "计票人"))
    return (Table(("身份", "签名", "日期"), rows, (3, 6, 4), 2, whole=True),)
