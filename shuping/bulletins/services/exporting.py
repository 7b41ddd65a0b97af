"""The portal as files: the same pages, with links from file to file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from shuping.bulletins.queries import portal as queries
from shuping.bulletins.queries.portal import PAGE, item_of
from shuping.bulletins.rules.feed import feed
from shuping.bulletins.rules.searching import HOME
from shuping.refusal import Refused, say, why

_STYLE = Path(__file__).parents[2] / "shell" / "static" / "shell" / "shuping.css"


def export(folder: Path, *, site: str) -> Sequence[Path]:
    """Write the portal into a folder; return the files, in the order of their names.

    The same portal gives the same bytes. `site` is the address of the folder, for the
    feed. Refused where a file cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in sorted(_files(site).items()):
            path = folder / name
            path.write_bytes(data)
            written.append(path)
    except OSError as error:
        raise Refused(
            say(
                "{path} cannot be written: {reason}.",
                path=error.filename,
                reason=why(error),
            )
        ) from error
    return written


def _files(site: str) -> Mapping[str, bytes]:
    home = site if site.endswith("/") else f"{site}/"
    with translation.override("zh-hans"):
        return {
            "style.css": _STYLE.read_bytes(),
            "feed.xml": _feed(home),
            **dict(_lists()),
            **dict(_pages()),
        }


def _feed(home: str) -> bytes:
    latest = queries.published()[:PAGE]
    items = [item_of(one, f"{home}{one.number}.html") for one in latest]
    return feed(items, home, f"{home}feed.xml", title=HOME)


def _lists() -> Iterator[tuple[str, bytes]]:
    columns = queries.columns()
    names = {column: f"column-{number}" for number, column in enumerate(columns, 1)}
    for column, name in {"": "index", **names}.items():
        paged = Paginator(queries.published(column), PAGE)
        for number in paged.page_range:
            shown = {
                "bulletins": paged.page(number),
                "before": _list(name, number - 1),
                "after": _list(name, number + 1),
                "column": column,
                "columns": names.items(),
            }
            yield _list(name, number), _rendered("list", shown)


def _list(name: str, number: int) -> str:
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def _pages() -> Iterator[tuple[str, bytes]]:
    for number in queries.numbers():
        versions = queries.public_versions(number)
        for one in versions:
            page = _rendered("page", queries.page_of(one, versions))
            yield f"{number}-{one.version}.html", page
        yield (
            f"{number}.html",
            _rendered("page", queries.page_of(versions[0], versions)),
        )


def _rendered(what: str, shown: Mapping[str, Any]) -> bytes:
    return render_to_string(f"bulletins/exported_{what}.html", dict(shown)).encode()
