"""A folder taken into an installation where others work, and given out again."""

import io
import zipfile
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import CHARTER, Act
from shuping.folders.queries.written import files_of
from shuping.folders.rules import rows
from shuping.folders.rules.folder import Folder
from shuping.folders.services.working import work
from shuping.organisations import queries as organisations
from shuping.organisations.models import Organisation
from shuping.refusal import Refused, say
from shuping.rounds.models import Round

_DAY = (1980, 1, 1, 0, 0, 0)


@transaction.atomic
def take_in(folder: Folder, *, by: Person, at: datetime) -> Round:
    """Work a folder whose convenor lies where the person makes rounds.

    Refused where the convenor stands elsewhere, or where no body that stands is above
    it: a folder never founds a tree of its own beside the one that is there.
    """
    standing = _nearest(folder)
    if standing is None:
        raise Refused(say("No body that stands here is above the folder's convenor."))
    if not organisations.duties_at(standing, by) & CHARTER[Act.MAKE_ROUND].duties:
        raise Refused(say("You make no rounds at {body}.", body=standing))
    return work(folder, by=by, at=at)


def _nearest(folder: Folder) -> Organisation | None:
    """Return the convenor if it stands, or else the nearest body above that does."""
    parents = {row.code: row.parent for row in folder.of(rows.OrganisationRow)}
    chain = [folder.scheme.round.convenor]
    while above := parents.get(chain[-1]):
        chain.append(above)
    found = {one.code: one for one in Organisation.objects.filter(code__in=chain)}
    return next((found[code] for code in chain if code in found), None)


def zipped(round_: Round) -> io.BytesIO:
    """Return the round's folder as a zip; the same bytes for the same round."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files_of(round_).items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data)
    packed.seek(0)
    return packed
