"""Which installed fonts set which kind of text.

The first of a chain that is installed sets the text, the next ones what it lacks.
None of them need be there: then the setter falls back to whatever it has.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

_SERIF = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "SimSun",
    "AR PL UMing CN",
)
_SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_LATIN = ("Libertinus Serif", "DejaVu Sans")
_ANY = (*_SERIF, *_SANS, "Noto Sans CJK JP", "LXGW WenKai", *_LATIN)

_FANG = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "FandolFang R", "FandolFang")
_KAI = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "FandolKai", "LXGW WenKai")
_TITLE = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05")

CHAINS = {
    "body": _FANG,
    "kai": _KAI,
    "hei": ("SimHei", "FandolHei", *_SANS),
    "title": (*_TITLE, "FandolSong"),
    "song": ("SimSun", "FandolSong", *_SERIF),
}


def chosen(
    installed: Collection[str], own: Mapping[str, str] = MappingProxyType({})
) -> dict[str, list[str]]:
    """Return the installed fonts for each kind of text, the most fitting first.

    `own` are the fonts that an organ wants; one that is not installed is passed over.
    """
    here = set(installed)
    wanted = {
        kind: (own.get(kind, ""), *chain, *_ANY) for kind, chain in CHAINS.items()
    }
    return {
        kind: list(dict.fromkeys(name for name in names if name in here))
        for kind, names in wanted.items()
    }


def sets_chinese(installed: Collection[str]) -> bool:
    """Tell whether one of the installed fonts sets Chinese."""
    known = {name for chain in CHAINS.values() for name in (*chain, *_ANY)}
    return not known.difference(_LATIN).isdisjoint(installed)
