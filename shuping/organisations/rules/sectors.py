"""What usual codes of sectors and kinds are called; a code of one's own says itself."""

from collections.abc import Mapping

from shuping.refusal import Words, say

SECTORS: Mapping[str, Words] = {
    "city": say("cities"),
    "district": say("districts"),
    "street_town": say("streets and towns"),
    "street": say("streets"),
    "town": say("towns"),
    "department": say("departments"),
    "group": say("mass organisations"),
    "organ": say("organs"),
    "zone": say("development zones"),
    "enterprise": say("enterprises"),
    "institution": say("public institutions"),
    "people_organisation": say("people's organisations"),
    "university": say("universities"),
    "school": say("schools"),
    "hospital": say("hospitals"),
    "community": say("residential communities"),
    "village": say("villages"),
    "new_sector": say("new economic and social organisations"),
    "basic": say("the base"),
}
KINDS: Mapping[str, Words] = {
    "city": say("city committee"),
    "district": say("district committee"),
    "committee": say("Party committee"),
    "group": say("leading Party group"),
    "branch": say("Party branch"),
}


def sector_words(code: str) -> Words:
    """Return what a sector is called."""
    return SECTORS.get(code) or say("{code}", code=code)


def kind_words(code: str) -> Words:
    """Return what a kind of body is called."""
    return KINDS.get(code) or say("{code}", code=code)
