"""What a line may be, and the signs by which it is known."""

import re
from collections.abc import Sequence

from shuping.documents.rules.levels import level_of
from shuping.documents.rules.measuring.measured import Line, Page, is_red, most
from shuping.documents.rules.measuring.standard import BODY_SIZE, BOTTOM

ORGAN, NUMBER, MARKING, TITLE, ADDRESSEE = [
    "organ",
    "number",
    "marking",
    "title",
    "addressee",
]
BODY, ATTACHED, SIGNER, DATE, FOLIO = ["body", "attached", "signer", "date", "folio"]
COPIES, ISSUER, ISSUED, TABLE, OTHER = ["copies", "issuer", "issued", "table", "other"]
ANNEX = "annex"
LEVELS = ("level1", "level2", "level3", "level4")
RUNNING = (BODY, *LEVELS)

DOCUMENT_NUMBER = re.compile(
    r"^\W*(?P<organ>[^\d〔\[（(【［]{1,24})(?P<open>[〔\[（(【［])(?P<year>\d{2,4})"
    r"(?P<close>[〕\]）)】］])(?P<nth>第?)(?P<serial>\d{1,5})号"
)
DATE_LINE = re.compile(
    r"^(\d{4}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,3}月"
    r"[一二三四五六七八九十]{1,3}日|\d{4}[-./]\d{1,2}[-./]\d{1,2})$"
)
_MARKING = re.compile(r"^(\d{6}|(绝密|机密|秘密|内部|特急|加急|平急).{0,8})$")
_FOLIO = re.compile(r"^\W*(第\s*)?\d{1,4}(\s*/\s*\d+)?\s*页?(\s*共\s*\d+\s*页)?\W*$")
_DASHED = re.compile(r"^[—―─－–-]+\s*\d{1,4}\s*[—―─－–-]+$")
_ORGAN_SIZE = 26
_MOST_IN_FOLIO = 40
_UPRIGHT = 3
_FOOT = 30
_SENT = re.compile(r"抄\s*送[：:]|主\s*送[：:]")
_SENT_BRIEF = re.compile(r"[报送发][：:]")
_SAYS_TITLE = re.compile(
    r"\S*关于\S+的(决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|方案)"
)
_ISSUE = re.compile(r"第\d+期$")
_ISSUED = re.compile(r"\d\s*[年.-]\s*\d+\s*[月.-]\s*\d+\s*日?\s*(印发)?$")


def tables(page: Page) -> list[tuple[float, float]]:
    """Return from where to where a page holds tables, told or by upright rules."""
    upright = [
        (rule.top - 1, rule.bottom + 1)
        for rule in page.rules
        if rule.bottom - rule.top > _UPRIGHT > rule.right - rule.left
    ]
    return [*page.tabled, *upright]


def usual_size(pages: Sequence[Page]) -> float:
    """Return the size of most type outside tables, or that of the standard if less."""
    sizes = [
        letter.size
        for page in pages
        for line in page.lines
        if not any(top <= line.base <= bottom for top, bottom in tables(page))
        for letter in line.letters
    ]
    return min(BODY_SIZE, most(sizes)) if sizes else BODY_SIZE


def says_title(line: Line) -> bool:
    """Tell whether a line says that it is the title: 关于…的通知, and its like."""
    return bool(_SAYS_TITLE.fullmatch(line.text))


def red_rule(page: Page) -> float:
    """Return how far down the red line of a page is, 0 where there is none."""
    red = [
        rule.top
        for rule in page.rules
        if rule.is_level and is_red(rule.colour) and rule.top < page.height / 2
    ]
    return max(red, default=0)


def is_folio(line: Line, *, is_last: bool) -> bool:
    """Tell whether a line is a page number, by its place or by its dashes."""
    if len(line.text) > _MOST_IN_FOLIO:
        return False
    low = line.base > BOTTOM and bool(_FOLIO.match(line.text))
    return low or (is_last and bool(_DASHED.match(line.text)))


def head_role(line: Line) -> str:
    """Return what a line over the title is, by what it says and how large it is."""
    if is_red(line.colour) or (line.size >= _ORGAN_SIZE and not says_title(line)):
        return ORGAN
    if DOCUMENT_NUMBER.match(line.text):
        return NUMBER
    return MARKING if _MARKING.match(line.text) else OTHER


def is_brief(lines: Sequence[Line]) -> bool:
    """Tell whether a head is that of a brief, whose place the standard leaves free."""
    return any(_ISSUE.match(line.text) for line in lines)


def imprint_from(lines: Sequence[Line]) -> float | None:
    """Return from where down a page holds the imprint, None where it holds none."""
    known = [
        place for place, line in enumerate(lines) if _is_sent(line) or _is_issued(line)
    ]
    if not known:
        return None
    first = min(known)
    # The issuing office may be so long that its day stands on a line below.
    while first and lines[first - 1].size < BODY_SIZE - 1:
        first -= 1
    return lines[first].base - 1


def _is_issued(line: Line) -> bool:
    """Tell whether a line ends with a day of issue: by 印发, or small at the foot."""
    if not _ISSUED.search(line.text[-_MOST_IN_FOLIO:]):
        return False
    low = line.size < BODY_SIZE - 1 and line.base > BOTTOM - _FOOT
    return line.text.endswith("印发") or low


def _is_sent(line: Line) -> bool:
    """Tell whether a line tells to whom copies go; a brief has words of its own."""
    small = line.size < BODY_SIZE - 1
    return bool(_SENT.match(line.text) or (small and _SENT_BRIEF.match(line.text)))


def imprint_role(line: Line, lines: Sequence[Line]) -> str:
    """Return what a line of the imprint is; what stands under the day is `OTHER`."""
    if _is_issued(line):
        return ISSUED
    days = [one.base for one in lines if _is_issued(one)]
    if any(abs(base - line.base) < 1 for base in days):
        return ISSUER
    if any(base < line.base for base in days):
        return OTHER
    above = [one for one in lines if one.base < line.base - 1]
    ended = bool(above) and above[-1].text.endswith("。")
    is_sent = _is_sent(line)
    goes_on = not ended and any(_is_sent(one) for one in above)
    return COPIES if is_sent or goes_on else ISSUER


def level(text: str) -> str | None:
    """Return the level whose numeral a text begins with, None for plain text."""
    at = level_of(text)
    return LEVELS[at - 1] if at else None
