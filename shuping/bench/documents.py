"""`shuping bench documents`: letters against WeasyPrint and python-docx.

Both write the same letters from the same values, without any cleverness of ours: one
HTML page, one document built paragraph by paragraph. What they say is compared first,
so that nobody is fast by leaving something out. Then the whole pack of the worked
district: every paper that its round leaves, in every form.
"""

import io
import re
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import count

import docx
import pypdfium2  # type: ignore[import-untyped]
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from shuping.bench.goals import Goal
from shuping.bench.pack import packed
from shuping.bench.ratio import ROUNDS, timed
from shuping.documents import services
from shuping.documents.rules.content import (
    Document,
    Table,
    chinese_date,
)
from shuping.documents.rules.letters import Feedback, Problem, feedback
from shuping.refusal import Words, say
from shuping.shell.terminal import tell

PDF_FLOOR, DOCX_FLOOR, MOST_SECONDS = 10, 8, 20
LETTERS = 10
_HEAD = "序号问题整改措施完成时限"
Write = Callable[[Sequence[Document]], object]


def bench(_: Namespace) -> bool:
    """Measure, print, and tell whether the floors are met and the pack is in time."""
    fresh = count()
    compare(_letter(next(fresh)))
    tell(say("{count} letters of the same words, one process.", count=LETTERS))
    goals = [
        _goal(say("PDF, each"), PDF_FLOOR, _each(_own_pdf), _each(_weasyprint), fresh),
        _goal(say("PDF, all as one"), PDF_FLOOR, services.pdf, _weasyprint_all, fresh),
        _goal(
            say(".docx"), DOCX_FLOOR, _each(services.docx), _each(_python_docx), fresh
        ),
    ]
    for goal in goals:
        goal.print()
    papers = packed()
    for name, taken in papers.items():
        tell(say("{name}: {seconds} s", name=name, seconds=f"{taken:.2f}"))
    seconds = sum(papers.values())
    tell(
        say(
            "the pack of the worked district: {seconds} s, at most {most}",
            seconds=f"{seconds:.1f}",
            most=MOST_SECONDS,
        )
    )
    return all(goal.met for goal in goals) and seconds <= MOST_SECONDS


def _goal(
    name: Words, floor: float, own: Write, other: Write, fresh: Iterator[int]
) -> Goal:
    """Write in turn, `ROUNDS` times after once to warm up.

    The letters of each round are new: the typesetter remembers what it has set.
    """
    ratios = []
    for number in range(ROUNDS + 1):
        letters = [_letter(next(fresh)) for _ in range(LETTERS)]
        taken = timed(partial(own, letters))
        if number:
            ratios.append(timed(partial(other, letters)) / taken)
    return Goal(name, ratios, floor)


def _each(write: Callable[[Document], object]) -> Write:
    def act(letters: Sequence[Document]) -> None:
        for one in letters:
            write(one)

    return act


def _own_pdf(letter: Document) -> bytes:
    return services.pdf([letter])


def compare(letter: Document) -> None:
    """Raise ValueError where the writers do not say the same."""
    pages = _text(services.pdf([letter])), _text(_weasyprint(letter))
    words = _words(services.docx(letter)), _words(_python_docx(letter))
    if pages[0] != pages[1] or words[0] != words[1]:
        raise ValueError(pages, words)


def _text(pdf: bytes) -> str:
    """Return what the pages say, without their numbers, spaces and heads of tables.

    A head stands once more on the next page, which is not everywhere the same row.
    """
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    said = re.sub(r"\s", "", "".join(pages))
    return re.sub(r"—\d+—", "", said).replace(_HEAD, "")


def _words(packed: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(packed)).element.body
    said = ("".join(t.text or "" for t in one.iter(qn("w:t"))) for one in body)
    return [one for one in said if one]


def _letter(number: int) -> Document:
    """Return a letter of two pages; no two of them are the same."""
    return feedback(
        Feedback(
            organisation=f"江湾街道第{number}社区党委",
            post="书记",
            year=2019,
            convenor="中共江州市临江区委员会",
            grade="较好",
            opinion=(
                f"履行第一责任人职责较好，走访{number}个支部，抓基层党建工作思路清楚、"
                "措施有力，但对薄弱环节研究不够。"
            )
            * 3,
            affirmed=(f"建成党群服务站{number}个。", f"{number}名党员积分管理。"),
            problems=tuple(
                Problem(
                    f"第{number}组{one}支部组织生活不经常。", f"健全{number}项制度。"
                )
                for one in range(8)
            ),
            requests=(f"抓紧整改{number}项问题。", f"加强督促检查{number}次。"),
        )
    )


def _weasyprint(letter: Document) -> bytes:
    return _weasyprint_all([letter])


def _weasyprint_all(letters: Sequence[Document]) -> bytes:
    import weasyprint  # noqa: PLC0415 - only here, and heavy

    pages = "".join(services.html(one) for one in letters)
    text = f'<html lang="zh-Hans"><style>{_STYLE}</style><body>{pages}</body></html>'
    printed: bytes = weasyprint.HTML(string=text).write_pdf()
    return printed


def _python_docx(letter: Document) -> bytes:
    """Return the letter as anybody would write it with python-docx."""
    whole, kept = docx.Document(), io.BytesIO()
    for line in (letter.marking, letter.number, letter.title, ""):
        whole.add_paragraph(line)
    whole.add_paragraph(f"{letter.addressee}：")
    for block in letter.blocks:
        if isinstance(block, Table):
            _add_table(whole, block)
        else:
            whole.add_paragraph(block.text)
    for line in ("", "", letter.signer):
        whole.add_paragraph(line)
    if letter.date:
        whole.add_paragraph(chinese_date(letter.date))
    whole.save(kept)
    return kept.getvalue()


def _add_table(whole: WordDocument, block: Table) -> None:
    table = whole.add_table(rows=1, cols=len(block.columns))
    for cell, text in zip(table.rows[0].cells, block.columns, strict=True):
        cell.text = text
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    whole.add_paragraph("")


_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center {
  content: "— " counter(page) " —"; font-size: 14pt } }
body { font: 16pt/28.95pt "FandolFang", "Noto Serif CJK SC"; text-align: justify }
article { break-after: page; counter-reset: page 1 }
h1 { font-size: 22pt; text-align: center; font-weight: normal }
h2 { font: 16pt/28.95pt "Noto Sans CJK SC"; text-indent: 2em; margin: 0 }
p { margin: 0; text-indent: 2em }
table { width: 100%; border-collapse: collapse; font-size: 14pt }
td, th { border: 0.5pt solid; text-indent: 0; font-weight: normal }
.signer, .date { text-align: right; margin-right: 4em }
"""
