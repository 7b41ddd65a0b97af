"""Who reported, in one phrase: named where few, counted by sector where many.

Every count is the number of rows on the roster that it stands for.
"""

from collections.abc import Sequence
from itertools import groupby

from shuping.bulletins.rules.phrases import beside, listing, run
from shuping.bulletins.rules.posts import joint_post
from shuping.bulletins.rules.record import Reporter

# The preset words of sectors, each with its measure word; a code of one's own has none.
SECTORS = {
    "street_town": ("个", "街镇"),
    "street": ("个", "街道"),
    "town": ("个", "镇"),
    "department": ("个", "部门"),
    "organ": ("个", "机关"),
    "zone": ("个", "园区"),
    "enterprise": ("家", "企业"),
    "institution": ("家", "事业单位"),
    "people_organisation": ("个", "人民团体"),
    "university": ("所", "高校"),
    "school": ("所", "学校"),
    "hospital": ("家", "医院"),
    "community": ("个", "居民区"),
    "village": ("个", "村"),
    "new_sector": ("家", "两新组织"),
}
NAMED_IN_A_SECTOR = 3
NAMED_BEFORE_MORE = 3
LISTED = 12


def phrase(reporters: Sequence[Reporter]) -> str:
    """Return who they are: 10个街镇党（工）委书记和区水务局党组书记共11人."""
    alone = [one for one in reporters if one.sector not in SECTORS]
    uncounted = [one for one in alone if not one.name]
    named = [one for one in reporters if one.name]
    others = len(reporters) - len(named)
    if uncounted and others == len(uncounted) and len(named) <= NAMED_BEFORE_MORE:
        return _among(named, uncounted)
    parts = [_sector(bucket) for bucket in _buckets(reporters)]
    parts += _one_by_one([one for one in alone if one.name])
    if uncounted:
        parts.append(f"其他{_bodies(uncounted)}")
    total = f"共{len(reporters)}人" if len(parts) > 1 else ""
    return listing(parts) + total


def _among(named: Sequence[Reporter], uncounted: Sequence[Reporter]) -> str:
    if not named:
        return _bodies(uncounted)
    post = joint_post(one.post for one in uncounted)
    same = joint_post(one.post for one in named) == post
    first = run([one.name if same else beside(one.name, one.post) for one in named])
    return f"{first}等{len(named) + len(uncounted)}名{post}"


def _bodies(reporters: Sequence[Reporter]) -> str:
    return f"{len(reporters)}家单位的{joint_post(one.post for one in reporters)}"


def _buckets(reporters: Sequence[Reporter]) -> list[list[Reporter]]:
    buckets: dict[str, list[Reporter]] = {}
    for one in reporters:
        if one.sector in SECTORS:
            buckets.setdefault(one.sector, []).append(one)
    return list(buckets.values())


def _sector(bucket: list[Reporter]) -> str:
    measure, word = SECTORS[bucket[0].sector]
    post = joint_post(one.post for one in bucket)
    names = [one.name for one in bucket if one.name]
    count = f"{len(bucket)}{measure}{word}"
    if len(names) < len(bucket) or len(names) > NAMED_IN_A_SECTOR:
        return count + post
    return beside(run(names) + (count if len(names) > 1 else ""), post)


def _one_by_one(named: Sequence[Reporter]) -> list[str]:
    if len(named) > LISTED:
        first = run([one.name for one in named[:NAMED_BEFORE_MORE]])
        return [f"{first}等{_bodies(named)}"]
    by_post = groupby(named, key=lambda one: one.post)
    return [
        beside(run([one.name for one in together]), post) for post, together in by_post
    ]
