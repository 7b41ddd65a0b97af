"""Of which places a block tells."""

from shuping.bulletins.rules.placing import placed
from shuping.documents.rules.content import Document, Heading, Paragraph

LEAD, TEXT = Paragraph("新年前后。"), Paragraph("会议指出。")
EAST, WEST, FAR = Heading("东区"), Heading("西区"), Heading("远区")


def told(places: list[str], *, rounded_up: bool = True) -> list[tuple[int, ...]]:
    blocks = (LEAD, EAST, TEXT, FAR, TEXT, WEST, TEXT)
    document = Document("题", blocks=blocks)
    return [one for _, _, one in placed(document, places, rounded_up=rounded_up)]


def test_every_block_of_a_bulletin_of_one_place_tells_of_it() -> None:
    assert told(["江州市东区"], rounded_up=False) == [(0,)] * 7


def test_a_round_up_of_one_place_of_ours_tells_of_it_under_its_heading() -> None:
    assert told(["江州市东区"]) == [(0,), (0,), (0,), (), (), (), ()]


def test_the_lead_tells_of_all_and_the_rest_of_the_place_above_it_or_of_none() -> None:
    assert told(["江州市西区", "江州市东区"]) == [
        (0, 1),
        (1,),
        (1,),
        (),
        (),
        (0,),
        (0,),
    ]


def test_of_places_with_like_names_the_first_is_taken() -> None:
    assert told(["东区", "东区东街道"])[1] == (0,)
