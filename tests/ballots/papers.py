"""Three classes of a small box, and the five sheets in it."""

from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services import Paper

GOOD, FAIR, AVERAGE = 0, 1, 2
TURNOUTS = {
    "A": Turnout(3, 3, 3, 2),
    "B": Turnout(3, 3, 3, 2),
    "S": Turnout(1, 1, 1, 1),
}
A1 = Paper("A", 1, bytes([GOOD, FAIR, GOOD]))
PAPERS = [
    A1,
    Paper("A", 2, bytes([GOOD, GOOD, GOOD])),
    Paper("B", 1, bytes([FAIR, FAIR, FAIR])),
    Paper("B", 2, bytes([GOOD, FAIR, AVERAGE])),
    Paper("S", 1, bytes([GOOD, GOOD, FAIR]), "区委领导"),
]
