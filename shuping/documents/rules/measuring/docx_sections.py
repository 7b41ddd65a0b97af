"""The sections of a .docx: paper, margins, grid and feet of their pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from shuping.documents.rules.measuring.docx_styles import Terms, is_on, number, terms
from shuping.documents.rules.measuring.measured import POINT, Box
from shuping.documents.rules.measuring.packages import Parts, all_of, beside, tree

TWIP = POINT / 20
_GRID_PART = 4096


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `feet` are the parts of its feet by kind: default, even, first."""

    held: Terms
    feet: Mapping[str, str]

    @property
    def width(self) -> float:
        """Return the width of the paper."""
        return number(self.held, "pgSz.w", 11906) * TWIP

    @property
    def height(self) -> float:
        """Return the height of the paper."""
        return number(self.held, "pgSz.h", 16838) * TWIP

    @property
    def area(self) -> Box:
        """Return the type area that the margins leave."""
        margin = {
            side: abs(number(self.held, f"pgMar.{side}", 1440)) * TWIP
            for side in ("top", "right", "bottom", "left")
        }
        left = margin["left"] + number(self.held, "pgMar.gutter") * TWIP
        return Box(
            left,
            margin["top"],
            self.width - left - margin["right"],
            self.height - margin["top"] - margin["bottom"],
        )

    @property
    def foot(self) -> float:
        """Return how far over the lower edge of the paper the foot ends."""
        return number(self.held, "pgMar.footer", 720) * TWIP

    @property
    def begins(self) -> int:
        """Return the page number that it begins with, 0 where the count goes on."""
        return int(number(self.held, "pgNumType.start"))

    @property
    def pitch(self) -> float:
        """Return how far apart the grid sets lines, 0 where it does not."""
        if self.held.get("docGrid.type", "default") == "default":
            return 0
        return number(self.held, "docGrid.linePitch") * TWIP

    @property
    def wider(self) -> float:
        """Return how much wider than its size the grid sets a character, in points."""
        if self.held.get("docGrid.type") != "linesAndChars":
            return 0
        return number(self.held, "docGrid.charSpace") / _GRID_PART

    @property
    def goes_on(self) -> bool:
        """Tell whether it begins on the page where the one before ends."""
        return self.held.get("type.val") == "continuous"

    def foot_of(self, page: int, *, is_first: bool, parity: bool) -> str:
        """Return the part that is the foot of a page, empty where there is none."""
        if is_first and is_on(self.held, "titlePg"):
            return self.feet.get("first", "")
        kind = "even" if parity and page % 2 == 0 else "default"
        return self.feet.get(kind, "")


def related(parts: Parts, part: str) -> dict[str, str]:
    """Return the parts that a part is related to, by their marks."""
    folder, _, name = part.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in parts:
        return {}
    return {
        one.get("Id", ""): beside(part, one.get("Target", ""))
        for one in all_of(tree(parts, listed), "Relationship")
        if one.get("TargetMode") != "External"
    }


def section(element: Element, targets: Mapping[str, str], before: Section) -> Section:
    """Return a section; it has the feet of the one before where it has none."""
    own = {
        one.get("type", "default"): targets.get(one.get("id", ""), "")
        for one in all_of(element, "footerReference")
    }
    return replace(before, held=terms(element), feet={**before.feet, **own})
