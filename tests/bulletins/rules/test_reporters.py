"""Who reported, in one phrase."""

from hypothesis import given
from hypothesis import strategies as st

from shuping.bulletins.rules.record import Reporter
from shuping.bulletins.rules.reporters import SECTORS, phrase


def named(*names: str, sector: str = "", post: str = "党委书记") -> list[Reporter]:
    return [Reporter(name, name, "committee", sector, post) for name in names]


def counted(number: int, sector: str = "", post: str = "党组书记") -> list[Reporter]:
    return [Reporter(f"X{n}", "", "", sector, post) for n in range(number)]


def test_few_of_a_sector_are_named_and_counted() -> None:
    assert phrase(named("甲局", "乙局", sector="department")) == (
        "甲局、乙局2个部门党委书记"
    )


def test_the_only_one_of_a_sector_is_named_and_not_counted() -> None:
    assert phrase(named("甲局", sector="department")) == "甲局党委书记"


def test_many_of_a_sector_are_counted() -> None:
    reporting = named(*"甲乙丙", sector="street_town") + named(
        "丁街道", sector="street_town", post="党工委书记"
    )

    assert phrase(reporting) == "4个街镇党（工）委书记"


def test_a_sector_with_an_unnamed_body_is_counted() -> None:
    assert phrase(named("甲", sector="enterprise") + counted(1, "enterprise")) == (
        "2家企业党委（党组）书记"
    )


def test_sectors_stand_in_the_order_in_which_they_first_report() -> None:
    reporting = named("甲局", sector="department") + named("乙镇", sector="street_town")

    assert phrase(reporting) == "甲局党委书记和乙镇党委书记共2人"


def test_a_sector_without_a_word_is_listed_by_post() -> None:
    reporting = named("甲", "乙", sector="own") + named("丙", post="党组书记")

    assert phrase(reporting) == "甲、乙党委书记和丙党组书记共3人"


def test_a_long_list_names_the_first_and_counts_all() -> None:
    assert phrase(named(*"甲乙丙丁戊己庚辛壬癸子丑寅")) == (
        "甲、乙、丙等13家单位的党委书记"
    )


def test_few_named_among_many_counted_stand_for_all() -> None:
    assert phrase(named("甲镇", sector="street_town") + counted(11)) == (
        "甲镇党委书记等12名党组书记"
    )
    assert phrase(named("甲", "乙") + counted(18, post="党委书记")) == (
        "甲、乙等20名党委书记"
    )


def test_bodies_that_are_only_counted_are_counted() -> None:
    assert phrase(counted(53)) == "53家单位的党组书记"


def test_the_rest_are_counted_beside_whole_sectors() -> None:
    reporting = named(*"甲乙丙丁", sector="town") + counted(5)

    assert phrase(reporting) == "4个镇党委书记和其他5家单位的党组书记共9人"


def test_nobody_is_nothing() -> None:
    assert phrase([]) == ""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "甲", "乙"]),
            st.sampled_from([*list(SECTORS)[:3], "", "own"]),
        ),
        max_size=30,
    )
)
def test_figures_in_a_phrase_add_up_to_the_roster(rows: list[tuple[str, str]]) -> None:
    reporting = [
        Reporter(str(n), name, "", sector, "书记")
        for n, (name, sector) in enumerate(rows)
    ]

    told = phrase(reporting)

    if "共" in told:
        assert told.endswith(f"共{len(reporting)}人")
    if "等" in told and "共" not in told:
        assert f"等{len(reporting)}" in told
