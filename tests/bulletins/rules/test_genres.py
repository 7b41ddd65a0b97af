"""A bulletin as a news item and as a brief."""

from datetime import date

from shuping.bulletins.rules.genres import brief, news_item
from shuping.documents.rules.content import Document, Imprint, Paragraph

DAY = date(2020, 1, 3)
WORDS = (Paragraph("临江区近日召开述职评议会。"),)


def test_a_news_item_tells_its_day_and_its_source() -> None:
    given = news_item(Document("题", WORDS), "中共临江区委", DAY)

    assert given == Document("题", WORDS, byline="2020年1月3日　来源：中共临江区委")


def test_a_round_up_keeps_what_stands_under_its_title() -> None:
    page = Document("题", WORDS, byline="2020年1月6日　来源：市委组织部")

    assert news_item(page, "中共临江区委", DAY) == page


def test_a_brief_has_its_red_name_and_imprint_and_nothing_of_a_web_page() -> None:
    page = Document("题", WORDS, marking="内部", breadcrumb=("首页",), byline="日")

    assert brief(page, "区委办公室", [("报", "市委")], DAY) == Document(
        "题",
        WORDS,
        marking="内部",
        organ="述职评议工作简报",
        number="第　　期",
        issuer="区委办公室",
        issued=DAY,
        imprint=Imprint("区委办公室", DAY, (("报", "市委"),)),
    )
