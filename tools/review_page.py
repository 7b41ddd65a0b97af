"""Write docs/review-of-the-page.md anew: the page of 3 January 2020 beside ours.

What the page states comes from docs/seed.md; our sentences come from the composer as
it is, so the review cannot say what the program does not write.

    .venv/bin/python tools/review_page.py
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from shuping.bulletins.rules.composing import Head, compose, round_up  # noqa: E402
from shuping.bulletins.rules.facts import NAMES, facts_of, rests_on  # noqa: E402
from shuping.bulletins.rules.slips import slips  # noqa: E402
from shuping.bulletins.rules.states import Kind  # noqa: E402
from shuping.documents.rules.content import Document, Heading, Paragraph  # noqa: E402
from shuping.documents.rules.markdown import write  # noqa: E402
from shuping.wording import characters  # noqa: E402
from tests.bulletins.folder import WINTER, record_of, tables  # noqa: E402
from tests.bulletins.seed_facts import DISTRICT_FACTS, PAGE  # noqa: E402

REVIEW = ROOT / "docs" / "review-of-the-page.md"
TRACE = ROOT / "docs" / "seed.md"
NAMED = {
    "changning": "长宁区",
    "minhang": "闵行区",
    "jiading": "嘉定区",
    "chongming": "崇明区",
}
_ROW = re.compile(r"^\| ([A-Z]{1,2}\d+) \| ([^|]+) \|", re.MULTILINE)
_SENTENCE = re.compile(r"[^。]*。|[^。]+$")
HEAD = """# The page of 3 January 2020 and ours, side by side

Written by `tools/review_page.py` from the composer as it is; a test fails when this
file is behind. The left column is what the page states, in the words of
[the trace](seed.md); the right one is our sentence that states it. The page's own
sentences are not quoted.

## What differs, and why

- **Who reported stands once.** The page names the reporters of 长宁 at the beginning
  and again at the end.
- **Order.** The page puts who attended, who reported and what was said in another
  order in each district. Ours has one: the meeting, who reported, comments, the year's
  work, what was asked, the visiting supervisor, the evaluation, the deadline.
- **Length.** A point is told in two or three sentences; the page gives it as spoken.
- **逐一 and 一一** stand for 闵行 only, where the record has a comment on each of the
  16. The page says 逐一 of 嘉定 too, of the reports and not of comments; ours does not.
- **The deadline** is told for 闵行 only: the page states none for the others.
- **The hour and the editor** of the page are left out; the editor is a private person.
"""


def main() -> None:
    """Write the review."""
    REVIEW.write_text(review(), encoding="utf-8")


def review() -> str:
    """Return the whole review."""
    states = dict(_ROW.findall(TRACE.read_text(encoding="utf-8")))
    parts = [HEAD, _table("The head and the round-up", PAGE, states, _page())]
    for district, name in NAMED.items():
        document = compose(record_of(district))
        parts.append(_table(name, DISTRICT_FACTS[district], states, document))
        parts.append("\n".join(_held(district, document)) + "\n")
    return "\n".join(parts)


def _page() -> Document:
    given = tables(WINTER / "roundup.toml")
    records = [record_of(district) for district in given.pop("rounds")]
    given["breadcrumb"] = tuple(given["breadcrumb"])
    return round_up(records, Head(**given))


def _table(
    name: str,
    facts: Mapping[str, tuple[str, ...]],
    states: Mapping[str, str],
    document: Document,
) -> str:
    text = _sentences(document)
    rows = [
        f"| {number} | {states[number].strip()} | {_ours(told, text)} |"
        for number, told in facts.items()
    ]
    head = ["| no. | the page states | ours |", "|---|---|---|"]
    return "\n".join([f"## {name}", "", *head, *rows, ""])


def _sentences(document: Document) -> list[str]:
    lines = [line for line in write(document).splitlines() if line]
    return [one for line in lines for one in _SENTENCE.findall(line)]


def _ours(told: tuple[str, ...], sentences: list[str]) -> str:
    found = dict.fromkeys(
        one.strip() for fact in told for one in sentences if fact in one
    )
    return " ".join(found).replace("|", r"\|") or "**missing**"


def _held(district: str, document: Document) -> Iterator[str]:
    """Yield how the bulletin stands: its length, what it rests on, its slips."""
    record = record_of(district)
    facts = facts_of(record)
    texts = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    about = dict.fromkeys(which for text in texts for which in rests_on(text, facts))
    found = slips(document, Kind.DISTRICT, [record])
    headings = sum(isinstance(one, Heading) for one in document.blocks)
    yield (
        f"{len(texts)} paragraphs, {headings} headings, "
        f"{sum(map(characters, texts))} characters; at most 4000."
    )
    yield f"They rest on: {', '.join(str(NAMES[which]) for which in about)}."
    yield f"Slips found: {len(found)}."


if __name__ == "__main__":
    main()
