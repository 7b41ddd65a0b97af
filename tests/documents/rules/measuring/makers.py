"""The wanted document as files, made by hand and by none of our writers."""

import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

from shuping.documents.rules.measuring.measured import POINT
from tests.documents.rules.measuring.wanted import (
    FANG,
    HEI,
    KAI,
    SONG,
    TITLE,
    Colour,
    Sheet,
    Spot,
    Wanted,
    paragraphs,
    sheets,
    square,
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


# PDF


def pdf(of: Wanted) -> bytes:
    """Return the document as a PDF whose fonts are named and not embedded."""
    return pdf_of(sheets(of), of.paper)


def pdf_of(pages: list[Sheet], paper: tuple[float, float]) -> bytes:
    fonts = sorted({spot.font for page in pages for spot in page.spots})
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _spelt(pages)]
    names = {}
    for font in fonts:
        names[font] = len(objects) + 1
        # Readers know Chinese characters by their collection, figures by our map.
        objects += _font(font, len(objects) + 1, "/UniGB-UCS2-H", "GB1", 2)
        told = "/Identity-H /ToUnicode 3 0 R"
        objects += _font(font, len(objects) + 1, told, "Identity", 0)
    listed = " ".join(
        f"/F{number} {number} 0 R"
        for first in names.values()
        for number in (first, first + 3)
    )
    kids = []
    for page in pages:
        stream = "\n".join(_drawn(page, paper[1], names))
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        box = " ".join(f"{side / POINT:.4f}" for side in paper)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box}]"
            f" /Contents {len(objects)} 0 R /Resources << /Font << {listed} >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    return _filed(objects)


def _font(
    name: str, at: int, encoding: str, ordering: str, supplement: int
) -> list[str]:
    spelt = name.replace(" ", "#20")
    return [
        (
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{spelt} /Encoding {encoding}"
            f" /DescendantFonts [{at + 1} 0 R] >>"
        ),
        (
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{spelt} /DW 1000"
            " /W [32 126 500] /CIDSystemInfo << /Registry (Adobe)"
            f" /Ordering ({ordering}) /Supplement {supplement} >>"
            f" /FontDescriptor {at + 2} 0 R >>"
        ),
        (
            f"<< /Type /FontDescriptor /FontName /{spelt} /Flags 4 /ItalicAngle 0"
            " /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /CapHeight 880"
            " /StemV 80 >>"
        ),
    ]


def _spelt(pages: list[Sheet]) -> str:
    """Return the map by which a character is its own code."""
    used = sorted(
        {ord(one) for page in pages for spot in page.spots for one in spot.text}
    )
    rows = "\n".join(
        f"1 beginbfchar <{code:04x}> <{code:04x}> endbfchar" for code in used
    )
    stream = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
        " /CMapName /Own def /CMapType 2 def 1 begincodespacerange <0000> <ffff>"
        f" endcodespacerange\n{rows}\nendcmap end end"
    )
    return f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"


def _drawn(page: Sheet, height: float, names: dict[str, int]) -> list[str]:
    drawn = []
    for left, right, level, thick, colour in page.strokes:
        at = (height - level) / POINT
        drawn.append(
            f"{_rgb(colour)} RG {thick / POINT:.4f} w"
            f" {left / POINT:.4f} {at:.4f} m {right / POINT:.4f} {at:.4f} l S"
        )
    for spot in page.spots:
        x, y = spot.left / POINT, (height - spot.base) / POINT
        drawn.append(f"BT {_rgb(spot.colour)} rg {2 if spot.bold else 0} Tr 0.4 w")
        for one in spot.text:
            font = names[spot.font] + (3 if ord(one) < 0x3000 else 0)
            code = one.encode("utf-16-be").hex()
            drawn.append(
                f"/F{font} {spot.size} Tf 1 0 0 1 {x:.4f} {y:.4f} Tm <{code}> Tj"
            )
            x += spot.advance * (0.5 if ord(one) < 0x2000 else 1)
        drawn.append("ET")
    return drawn


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part / 255:.4f}" for part in colour)


def _filed(objects: list[str]) -> bytes:
    file = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = len(file)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    file += f"xref\n0 {count}\n0000000000 65535 f \n{rows}".encode()
    tail = f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    return file + tail.encode()


# OFD

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(of: Wanted) -> bytes:
    """Return the document as an OFD of named fonts."""
    return ofd_of(sheets(of), of.paper)


def ofd_of(pages: list[Sheet], paper: tuple[float, float]) -> bytes:
    return zipped(ofd_parts(pages, paper))


def ofd_parts(pages: list[Sheet], paper: tuple[float, float]) -> dict[str, str | bytes]:
    fonts = sorted({spot.font for page in pages for spot in page.spots})
    names = {font: number for number, font in enumerate(fonts, 1)}
    spelt = "".join(
        f'<ofd:Font ID="{number}" FontName="{font}"/>' for font, number in names.items()
    )
    listed = "".join(
        f'<ofd:Page ID="{100 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
        for at in range(len(pages))
    )
    box = f"0 0 {paper[0]} {paper[1]}"
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData>"
        f"<ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>{box}"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml"
        f"</ofd:PublicRes></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {_OFD}><ofd:Fonts>{spelt}</ofd:Fonts>"
        "</ofd:Res>",
    }
    for at, page in enumerate(pages):
        objects = "".join(
            [_text(spot, names) for spot in page.spots]
            + [_path(*stroke) for stroke in page.strokes]
        )
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{objects}</ofd:Layer>"
            "</ofd:Content></ofd:Page>"
        )
    return parts


def _text(spot: Spot, names: dict[str, int]) -> str:
    steps = [
        f"{square(spot.advance) * (0.5 if ord(one) < 0x2000 else 1):.4f}"
        for one in spot.text[:-1]
    ]
    weight = ' Weight="700"' if spot.bold else ""
    size = square(spot.size)
    return (
        f'<ofd:TextObject ID="1" Boundary="{spot.left:.4f} {spot.base - size:.4f} 180'
        f' {2 * size:.4f}" Font="{names[spot.font]}" Size="{size:.4f}"{weight}>'
        f'<ofd:FillColor Value="{" ".join(map(str, spot.colour))}"/>'
        f'<ofd:TextCode X="0" Y="{size:.4f}" DeltaX="{" ".join(steps)}">'
        f"{escape(spot.text)}</ofd:TextCode></ofd:TextObject>"
    )


def _path(left: float, right: float, level: float, thick: float, colour: Colour) -> str:
    return (
        f'<ofd:PathObject ID="2" Boundary="{left:.4f} {level:.4f} {right - left:.4f} 1"'
        f' LineWidth="{thick:.4f}">'
        f'<ofd:StrokeColor Value="{" ".join(map(str, colour))}"/>'
        f"<ofd:AbbreviatedData>M 0 0 L {right - left:.4f} 0</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )


# .docx

PAGE = "{}"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_NAMES = {
    FANG: "仿宋_GB2312",
    KAI: "楷体_GB2312",
    HEI: "黑体",
    TITLE: "方正小标宋简体",
    SONG: "宋体",
}


def twips(mm: float) -> int:
    return round(mm / POINT * 20)


def run(
    text: str,
    size: float,
    font: str,
    *,
    advance: float | None = None,
    bold: bool = False,
    colour: Colour = (0, 0, 0),
) -> str:
    name = _NAMES.get(font, font)
    step = (
        ""
        if advance is None
        else f'<w:spacing w:val="{round((advance - size) * 20)}"/>'
    )
    shade = "{:02X}{:02X}{:02X}".format(*colour)
    looks = (
        f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'
        f"{'<w:b/>' if bold else ''}"
        f'<w:color w:val="{shade}"/>{step}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    )
    inner = [f'<w:t xml:space="preserve">{escape(text)}</w:t>']
    if text == PAGE:
        begins, ends = (
            f'<w:fldChar w:fldCharType="{one}"/>' for one in ("begin", "end")
        )
        inner = [begins, "<w:instrText> PAGE </w:instrText>", ends]
    return "".join(f"<w:r>{looks}{one}</w:r>" for one in inner)


def block(
    runs: str,
    *,
    line: float,
    before: float = 0,
    indent: str = "",
    jc: str = "left",
    borders: str = "",
) -> str:
    """Return a paragraph; `line` is points, `before` millimetres."""
    return (
        f"<w:p><w:pPr>{f'<w:pBdr>{borders}</w:pBdr>' if borders else ''}"
        f'<w:spacing w:before="{twips(before)}" w:after="0" w:line="{round(line * 20)}"'
        f' w:lineRule="exact"/>{indent}<w:jc w:val="{jc}"/></w:pPr>{runs}</w:p>'
    )


def _edge(side: str, thick: float, colour: Colour, space: int = 1) -> str:
    shade = "{:02X}{:02X}{:02X}".format(*colour)
    return (
        f'<w:{side} w:val="single" w:sz="{round(thick / POINT * 8)}" w:space="{space}"'
        f' w:color="{shade}"/>'
    )


def _in(**twips_: float) -> str:
    return "<w:ind " + " ".join(f'w:{k}="{v}"' for k, v in twips_.items()) + "/>"


def docx(of: Wanted) -> bytes:
    """Return the document as a .docx of paragraphs that each say all of themselves."""
    right = of.paper[0] - of.left - of.width
    bottom = of.paper[1] - of.top - of.height
    foot = of.paper[1] - (of.top + of.height + of.folio_gap + 5.11)
    body = "".join(_blocks(of))
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/>'
        '<w:footerReference w:type="even" r:id="rId2"/>'
        f'<w:pgSz w:w="{twips(of.paper[0])}" w:h="{twips(of.paper[1])}"/>'
        f'<w:pgMar w:top="{twips(of.top)}" w:right="{twips(right)}"'
        f' w:bottom="{twips(bottom)}" w:left="{twips(of.left)}"'
        f' w:footer="{twips(foot)}"/>'
        "</w:sectPr>"
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": relations(
                footer="footer1.xml", footer2="footer2.xml", settings="settings.xml"
            ),
            "word/settings.xml": f"<w:settings {_W}><w:evenAndOddHeaders/>"
            "</w:settings>",
            "word/footer1.xml": _foot(of, 1),
            "word/footer2.xml": _foot(of, 2),
            "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}{section}"
            "</w:body></w:document>",
        }
    )


_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_KIND}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_KIND}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_KIND}.footer+xml"/></Types>'
)


def bare(
    texts: Iterable[str], looks: str = "", *, before: str = "", styles: str = ""
) -> bytes:
    """Return a .docx of paragraphs that say nothing but, perhaps, how a run looks."""
    body = "".join(
        f"<w:p><w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
        for text in texts
    )
    section = (
        '<w:sectPr><w:pgMar w:top="2098" w:right="1474" w:bottom="1985"'
        ' w:left="1588"/></w:sectPr>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {_W}><w:body>{before}{body}{section}"
        "</w:body></w:document>",
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    return zipped(parts)


def relations(**targets: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind.rstrip("2")}"'
        f' Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{listed}</Relationships>'
    )


def _foot(of: Wanted, number: int) -> str:
    if not of.has_folio:
        return f"<w:ftr {_W}><w:p/></w:ftr>"
    is_right = (number + of.folio_side) % 2
    inset = twips(of.folio_inset * square(14))
    before, after = of.folio.split(PAGE)
    runs = "".join(
        run(text, of.folio_size, of.folio_font)
        for text in (before, "{}", after)
        if text
    )
    side = "right" if is_right else "left"
    shown = block(runs, line=28.95, indent=_in(**{side: inset}), jc=side)
    return f"<w:ftr {_W}>{shown}</w:ftr>"


def _blocks(of: Wanted) -> list[str]:
    blank = block("", line=of.pitch)
    two = round(of.indent * of.advance * 20)
    organ = run("中共江州市委文件", 36, TITLE, colour=of.organ_colour)
    number = run(
        of.number, of.number_size, of.number_font, advance=of.number_size - 0.21
    )
    title = run(
        "关于做好述职评议的通知", of.title_size, of.title_font, bold=of.title_bold
    )
    red = _edge("bottom", 0.5, of.red_colour, round((of.red_gap - 2.28) / POINT))
    short = twips(156 - of.red_width)
    blocks = [
        block(
            organ,
            line=36,
            before=of.organ_top,
            jc="center",
            indent=_in(left=twips(2 * of.organ_shift)),
        ),
        blank * 2,
        block(
            number,
            line=28.99,
            jc="center",
            borders=red if of.has_red else "",
            indent=_in(right=short),
        ),
        block("", line=28.99) * round(of.title_blank),
        block(
            title,
            line=28.99,
            jc="center",
            before=of.red_gap,
            indent=_in(left=twips(2 * of.title_shift)),
        ),
        blank,
        block(
            run(of.addressee, 16, of.addressee_font, advance=of.advance),
            line=of.pitch,
            indent=_in(left=round(of.addressee_indent * of.advance * 20)),
        ),
    ]
    for one in paragraphs(of):
        size = 16.0 if one.heads else of.size
        looks = {"bold": one.bold, "colour": of.colour, "advance": of.advance}
        runs = run(one.text, size, one.font, **looks)  # type: ignore[arg-type]
        blocks.append(block(runs, line=of.pitch, indent=_in(firstLine=two)))
    return blocks + _end(of)


def _end(of: Wanted) -> list[str]:
    def plain(text: str) -> str:
        return run(text, 16, FANG, advance=of.advance)

    rest = of.date_rest * square(of.advance)
    wide = sum(0.5 if ord(one) < 0x2000 else 1 for one in of.date)
    more = (wide - len(of.signer)) / 2 * square(of.advance)
    attached = _in(firstLine=round(of.attached_indent * of.advance * 20))
    small = run(of.copies, of.copies_size, of.copies_font)
    inset = twips(of.copies_inset * square(14))
    day = run("江州市委办公室", 14, FANG)
    day += "<w:r><w:tab/></w:r>" + run(of.issued, 14, FANG)
    stop = twips(of.width - of.issued_inset * square(14))
    short = twips(156 - of.rule_width)
    edges = _edge("top", of.inner, (0, 0, 0)) + _edge("bottom", of.outer, (0, 0, 0))
    last = block(
        day,
        line=25,
        indent=_in(firstLine=twips(square(14)), right=short),
        borders=edges,
    )
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{stop}"/></w:tabs>'
    return [
        block(
            plain(of.attached),
            line=of.pitch,
            indent=attached,
            before=of.attached_blank * square(of.pitch),
        ),
        block(
            plain(of.signer),
            line=of.pitch,
            jc="right",
            before=square(of.pitch),
            indent=_in(right=twips(rest + more)),
        ),
        block(plain(of.date), line=of.pitch, jc="right", indent=_in(right=twips(rest))),
        block(
            small,
            line=25,
            before=60,
            indent=_in(firstLine=inset, right=short),
            borders=_edge("top", of.outer, (0, 0, 0)),
        ),
        last.replace("<w:spacing", tab + "<w:spacing", 1),
    ]
