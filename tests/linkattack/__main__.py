"""`python -m tests.linkattack [BOXES] [LEAK]`: attack boxes and print every means."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.linkattack.leaks import LEAKS
from tests.linkattack.scoring import Scores
from tests.linkattack.story import play


def main(boxes: int = 200, leak: str = "") -> int:
    """Print every means; exit code 1 where one does better or worse than chance."""
    house = LEAKS[leak][0] if leak else None
    scores = Scores()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(boxes):
            scores.attack(play(Path(folder) / "one", seed, house), seed)
            shutil.rmtree(Path(folder) / "one")
    sys.stdout.writelines(f"{line}\n" for line in scores.lines())
    return 1 if scores.found() else 0


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:2] or ["200"])[0]), *sys.argv[2:3]))
