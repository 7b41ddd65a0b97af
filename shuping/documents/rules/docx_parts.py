"""The parts of a .docx that are the same in every document of an organ."""

from collections.abc import Mapping
from functools import cache

from shuping.documents.rules.docx_styles import (
    FONTS,
    MAIN,
    NO_SQUEEZE,
    PITCH,
    XML,
    fonts,
    size,
    styles,
)
from shuping.documents.rules.profiles import STANDARD, Profile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MILLIMETRE = 1440 / 25.4
_PAGE_WIDTH = 11906
_BELOW_TEXT = 559  # of the 35 mm, what the folio and the 7 mm over it take

DOCUMENT_OPENS = f'{XML}<w:document xmlns:w="{MAIN}" xmlns:r="{_OFFICE}"><w:body>'


def document_closes(profile: Profile) -> str:
    """Return the end of the main part: the page and its grid."""
    top, right, bottom, left = (round(one * MILLIMETRE) for one in profile.margins)
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="even" r:id="rId4"/>'
        f'<w:pgSz w:w="{_PAGE_WIDTH}" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{bottom - _BELOW_TEXT}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
        "</w:body></w:document>"
    )


def text_width(profile: Profile) -> int:
    """Return how wide the text is, in twentieths of a point: 156 mm are 8844."""
    _, right, _, left = profile.margins
    return round((210 - right - left) * MILLIMETRE)


def _footer(side: str, song: str) -> str:
    rest = f"{fonts(song)}{NO_SQUEEZE}{size(28)}"
    run = f"<w:r><w:rPr>{rest}</w:rPr>"
    return (
        f'{XML}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:snapToGrid w:val="0"/>'
        '<w:spacing w:line="280" w:lineRule="exact"/>'
        f'<w:ind w:left="280" w:right="280"/>'
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
        f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{spelt}</Relationships>'
    )


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


_TYPES = (
    f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
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
    f'{XML}<w:settings xmlns:w="{MAIN}"><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    "</w:settings>"
)

_RELATIONS = {
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
    "word/settings.xml": _SETTINGS,
}


def fixed(profile: Profile = STANDARD) -> Mapping[str, str]:
    """Return the parts by their name in the package."""
    return _fixed(tuple(sorted(profile.fonts.items())))


@cache
def _fixed(own: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    face = {**FONTS, **dict(own)}
    return {
        **_RELATIONS,
        "word/styles.xml": styles(face),
        "word/footer1.xml": _footer("right", face["song"]),
        "word/footer2.xml": _footer("left", face["song"]),
    }


CORE = (
    f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:creator>{creator}</dc:creator><dc:language>zh-CN</dc:language>"
    "</cp:coreProperties>"
)
