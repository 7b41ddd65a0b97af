"""The parts of a .docx that are the same in every document.

Measures are those of GB/T 9704: A4 with margins of 37, 28, 35 and 26 mm, 22 lines
of 28 characters of 16 pt, so 28.95 pt a line and a quarter point less between
characters. Children stand in the order of the schema; a word processor that is
strict about it drops what it finds elsewhere.
"""

from shuping.documents.rules.lines import ORGAN_POINTS

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FANG, KAI, HEI = "仿宋_GB2312", "楷体_GB2312", "黑体"
SONG, TITLE_SONG = "宋体", "方正小标宋简体"
PITCH = 579  # twentieths of a point: 225 mm in 22 lines
INDENT = 640  # two characters of 16 pt
TEXT_WIDTH = 8844  # 156 mm

DOCUMENT_OPENS = f'{_XML}<w:document xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"><w:body>'
DOCUMENT_CLOSES = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:footerReference w:type="even" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
    ' w:header="851" w:footer="1304" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
    "</w:body></w:document>"
)


def _fonts(name: str) -> str:
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"'
        ' w:hint="eastAsia"/>'
    )


def _style(name: str, title: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, run: str) -> str:
    return _style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/>{_FIRST_LINE}<w:outlineLvl w:val="{level - 1}"/>',
        run,
    )


def _spacing(before: int, after: int, line: int = PITCH, rule: str = "exact") -> str:
    return (
        f'<w:spacing w:before="{before}" w:after="{after}"'
        f' w:line="{line}" w:lineRule="{rule}"/>'
    )


_FIRST_LINE = f'<w:ind w:firstLineChars="200" w:firstLine="{INDENT}"/>'
_CENTRE = '<w:jc w:val="center"/>'
_LEFT = '<w:jc w:val="left"/>'
_NO_SQUEEZE = '<w:spacing w:val="0"/>'
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_CELL = f"{_OFF_GRID}{_spacing(40, 40, 420)}"
_RED = '<w:color w:val="E00000"/>'
_EDGE = '<w:{} w:val="single" w:sz="{}" w:space="{}" w:color="{}"/>'
_RED_LINE = f"<w:pBdr>{_EDGE.format('bottom', 12, 10, 'E00000')}</w:pBdr>"
_EDGES = "".join(
    _EDGE.format(side, 4, 0, "auto")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_STYLES = (
    f'{_XML}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'{_fonts(FANG)}<w:spacing w:val="-5"/><w:kern w:val="2"/>{_size(32)}'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'{_spacing(0, 0)}<w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders>'
    "</w:tblPr></w:style>"
    + _style("BodyText", "Body Text", _FIRST_LINE, "")
    + _style("Marking", "Marking", _LEFT, _fonts(HEI))
    + _style("Breadcrumb", "Breadcrumb", _LEFT, _size(24))
    + _style(
        "Organ",
        "Organ",
        _OFF_GRID + _spacing(400, 200, 900, "atLeast") + _CENTRE,
        _fonts(TITLE_SONG) + _RED + _NO_SQUEEZE + _size(2 * ORGAN_POINTS),
    )
    + _style("Number", "Number", _RED_LINE + _CENTRE, "")
    + _style("NumberAlone", "Number Alone", _CENTRE, "")
    + _style(
        "Title",
        "Title",
        f"<w:keepNext/>{_OFF_GRID}{_spacing(0, 0, 660)}{_CENTRE}",
        _fonts(TITLE_SONG) + _NO_SQUEEZE + _size(44),
    )
    + _style(
        "Byline",
        "Byline",
        _OFF_GRID + _spacing(240, 0) + _CENTRE,
        _fonts(KAI) + _size(28),
    )
    + _style("Addressee", "Addressee", _LEFT, "")
    + _heading(1, _fonts(HEI))
    + _heading(2, _fonts(KAI))
    + _heading(3, "")
    + _style("Closing", "Closing", '<w:keepNext/><w:jc w:val="right"/>', "")
    + _style("AfterTable", "After Table", f"{_OFF_GRID}{_spacing(0, 0, 200)}", "")
    + _style("Cell", "Cell", f"{_CELL}{_LEFT}", _size(28))
    + _style(
        "CellHead",
        "Cell Head",
        f"<w:keepNext/>{_CELL}{_CENTRE}",
        _fonts(HEI) + _size(28),
    )
    + "</w:styles>"
)


def _footer(side: str) -> str:
    rest = f"{_fonts(SONG)}{_NO_SQUEEZE}{_size(28)}"
    run = f"<w:r><w:rPr>{rest}</w:rPr>"
    return (
        f'{_XML}<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr>'
        f'<w:ind w:leftChars="100" w:left="320" w:rightChars="100" w:right="320"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{run}<w:t xml:space="preserve">— </w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>1</w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>'
        f'{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _relation(number: int, kind: str, target: str, base: str = _OFFICE) -> str:
    return f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'


def _relations(*relations: str) -> str:
    spelt = "".join(relations)
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{spelt}</Relationships>'
    )


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + _override("/word/document.xml", f"{_KIND}.document.main+xml")
    + _override("/word/styles.xml", f"{_KIND}.styles+xml")
    + _override("/word/settings.xml", f"{_KIND}.settings+xml")
    + _override("/word/footer1.xml", f"{_KIND}.footer+xml")
    + _override("/word/footer2.xml", f"{_KIND}.footer+xml")
    + _override(
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
    + "</Types>"
)

_SETTINGS = (
    f'{_XML}<w:settings xmlns:w="{_MAIN}"><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    "</w:settings>"
)

FIXED = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": _relations(
        _relation(1, "officeDocument", "word/document.xml"),
        _relation(
            2,
            "metadata/core-properties",
            "docProps/core.xml",
            f"{_PACKAGE}/relationships",
        ),
    ),
    "word/_rels/document.xml.rels": _relations(
        _relation(1, "styles", "styles.xml"),
        _relation(2, "settings", "settings.xml"),
        _relation(3, "footer", "footer1.xml"),
        _relation(4, "footer", "footer2.xml"),
    ),
    "word/styles.xml": _STYLES,
    "word/settings.xml": _SETTINGS,
    "word/footer1.xml": _footer("right"),
    "word/footer2.xml": _footer("left"),
}

CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:creator>{creator}</dc:creator><dc:language>zh-CN</dc:language>"
    "</cp:coreProperties>"
)
