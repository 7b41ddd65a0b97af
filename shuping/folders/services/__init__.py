"""Working a round folder through every room, and leaving what it gives."""

from shuping.folders.services.archiving import Enters, archive, bring_back
from shuping.folders.services.moving import take_in, zipped
from shuping.folders.services.running import Outcome, leave, read_folder, run
from shuping.folders.services.working import work

__all__ = [
    "Enters",
    "Outcome",
    "archive",
    "bring_back",
    "leave",
    "read_folder",
    "run",
    "take_in",
    "work",
    "zipped",
]
