"""One title for several posts: 党委书记 and 党工委书记 are 党（工）委书记."""

from collections.abc import Iterable

_COMMITTEE, _WORKING, _GROUP = "委", "工委", "组"
_STEMS = {
    "党委": {_COMMITTEE},
    "党工委": {_WORKING},
    "党（工）委": {_COMMITTEE, _WORKING},
    "党组": {_GROUP},
    "党委（党组）": {_COMMITTEE, _GROUP},
    "党工委（党组）": {_WORKING, _GROUP},
    "党（工）委（党组）": {_COMMITTEE, _WORKING, _GROUP},
}
_SECRETARY = "书记"


def joint_post(posts: Iterable[str]) -> str:
    """Return the one title that covers all posts; others are listed as they come."""
    different = list(dict.fromkeys(posts))
    stems = [_STEMS.get(one.removesuffix(_SECRETARY)) for one in different]
    known = [stem for stem in stems if stem]
    if len(different) == 1 or len(known) < len(different):
        return "、".join(different)
    covered = set().union(*known)
    return next(s for s, kinds in _STEMS.items() if kinds == covered) + _SECRETARY
