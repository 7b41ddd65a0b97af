"""The styles of a .docx: the types and measures of GB/T 9704.

A4 with margins of 37, 28, 35 and 26 mm, 22 lines of 28 characters of 16 pt, so 28.95 pt
a line and a quarter point less between characters. Children stand in the order of the
schema; a word processor that is strict about it drops what it finds elsewhere.
"""

from collections.abc import Mapping

from shuping.documents.rules.lines import ORGAN_POINTS

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONTS: Mapping[str, str] = {
    "body": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "title": "方正小标宋简体",
    "song": "宋体",
}
PITCH = 579  # twentieths of a point: 225 mm in 22 lines
INDENT = 640  # two characters of 16 pt
ORGAN_BELOW = 1984  # 35 mm

NO_SQUEEZE = '<w:spacing w:val="0"/>'
_FIRST_LINE = f'<w:ind w:firstLineChars="200" w:firstLine="{INDENT}"/>'
_CENTRE = '<w:jc w:val="center"/>'
_LEFT = '<w:jc w:val="left"/>'
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_RED = '<w:color w:val="E00000"/>'
EDGE = '<w:{} w:val="single" w:sz="{}" w:space="{}" w:color="{}"/>'
_RED_LINE = f"<w:pBdr>{EDGE.format('bottom', 8, 4, 'E00000')}</w:pBdr>"
_EDGES = "".join(
    EDGE.format(side, 4, 0, "auto")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def fonts(name: str) -> str:
    """Return a font for every script, so that no program mixes in one of its own."""
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"'
        ' w:hint="eastAsia"/>'
    )


def size(half_points: int) -> str:
    """Return a size of type."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(name: str, title: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, run: str) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    paragraph = f"<w:keepNext/>{_FIRST_LINE}{outline}"
    return _style(f"Heading{level}", f"heading {level}", paragraph, run)


def _opening(level: int, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="Opening{level}">'
        f'<w:name w:val="Opening {level}"/><w:rPr>{run}</w:rPr></w:style>'
    )


def _spacing(before: int, after: int, line: int = PITCH, rule: str = "exact") -> str:
    return (
        f'<w:spacing w:before="{before}" w:after="{after}"'
        f' w:line="{line}" w:lineRule="{rule}"/>'
    )


_CELL = f"{_OFF_GRID}{_spacing(40, 40, 430)}"
_BEFORE_ORGAN = _spacing(ORGAN_BELOW, 0, 20 * ORGAN_POINTS)
_SMALL_LINE = _spacing(60, 60, 420)


def styles(face: Mapping[str, str]) -> str:
    """Return the part of the styles with the fonts of a kind of text each."""
    hei, kai = fonts(face["hei"]), fonts(face["kai"])
    title = fonts(face["title"])
    organ = title + _RED + NO_SQUEEZE + size(2 * ORGAN_POINTS)
    centred = f"{_OFF_GRID}{_spacing(0, 0, 660)}{_CENTRE}"
    return (
        f'{XML}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{fonts(face["body"])}<w:spacing w:val="-5"/><w:kern w:val="2"/>{size(32)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{_BASE}"
        + _style("BodyText", "Body Text", _FIRST_LINE, "")
        + _style("Marking", "Marking", _LEFT, hei)
        + _style("Breadcrumb", "Breadcrumb", _LEFT, size(24))
        + _style("Organ", "Organ", _OFF_GRID + _BEFORE_ORGAN + _CENTRE, organ)
        + _style("Number", "Number", _spacing(2 * PITCH, 0) + _CENTRE, "")
        + _style("NumberOfBrief", "Number of Brief", _spacing(260, 0) + _CENTRE, "")
        + _style(
            "RedLine",
            "Red Line",
            f"{_RED_LINE}{_OFF_GRID}{_spacing(0, 0, 20)}",
            size(2),
        )
        + _style("End", "End", f"{_OFF_GRID}{_spacing(0, 0, 20)}", size(2))
        + _style("Issuer", "Issuer", _ISSUER, "")
        + _style("NumberAlone", "Number Alone", _CENTRE, "")
        + _style("Title", "Title", f"<w:keepNext/>{centred}", title + _AT_22)
        + _style("Byline", "Byline", _BYLINE, kai + size(28))
        + _style("Addressee", "Addressee", _LEFT, "")
        + _heading(1, hei)
        + _heading(2, kai)
        + _heading(3, "")
        + _style("Attachment", "Attachment", _LEFT, "")
        + _style("AttachmentMark", "Attachment Mark", _NEW_PAGE, hei)
        + _style("Closing", "Closing", '<w:keepNext/><w:jc w:val="right"/>', "")
        + _style("AfterTable", "After Table", f"{_OFF_GRID}{_spacing(0, 0, 200)}", "")
        + _style("Cell", "Cell", f"{_CELL}{_LEFT}", size(28))
        + _style("CellHeld", "Cell Held", f"<w:keepNext/>{_CELL}{_LEFT}", size(28))
        + _style(
            "CellHead", "Cell Head", f"<w:keepNext/>{_CELL}{_CENTRE}", hei + size(28)
        )
        + _opening(1, hei)
        + _opening(2, kai)
        + _style("Imprint", "Imprint", _IMPRINT, NO_SQUEEZE + size(28))
        + "</w:styles>"
    )


_AT_22 = NO_SQUEEZE + size(44)
_BYLINE = _OFF_GRID + _spacing(240, 0) + _CENTRE
_NEW_PAGE = f"<w:pageBreakBefore/>{_LEFT}"
_ISSUER = (
    '<w:tabs><w:tab w:val="right" w:pos="8528"/></w:tabs><w:ind w:left="316"/>' + _LEFT
)
_IMPRINT = (
    '<w:tabs><w:tab w:val="right" w:pos="8560"/></w:tabs>'
    f"{_OFF_GRID}{_SMALL_LINE}" + '<w:ind w:left="280" w:right="280"/>'
)
# LibreOffice loses a mark that hangs out of its line; told 1, it lets none hang.
_BASE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
    '<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'{_spacing(0, 0)}<w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders>'
    "</w:tblPr></w:style>"
)
