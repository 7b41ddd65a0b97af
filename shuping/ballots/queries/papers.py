"""What stands on the paper ballots of a round."""

from shuping.ballots.queries import box_of
from shuping.ballots.queries.urns import listed
from shuping.ballots.rules.opening import box_form
from shuping.ballots.rules.papers import Edition, Papers
from shuping.rounds.models import Round
from shuping.rounds.queries import scheme_of
from shuping.urn.form import Named


def papers_of(round_: Round, code: str, edition: Edition) -> Papers | None:
    """Return the paper of a class in an edition; None where there is no such class."""
    terms, box = scheme_of(round_).ballot, box_of(round_)
    category = next((one for one in terms.categories if one.code == code), None)
    if category is None:
        return None
    form = box_form(
        round_.name,
        terms,
        listed(round_, terms),
        rehearsal=bool(box and box.rehearsal),
    )
    named = Named(category.code, category.name)
    return Papers(form, named, edition, category.signed)
