"""Names of sectors and of kinds."""

from shuping.bulletins.rules.reporters import SECTORS as COUNTED
from shuping.organisations.rules.sectors import SECTORS, kind_words, sector_words


def test_a_usual_code_has_a_name_and_one_of_ones_own_says_itself() -> None:
    assert str(sector_words("street_town")) == "streets and towns"
    assert str(sector_words("开发区")) == "开发区"
    assert str(kind_words("branch")) == "Party branch"
    assert str(kind_words("工委")) == "工委"


def test_every_sector_that_a_bulletin_counts_has_a_name() -> None:
    assert COUNTED.keys() - SECTORS.keys() == set()
