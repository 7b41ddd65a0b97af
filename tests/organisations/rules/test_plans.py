"""What lists would change, worked out before anything is."""

from datetime import date

import pytest

from shuping.organisations.rules.layouts import BODIES, POSTS, arrived, read_list
from shuping.organisations.rules.plans import Change, Standing, TreePlan, plan_bodies
from shuping.organisations.rules.tenures import Held, PostPlan, plan_posts

FILE = "a.csv"
STANDING = {
    one.code: one
    for one in [
        Standing("JZ", "", "江州市委", "city", "", within=False),
        Standing("LJ", "JZ", "临江区委", "district", "", within=True),
        Standing("LJ01", "LJ", "云台街道", "", "", within=True),
        Standing("LJ02", "LJ", "河湾镇", "", "", within=True),
        Standing("PX", "JZ", "平溪区委", "", "", within=False),
    ]
}


def plan(*rows: str, head: str = "code,parent,name") -> tuple[TreePlan, list[str]]:
    got = arrived(FILE, "\n".join([head, *rows]).encode(), BODIES)
    assert not isinstance(got, tuple)
    read = read_list(got, BODIES)
    made = plan_bodies(read, STANDING, FILE)
    return made, [str(one).removeprefix("a.csv:") for one in read.faults.in_order()]


def test_new_changed_and_unchanged_bodies_are_told_apart() -> None:
    made, faults = plan("LJ,JZ,临江区委", "LJ01,LJ02,云台镇", "LJ03,LJ01,新村")

    assert faults == []
    assert [row.code for row in made.new] == ["LJ03"]
    assert made.changes == (
        Change("LJ01", "云台街道", "parent", "LJ", "LJ02"),
        Change("LJ01", "云台街道", "name", "云台街道", "云台镇"),
    )
    assert made.same == 1
    assert made


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_one_does() -> None:
    without, _ = plan("LJ,JZ,临江区委")
    emptied, _ = plan("LJ,JZ,临江区委,", head="code,parent,name,kind")

    assert not without
    assert emptied.changes == (Change("LJ", "临江区委", "kind", "district", ""),)
    assert without.digest != emptied.digest


def test_a_list_of_nothing_is_a_plan_of_nothing() -> None:
    assert plan() == (TreePlan((), (), 0), [])


STANDS = "a body that stands or is in the list"
ONE_ROOT = "parents lead up to one root"


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (["X,,新"], [f"2: parent: X has no body above it; {STANDS}"]),
        (["X,NO,新"], [f"2: parent: NO is nowhere; {STANDS}"]),
        (["X,PX,新"], [f"2: parent: PX is nowhere; {STANDS}"]),
        (["PX,LJ,x"], ["2: code: PX stands outside your bodies; another code"]),
        (
            ["LJ,LJ01,x"],
            [
                "2: parent: you may not move LJ; JZ, as it stands",
                f"2: parent: LJ stands above itself; {ONE_ROOT}",
            ],
        ),
        (["LJ,PX,x"], [f"2: parent: PX is nowhere; {STANDS}"]),
        (["LJ01,,x"], [f"2: parent: LJ01 has no body above it; {STANDS}"]),
        (
            ["LJ01,LJ02,x", "LJ02,LJ01,x"],
            [
                "2: parent: LJ01 stands above itself; parents lead up to one root",
                "3: parent: LJ02 stands above itself; parents lead up to one root",
            ],
        ),
        (
            ["A,B,x", "B,A,x", "C,C,x"],
            [
                f"{line}: parent: {code} stands above itself; {ONE_ROOT}"
                for line, code in [(2, "A"), (3, "B"), (4, "C")]
            ],
        ),
    ],
)
def test_what_may_not_be_is_told_at_its_cell(
    rows: list[str], faults: list[str]
) -> None:
    assert plan(*rows)[1] == faults


def test_the_topmost_body_is_not_moved() -> None:
    mine = {"JZ": Standing("JZ", "", "江州市委", "", "", within=True)}
    got = arrived(FILE, b"code,parent,name\nX,JZ,x\nJZ,X,x\n", BODIES)
    assert not isinstance(got, tuple)
    read = read_list(got, BODIES)

    plan_bodies(read, mine, FILE)

    assert "JZ; leave it empty: it is the topmost body" in str(read.faults.found[0])


def test_a_tree_too_deep_is_told_where_it_begins_to_be() -> None:
    chain = ["D0,LJ,x", *(f"D{n},D{n - 1},x" for n in range(1, 62))]

    _, faults = plan(*chain)

    assert faults == [
        "63: parent: D61 stands too deep, or a body below it; at most 63 levels"
    ]


def test_what_stands_below_a_body_may_be_what_is_too_deep() -> None:
    chain = ["D0,LJ,x", *(f"D{n},D{n - 1},x" for n in range(1, 60))]

    assert plan(*chain, "LJ02,D58,x")[1] == []
    _, (fault,) = plan(*chain, "LJ,JZ,x", "LJ02,D59,x", "U,LJ02,x")
    assert fault.startswith("64: parent: U stands too deep")


MAY, JUNE = date(2019, 5, 1), date(2019, 6, 1)
HEAD = "organisation,post,holder,since,until,acting"


def posts(
    *rows: str, standing: tuple[Held, ...] = (), head: str = HEAD
) -> tuple[PostPlan, list[str]]:
    got = arrived(FILE, "\n".join([head, *rows]).encode(), POSTS)
    assert not isinstance(got, tuple)
    read = read_list(got, POSTS)
    made = plan_posts(read, {"LJ"}, standing, FILE)
    return made, [str(one).removeprefix("a.csv:") for one in read.faults.found]


def held(
    holder: str,
    since: date | None,
    until: date | None = None,
    *,
    acting: bool = False,
) -> Held:
    return Held("LJ", "书记", holder, since, until, acting)


def test_whoever_held_a_post_ends_the_day_before_the_next_begins() -> None:
    made, faults = posts(
        "LJ,书记,乙,2019-06-01,,", standing=(held("甲", None), held("丁", JUNE))
    )

    assert faults == []
    assert made == PostPlan(
        (held("乙", JUNE),),
        ((held("甲", None), held("甲", None, date(2019, 5, 31))),),
        0,
    )


def test_a_list_taken_in_twice_changes_nothing() -> None:
    rows = ("LJ,书记,甲,,,", "LJ,书记,乙,2019-05-01,,是", "LJ,书记,丙,2019-06-01,,")
    first, _ = posts(*rows)

    again, _ = posts(*rows, standing=first.new)

    assert first.new == (
        held("甲", None, date(2019, 4, 30)),
        held("乙", MAY, date(2019, 5, 31), acting=True),
        held("丙", JUNE),
    )
    assert not again
    assert again.same == 3
    assert first.digest != again.digest


def test_an_end_that_is_told_and_whether_one_acts_are_changed() -> None:
    row = "LJ,书记,甲,2019-05-01,2019-06-01,"
    standing = (held("甲", MAY, acting=True),)

    made, _ = posts(row, standing=standing)
    without, _ = posts(
        row[:-1], standing=standing, head="organisation,post,holder,since,until"
    )

    assert made.changes == ((standing[0], held("甲", MAY, JUNE)),)
    assert without.changes == ((standing[0], held("甲", MAY, JUNE, acting=True)),)


def test_what_may_not_be_in_a_list_of_posts_is_told() -> None:
    assert posts("PX,书记,甲,,,", "LJ,书记,甲,2019-06-01,2019-05-01,")[1] == [
        "2: organisation: PX is nowhere; the code of one of your bodies",
        "3: until: 2019-05-01 lies before the beginning; 2019-06-01 or later",
    ]
