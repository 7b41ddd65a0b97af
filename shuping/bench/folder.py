"""`shuping bench run`: the worked district and a large folder against their CSV."""

import csv
import io
import random
import resource
import tempfile
import time
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from django.db import transaction

from shuping.accounts.models import Person
from shuping.bench.ratio import ROUNDS, Ratio, timed
from shuping.demo.services import WINTER
from shuping.folders import services as folders
from shuping.refusal import Words, say
from shuping.shell import clock
from shuping.shell.terminal import tell

CEILING, MOST_MEGABYTES = 25, 1024
_CLASSES = "ABC"
_STEPS = {
    "read": say("reading the folder"),
    "work": say("working the round"),
    "results": say("results"),
    "documents": say("documents"),
    "bulletin": say("the bulletin"),
}
_MARKS = ("good", "good", "good", "fairly_good", "average", "unknown", "")


def bench(chosen: Namespace) -> bool:
    """Measure, print, and tell whether every ceiling is kept."""
    with tempfile.TemporaryDirectory() as name:
        large = Path(name) / "large"
        write_folder(large, chosen.reporters, chosen.ballots)
        tell(
            say(
                "The worked district, and a folder of {reporters} reporters and "
                "{ballots} ballots, against reading their CSV.",
                reporters=chosen.reporters,
                ballots=chosen.ballots,
            )
        )
        measure(say("the worked district"), WINTER / "linjiang", Path(name)).print()
        ratio = measure(say("the large folder"), large, Path(name))
        ratio.print(CEILING)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(say("memory: {memory} MB, at most {most}", memory=memory, most=MOST_MEGABYTES))
    return ratio.quartile <= CEILING and memory <= MOST_MEGABYTES


def measure(name: Words, source: Path, place: Path) -> Ratio:
    """Run a folder and read its CSV in turn, `ROUNDS` times."""
    ratios, seconds = [], []
    steps: dict[Words, float] = {}
    for _ in range(ROUNDS):
        reading = timed(partial(read_csv, source))
        running = timed(partial(run_once, source, place / "out", steps))
        ratios.append(running / reading)
        seconds.append(running)
    return Ratio(name, ratios, seconds, steps)


def read_csv(source: Path) -> None:
    """Read every CSV file of a folder, row by row, and do nothing with it."""
    for path in sorted(source.glob("*.csv")):
        text = path.read_bytes().decode()
        for _row in csv.reader(io.StringIO(text, newline="")):
            pass


@transaction.atomic
def run_once(source: Path, out: Path, steps: dict[Words, float]) -> None:
    """Run a folder whole, adding up what each step takes; nothing stays behind."""
    by = Person.objects.create_user("bench")
    begun: list[tuple[str, float]] = []
    folders.run(
        source,
        out,
        by=by,
        at=clock.now(),
        watch=lambda step: begun.append((step, time.perf_counter())),
    )
    ends = [moment for _, moment in begun[1:]] + [time.perf_counter()]
    for (step, start), end in zip(begun, ends, strict=True):
        name = _STEPS[step]
        steps[name] = steps.get(name, 0) + end - start
    transaction.set_rollback(True)


def write_folder(place: Path, reporters: int, ballots: int) -> None:
    """Write a large made-up folder; the same every time."""
    chance = random.Random(1)  # noqa: S311 - a made-up folder, not a secret
    place.mkdir()
    codes = [f"O{number:04d}" for number in range(reporters)]
    tables: dict[str, list[Sequence[str]]] = {
        "organisations.csv": [
            ("code", "parent", "name", "kind", "sector"),
            ("LJ", "", "临江区委", "district", "district"),
            *((code, "LJ", f"机构{code}", "body", "body") for code in codes),
        ],
        "roster.csv": [
            ("organisation", "post", "mode", "order"),
            *((code, "书记", "oral", str(n)) for n, code in enumerate(codes, 1)),
        ],
        "scores.csv": [
            ("organisation", "component", "score"),
            *((code, "everyday", str(chance.randint(60, 99))) for code in codes),
        ],
        "electorate.csv": [
            ("category", "entitled", "present", "issued", "returned"),
            *(
                (one, *[str(len(range(place_, ballots, len(_CLASSES))))] * 4)
                for place_, one in enumerate(_CLASSES)
            ),
        ],
        "ballots.csv": [
            ("ballot", "category", "organisation", "item", "mark"),
            *(
                (f"B{n}", _CLASSES[n % 3], code, "overall", chance.choice(_MARKS))
                for n in range(ballots)
                for code in codes
            ),
        ],
    }
    for name, rows in tables.items():
        with (place / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    (place / "scheme.toml").write_text(_SCHEME, encoding="utf-8")


_SCHEME = """
[round]
name = "量速度用的一轮"
year = 2019
convenor = "LJ"
deadline = 2020-01-15
[ballot]
grades = [
  {code = "good", name = "好", points = 100},
  {code = "fairly_good", name = "较好", points = 75},
  {code = "average", name = "一般", points = 50},
  {code = "poor", name = "差", points = 0},
]
items = [{code = "overall", name = "总体评价", weight = 1}]
categories = [
  {code = "A", name = "A票", weight = 40},
  {code = "B", name = "B票", weight = 30},
  {code = "C", name = "C票", weight = 30},
]
[appraisal]
components = [{code = "ballot", weight = 60}, {code = "everyday", weight = 40}]
places = 2
rounding = "half_up"
bands = [
  {grade = "good", from = 90},
  {grade = "fairly_good", from = 75},
  {grade = "average", from = 60},
]
"""
