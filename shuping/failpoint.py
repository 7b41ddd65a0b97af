"""Places where a test may end a process at once, as a power cut would.

Nothing happens there unless SHUPING_FAILPOINT names the place.
"""

import os
import signal

VARIABLE = "SHUPING_FAILPOINT"


def failpoint(name: str) -> None:
    """Kill this process where the environment asks for that at `name`."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
