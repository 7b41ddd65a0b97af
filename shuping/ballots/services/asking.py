"""What the desk asks of the urn, and in which words a refusal of it is told."""

from django.conf import settings

from shuping.refusal import Refused, say
from shuping.urn import control
from shuping.urn.control import Unheard

_BAD = {"stranger", "silent", "unknown act"}
_CARELESS, _LOST = "Careless: ", "Unknown: "


class Lost(Refused):
    """The urn runs and has no such box: it was lost with the machine it lay on."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The urn does not have this box. Where its machine is lost, annul the "
                "box and make another with new slips."
            )
        )


def ask(act: str, **about: object) -> dict[str, object]:
    """Tell the urn what to do; refused where it does not run or does not do it."""
    try:
        return control.ask(settings.URN_CONTROL, settings.URN_SECRET, act, **about)
    except Unheard as unheard:
        raise _refusal(str(unheard)) from None


def _refusal(why: str) -> Refused:
    if why.startswith(_LOST):
        return Lost()
    if why in _BAD:
        return Refused(say("The urn does not answer. Start it with shuping serve."))
    if why.startswith(_CARELESS):
        what = why.removeprefix(_CARELESS)
        return Refused(say("The database of the boxes will not do: {what}.", what=what))
    return Refused(say("The urn refuses: {why}.", why=why))
