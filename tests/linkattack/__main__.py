"""`python -m tests.linkattack files|cluster [BOXES] [LEAK]`: attack, print means."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.linkattack import cluster_leaks, leaks
from tests.linkattack.places import Cluster, Files
from tests.linkattack.scoring import Scores
from tests.linkattack.story import House, play

PLACES = {
    "files": (House(Files), leaks.LEAKS),
    "cluster": (House(Cluster), cluster_leaks.LEAKS),
}


def main(place: str = "files", boxes: str = "200", leak: str = "") -> int:
    """Print every means; exit code 1 where one does better or worse than chance."""
    house, known = PLACES[place]
    house = known[leak][0] if leak else house
    scores = Scores()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(int(boxes)):
            scores.attack(play(Path(folder) / "one", seed, house), seed)
            shutil.rmtree(Path(folder) / "one")
    sys.stdout.writelines(f"{line}\n" for line in scores.lines())
    return 1 if scores.found() else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
