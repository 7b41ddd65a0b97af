"""Which installed fonts set which kind of text.

The first of a chain that is installed sets the text, the next ones what it lacks.
None of them need be there: then the setter falls back to whatever it has.
"""

from collections.abc import Collection

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


def chosen(installed: Collection[str]) -> dict[str, list[str]]:
    """Return the installed fonts for each kind of text, the most fitting first."""
    here = set(installed)
    return {
        kind: list(dict.fromkeys(name for name in (*chain, *_ANY) if name in here))
        for kind, chain in CHAINS.items()
    }


def sets_chinese(installed: Collection[str]) -> bool:
    """Tell whether one of the installed fonts sets Chinese."""
    known = {name for chain in CHAINS.values() for name in (*chain, *_ANY)}
    return not known.difference(_LATIN).isdisjoint(installed)
