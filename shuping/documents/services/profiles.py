"""The profiles of organs that the house keeps beside its data."""

import tomllib

from django.conf import settings

from shuping.documents.rules.profiles import Profile, read
from shuping.refusal import Refused, Words, say

FILE = "organs.toml"


def profiles() -> dict[str, Profile]:
    """Return the profiles by organ, none where there is no file.

    Refused where the file cannot be understood: a document in wrong fonts would go
    out unnoticed.
    """
    path = settings.DATA_DIR / FILE
    if not path.is_file():
        return {}
    try:
        organs = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _refused(error) from error
    known = read(organs)
    if isinstance(known, Words):
        raise _refused(known)
    return known


def _refused(wrong: object) -> Refused:
    return Refused(say("{file} cannot be used: {wrong}.", file=FILE, wrong=wrong))
