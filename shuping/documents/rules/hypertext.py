"""A document as a fragment of HTML, for the portal and for mail: meaning, no style."""

from collections.abc import Iterator
from html import escape

from shuping.documents.rules.content import (
    Attachment,
    Block,
    Document,
    Heading,
    Imprint,
    Paragraph,
    Table,
    attached,
    attachment_names,
    chinese_date,
    printable,
)
from shuping.documents.rules.lines import title_lines
from shuping.documents.rules.setting import (
    copies,
    issued_by,
    printed_by,
    recipients,
)

_DEEPEST = 6


def write(document: Document) -> str:
    """Return the document as one `article`, in which its title is an `h1`."""
    parts = [*_head(document), *map(_block, document.blocks), *_closing(document)]
    parts += (_attachment(one, mark) for one, mark in attached(document))
    parts += _imprint(document.imprint) if document.imprint else ()
    inside = "\n".join(parts)
    return f'<article class="document" lang="zh-Hans">\n{inside}\n</article>\n'


def _head(document: Document) -> Iterator[str]:
    yield "<header>"
    yield from _line("breadcrumb", " > ".join(document.breadcrumb))
    yield from _line("marking", document.marking)
    yield from _line("organ", document.organ)
    yield from _line("number", document.number)
    if document.issuer:
        yield from _line("issuer", issued_by(document))
    yield f"<h1>{_escaped(''.join(title_lines(document.title)))}</h1>"
    yield from _line("byline", document.byline)
    yield "</header>"
    if document.addressee:
        yield from _line("addressee", f"{document.addressee}：")


def _line(kind: str, text: str) -> Iterator[str]:
    if shown := _escaped(text):
        yield f'<p class="{kind}">{shown}</p>'


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        level = min(block.level + 1, _DEEPEST)
        return f"<h{level}>{_escaped(block.text)}</h{level}>"
    if isinstance(block, Table):
        return _table(block)
    return f"<p>{_label(block)}{_escaped(block.text)}</p>"


def _label(paragraph: Paragraph) -> str:
    label = _escaped(paragraph.label)
    return f"<strong>{label}</strong>" if label else ""


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{_escaped(one)}</th>' for one in table.columns)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{_escaped(one)}</td>" for one in row) + "</tr>"
        for row in table.rows
    )
    return (
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _closing(document: Document) -> Iterator[str]:
    for name in attachment_names(document):
        yield from _line("attachment", name)
    yield from _line("signer", document.signer)
    if day := document.date:
        told = chinese_date(day)
        yield f'<p class="date"><time datetime="{day.isoformat()}">{told}</time></p>'


def _attachment(one: Attachment, mark: str) -> str:
    blocks = "\n".join(map(_block, one.blocks))
    marked = f"<p>{mark}</p>\n" if mark else ""
    title = _escaped(one.title)
    return f"<section>\n{marked}<h2>{title}</h2>\n{blocks}\n</section>"


def _imprint(imprint: Imprint) -> Iterator[str]:
    yield "<footer>"
    for word, those in recipients(imprint):
        yield f"<p>{_escaped(word)}：{_escaped(those)}</p>"
    yield from _line("imprint", printed_by(imprint))
    yield from _line("copies", copies(imprint))
    yield "</footer>"


def _escaped(text: str) -> str:
    return escape(printable(text))
