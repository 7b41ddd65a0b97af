"""The XML of an OFD, in the order of its schema."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

ENTRY = (
    f'{_XML}<ofd:OFD {_NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody>'
    "<ofd:DocInfo><ofd:DocID>{identity}</ofd:DocID><ofd:Title>{title}</ofd:Title>"
    "<ofd:Author>{author}</ofd:Author>{date}"
    "<ofd:Creator>Shuping</ofd:Creator></ofd:DocInfo>"
    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
DATE = "<ofd:CreationDate>{}</ofd:CreationDate>"
DOCUMENT = (
    f"{_XML}<ofd:Document {_NAMESPACE}><ofd:CommonData>"
    "<ofd:MaxUnitID>{most}</ofd:MaxUnitID>"
    "<ofd:PageArea><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:PageArea>"
    "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
    "<ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
)
PAGE_OF_DOCUMENT = '<ofd:Page ID="{number}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
FONTS = (
    f'{_XML}<ofd:Res {_NAMESPACE} BaseLoc="Res"><ofd:Fonts>'
    "{fonts}</ofd:Fonts></ofd:Res>"
)
PAGE = (
    f"{_XML}<ofd:Page {_NAMESPACE}><ofd:Area><ofd:PhysicalBox>{{size}}"
    "</ofd:PhysicalBox></ofd:Area><ofd:Content>"
    '<ofd:Layer ID="{layer}" Type="Body">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
)
TEXT = (
    '<ofd:TextObject ID="{number}" Boundary="{box}" Font="{font}" Size="{size}">'
    "{colour}"
    '<ofd:TextCode X="0" Y="{y}"{steps}>{text}</ofd:TextCode></ofd:TextObject>'
)
PATH = (
    '<ofd:PathObject ID="{number}" Boundary="{box}" LineWidth="{width}">{colour}'
    "<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
)


def file(number: int) -> str:
    """Return the name of the file of an embedded font."""
    return f"font_{number}.otf"


def font(number: int, name: str, family: str, *, embedded: bool) -> str:
    """Return a font as an entry of the resources."""
    inside = f"<ofd:FontFile>{file(number)}</ofd:FontFile>" if embedded else ""
    return (
        f'<ofd:Font ID="{number}" FontName="{name}" FamilyName="{family}"'
        f' Charset="unicode">{inside}</ofd:Font>'
    )
