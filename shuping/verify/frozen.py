"""Whether form and scheme are those of the record, and fit each other."""

import hashlib
import json
from collections.abc import Iterator, Sequence

from shuping.refusal import Words, say
from shuping.verify.bundle import Bundle
from shuping.verify.terms import Weighed


def form_is_frozen(bundle: Bundle) -> Iterator[Words]:
    """Check the form's hash, and that it is written in the one canonical way."""
    raw = bundle.files["form.json"]
    if hashlib.sha256(raw).hexdigest() != bundle.record["form_sha256"]:
        yield say("form.json has another hash than the record says")
    plain = json.dumps(
        bundle.form, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    if plain.encode() != raw:
        yield say("form.json is not written canonically")


def scheme_is_frozen(bundle: Bundle) -> Iterator[Words]:
    """Check the scheme's hash."""
    raw = bundle.files["scheme.toml"]
    if hashlib.sha256(raw).hexdigest() != bundle.record["scheme_sha256"]:
        yield say("scheme.toml has another hash than the record says")


def form_fits_scheme(bundle: Bundle) -> Iterator[Words]:
    """Check that the form has the scheme's secret classes, items and grades."""
    form, terms, record = bundle.form, bundle.terms, bundle.record
    secret = [one for one in terms.classes if one.secret]
    for name, those in (
        ("categories", secret),
        ("items", terms.items),
        ("grades", terms.grades),
    ):
        if _named(those) != [(one["code"], one["name"]) for one in form[name]]:
            yield say("{name} differ", name=name)
    for name in ("rehearsal", "one_by_one"):
        if form[name] != record[name]:
            yield say("{name} differ", name=name)
    if form["unknown"] != terms.unknown:
        yield say("{name} differ", name="unknown")
    reporters = bundle.codes("reporters")
    if len(set(reporters)) < len(reporters):
        yield say("a reporter stands twice on the form")


def _named(those: Sequence[Weighed]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in those]
