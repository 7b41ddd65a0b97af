"""Right documents in the manner of other programs, made without our writers."""

import io
import json
import re
from pathlib import Path
from typing import Any

import docx as python_docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.documents.rules.measuring.makers import TYPES, ofd_parts, relations, zipped
from tests.documents.rules.measuring.wanted import LONG, Wanted, sheets

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


# By python-docx, as somebody would who knows the standard.


def by_python_docx() -> bytes:
    document = python_docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(22.9)
    title = _said(
        document.add_paragraph(), "关于做好述职评议的通知", "方正小标宋简体", 22
    )
    title.alignment = ALIGN.CENTER
    _said(document.add_paragraph(), "", "仿宋_GB2312", 16)
    _said(document.add_paragraph(), "各街镇党（工）委：", "仿宋_GB2312", 16)
    for text, font in _texts():
        one = _said(document.add_paragraph(), text, font, 16)
        one.paragraph_format.first_line_indent = Pt(31.6)
    for text, rest in (("", 0), ("中共江州市委", 4.5), ("2020年1月6日", 4)):
        one = _said(document.add_paragraph(), text, "仿宋_GB2312", 16)
        one.alignment = ALIGN.RIGHT
        one.paragraph_format.right_indent = Pt(rest * 15.8)
    for foot, side in (
        (section.footer, ALIGN.RIGHT),
        (section.even_page_footer, ALIGN.LEFT),
    ):
        one = _said(foot.paragraphs[0], "— ", "宋体", 14)
        _page_field(one)
        _said(one, " —", "宋体", 14)
        one.alignment = side
        inset = Pt(14)
        one.paragraph_format.left_indent = one.paragraph_format.right_indent = inset
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _texts() -> list[tuple[str, str]]:
    long = (f"{LONG}。" * 4, "仿宋_GB2312")
    return [
        long,
        ("一、总体要求", "黑体"),
        long,
        ("（一）主要任务", "楷体_GB2312"),
        long,
        ("1. 抓好集中学习。", "仿宋_GB2312"),
        ("（1）组织专题研讨。", "仿宋_GB2312"),
        long,
    ]


def _said(paragraph: Any, text: str, font: str, size: float) -> Any:
    told = paragraph.paragraph_format
    told.line_spacing, told.space_after, told.space_before = Pt(28.95), Pt(0), Pt(0)
    paragraph.paragraph_format.widow_control = False
    if text:
        _look(paragraph.add_run(text), font, size)
    return paragraph


def _look(run: Any, font: str, size: float) -> None:
    run.font.size, run.font.name = Pt(size), font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if size == 16:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "-4")
        run._element.rPr.append(spacing)


def _page_field(paragraph: Any) -> None:
    run = paragraph.add_run()
    _look(run, "宋体", 14)
    for kind in ("begin", "", "end"):
        one = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            one.set(qn("w:fldCharType"), kind)
        else:
            one.text = "PAGE"
        run._element.append(one)


# By typst, with a layout of its own.

_LAYOUT = """
#let given = json(bytes(sys.inputs.given))
#set page(width: 210mm, height: 297mm,
  margin: (top: 37mm, left: 28mm, bottom: 35mm, right: 26mm), footer-descent: 0mm,
  footer: context {
    let n = counter(page).get().first()
    set text(size: 14pt, tracking: 0pt, overhang: false)
    v(7mm - 7pt)
    align(if calc.odd(n) { right } else { left }, pad(x: 14pt)[— #n —])
  })
#set text(size: 16pt, tracking: -0.21pt, lang: "zh", font: given.font,
  cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 12.99pt, spacing: 12.99pt, justify: true, linebreaks: "simple")
#align(center, text(size: 22pt, tracking: 0pt, given.title))
#v(29pt)
#par(given.addressee)
#for one in given.body { par(first-line-indent: (amount: 31.58pt, all: true), one) }
"""


def by_typst(folder: Path, font: str) -> bytes:
    layout = folder / "stranger.typ"
    layout.write_text(_LAYOUT, encoding="utf-8")
    given = {
        "font": font,
        "title": "关于做好述职评议的通知",
        "addressee": "各街镇党（工）委：",
        "body": [text for text, _ in _texts()],
    }
    told = json.dumps(given)
    printed = typst.compile(layout, format="pdf", sys_inputs={"given": told})
    assert isinstance(printed, bytes)
    return printed


# As Word keeps it: styles on styles, fonts of a theme, a grid of lines and
# characters, the page number in a frame, the imprint as a table.


def as_word_keeps_it() -> bytes:
    body = "".join(
        (
            _styled("Title", "关于做好述职评议的通知"),
            _styled("Normal", ""),
            _styled("Normal", "各街镇党（工）委："),
            *(_styled(_STYLE_OF[font], text) for text, font in _texts()),
            _imprint(),
        )
    )
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474"'
        ' w:bottom="1984" w:left="1588" w:footer="1417" w:gutter="0"/>'
        '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'
        "</w:sectPr>"
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": relations(footer="footer1.xml"),
            "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}{section}"
            "</w:body></w:document>",
            "word/styles.xml": _STYLES,
            "word/theme/theme1.xml": _THEME,
            "word/footer1.xml": _FOOT,
        }
    )


_STYLE_OF = {"仿宋_GB2312": "Body", "黑体": "H1", "楷体_GB2312": "H2"}


def _styled(style: str, text: str) -> str:
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _style(name: str, base: str, paragraph: str = "", run: str = "") -> str:
    first = "" if base else ' w:default="1"'
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{first}>{based}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_STYLES = (
    f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    + _style("Normal", "", run='<w:sz w:val="32"/>')
    + _style("Body", "Normal", '<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    + _style("H1", "Body", run='<w:rFonts w:ascii="黑体" w:eastAsia="黑体"/>')
    + _style("H2", "H1", run='<w:rFonts w:eastAsia="楷体_GB2312"/>')
    + _style(
        "Title",
        "Normal",
        '<w:jc w:val="center"/>',
        '<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/>',
    )
    + _style(
        "Foot",
        "Normal",
        '<w:snapToGrid w:val="0"/>',
        '<w:rFonts w:ascii="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/>',
    )
    + _style("Small", "Normal", run='<w:sz w:val="28"/>')
    + "</w:styles>"
)
_THEME = (
    f"<a:theme {_A}><a:themeElements><a:fontScheme><a:majorFont/><a:minorFont>"
    '<a:latin typeface="Times New Roman"/><a:ea typeface=""/>'
    '<a:font script="Hans" typeface="仿宋"/></a:minorFont></a:fontScheme>'
    "</a:themeElements></a:theme>"
)
_FOOT = (
    f'<w:ftr {_W}><w:sdt><w:sdtContent><w:p><w:pPr><w:pStyle w:val="Foot"/>'
    '<w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="outside" w:y="1"/>'
    '<w:ind w:left="280" w:right="280"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r>'
    "</w:fldSimple>"
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    '<w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr></w:p></w:ftr>'
)


def _imprint() -> str:
    def cell(text: str, wide: int, side: str) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f'<w:pStyle w:val="Small"/><w:jc w:val="{side}"/></w:pPr><w:r><w:t>{text}'
            "</w:t></w:r></w:p></w:tc>"
        )

    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{size}"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
    )
    one = cell("抄送：市委办公室，市纪委监委。", 8844, "left")
    two = cell("江州市委办公室", 4422, "left")
    two += cell("2020年1月7日印发", 4422, "right")
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="280" w:type="dxa"/><w:right w:w="280" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tr>{one}</w:tr><w:tr>{two}</w:tr></w:tbl>"
    )


# An OFD with a template, objects in blocks, stretched text and steps told by count.


def as_another_ofd() -> bytes:
    pages = sheets(Wanted())
    parts = ofd_parts(pages, (210.0, 297.0))
    where = "Doc_0/Pages/Page_0/Content.xml"
    first = str(parts[where])
    under = first.replace("<ofd:Layer>", "<ofd:Layer><ofd:PageBlock>")
    under = under.replace("</ofd:Layer>", "</ofd:PageBlock></ofd:Layer>")
    parts["Doc_0/Tpls/Tpl_0/Content.xml"] = under
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts[where] = f'<ofd:Page {ns}><ofd:Template TemplateID="90"/></ofd:Page>'
    document = str(parts["Doc_0/Document.xml"])
    template = '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    parts["Doc_0/Document.xml"] = document.replace(
        "</ofd:CommonData>", f"{template}</ofd:CommonData>"
    )
    second = "Doc_0/Pages/Page_1/Content.xml"
    parts[second] = _stretched(str(parts[second]))
    return zipped(parts)


def _stretched(page: str) -> str:
    """Return a page whose objects are of half the size, and drawn at double."""

    def halved(match: re.Match[str]) -> str:
        size = float(match[1])
        return f'Size="{size / 2:.5f}" CTM="2 0 0 2 0 0"'

    page = re.sub(r'Size="([\d.]+)"', halved, page)

    def steps(match: re.Match[str]) -> str:
        each = [f"{float(one) / 2:.5f}" for one in match[2].split()]
        if len(set(each)) == 1:
            each = ["g", str(len(each)), each[0]]
        return f'Y="{float(match[1]) / 2:.5f}" DeltaX="{" ".join(each)}"'

    return re.sub(r'Y="([\d.]+)" DeltaX="([\d. ]*)"', steps, page)
