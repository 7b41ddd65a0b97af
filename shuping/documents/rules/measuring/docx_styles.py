"""What holds for paragraphs and runs of a .docx, styles and defaults inherited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from shuping.documents.rules.measuring.measured import Colour
from shuping.documents.rules.measuring.packages import (
    Parts,
    all_of,
    figure,
    first,
    tree,
)

Stops = tuple[tuple[float, str], ...]
"""Tab stops: how far in, in twips, and how text is aligned there."""
Terms = dict[str, str]
"""What holds: `ind.left` is the attribute `left` of the element `ind`."""
_DEEPEST_STYLE = 20
_OFF = ("0", "false", "off", "none")
_DEFAULT_SIZE = 10.0
_DEFAULT_FONTS = {"eastAsia": "宋体", "ascii": "Times New Roman"}
_HEX = 16


def terms(element: Element | None) -> Terms:
    """Return what a pPr, rPr or sectPr says, by element and attribute."""
    told: Terms = {}
    for child in () if element is None else element:
        for one in child if child.tag == "pBdr" else [child]:
            for name, value in (one.attrib or {"val": "true"}).items():
                told[f"{one.tag}.{name}"] = value
    return told


def stops(element: Element | None) -> Stops:
    """Return the tab stops that a pPr sets."""
    told = () if element is None else all_of(element, "tabs", "tab")
    return tuple((figure(one.get("pos", "")) or 0, one.get("val", "")) for one in told)


def joined(*levels: Mapping[str, str]) -> Terms:
    """Return what holds where later levels win; a font drops a font of the theme."""
    held: Terms = {}
    for level in levels:
        for script in ("eastAsia", "ascii"):
            if f"rFonts.{script}" in level:
                held.pop(f"rFonts.{script}Theme", None)
        held |= level
    return held


def is_on(held: Mapping[str, str], name: str, *, otherwise: bool = False) -> bool:
    """Tell whether a switch is on."""
    value = held.get(f"{name}.val")
    return otherwise if value is None else value not in _OFF


def number(held: Mapping[str, str], name: str, otherwise: float = 0) -> float:
    """Return a number of the terms, the other where there is none."""
    told = figure(held.get(name, ""))
    return otherwise if told is None else told


@dataclass(frozen=True, slots=True)
class Style:
    """A style: what it is based on, and what it says itself."""

    based_on: str
    paragraph: Terms
    run: Terms
    stops: Stops = ()


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a document, its defaults, and the fonts of its theme."""

    known: Mapping[str, Style] = field(default_factory=dict)
    defaults: Style = Style("", {}, {})
    normal: str = ""
    theme: Mapping[str, str] = field(default_factory=dict)

    def held(self, name: str) -> tuple[Terms, Terms]:
        """Return what holds for paragraphs and runs by a style, its bases first."""
        chain = [self.defaults, *reversed(list(self._chain(name)))]
        return (
            joined(*(style.paragraph for style in chain)),
            joined(*(style.run for style in chain)),
        )

    def run_of(self, name: str) -> Terms:
        """Return what a style of characters says."""
        return joined(*(one.run for one in reversed(list(self._chain(name)))))

    def stops(self, name: str) -> Stops:
        """Return the tab stops of a style and its bases."""
        return sum((style.stops for style in self._chain(name)), ())

    def _chain(self, name: str) -> Iterator[Style]:
        for _ in range(_DEEPEST_STYLE):
            style = self.known.get(name)
            if style is None:
                return
            yield style
            name = style.based_on

    def font(self, held: Terms, *, wide: bool) -> str:
        """Return the font that sets a Chinese character, or another one."""
        script = "eastAsia" if wide else "ascii"
        by_theme = self.theme.get(held.get(f"rFonts.{script}Theme", ""), "")
        return by_theme or held.get(f"rFonts.{script}", _DEFAULT_FONTS[script])


def size(held: Mapping[str, str]) -> float:
    """Return the size of type in points."""
    return number(held, "sz.val", 2 * _DEFAULT_SIZE) / 2


def colour(held: Mapping[str, str]) -> Colour:
    """Return the colour of type; what is automatic is black."""
    return hexed(held.get("color.val", ""))


def hexed(told: str) -> Colour:
    """Return a colour that six hexadecimal digits tell, else black."""
    try:
        whole = int(told, _HEX)
    except ValueError:
        return (0, 0, 0)
    return (whole >> 16) & 255, (whole >> 8) & 255, whole & 255


def read(parts: Parts) -> Styles:
    """Return the styles of a document; without a part of styles there are none."""
    if "word/styles.xml" not in parts:
        return Styles()
    root = tree(parts, "word/styles.xml")
    known, normal = {}, ""
    for one in all_of(root, "style"):
        name = one.get("styleId", "")
        based_on = first(one, "basedOn")
        known[name] = Style(
            "" if based_on is None else based_on.get("val", ""),
            terms(first(one, "pPr")),
            terms(first(one, "rPr")),
            stops(first(one, "pPr")),
        )
        if one.get("type") == "paragraph" and one.get("default") in ("1", "true"):
            normal = name
    defaults = Style(
        "",
        terms(first(root, "docDefaults", "pPrDefault", "pPr")),
        terms(first(root, "docDefaults", "rPrDefault", "rPr")),
    )
    return Styles(known, defaults, normal, _theme(parts))


def _theme(parts: Parts) -> dict[str, str]:
    if "word/theme/theme1.xml" not in parts:
        return {}
    root = tree(parts, "word/theme/theme1.xml")
    found = {}
    for kind in ("major", "minor"):
        fonts = first(root, "themeElements", "fontScheme", f"{kind}Font")
        for script, tag in (("HAnsi", "latin"), ("EastAsia", "ea")):
            one = first(fonts, tag)
            found[kind + script] = "" if one is None else one.get("typeface", "")
        for one in () if fonts is None else all_of(fonts, "font"):
            if one.get("script") == "Hans":
                found[f"{kind}EastAsia"] = found[f"{kind}EastAsia"] or one.get(
                    "typeface", ""
                )
    return found
