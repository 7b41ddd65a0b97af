"""What the readers of .docx, PDF and OFD find in files."""

from dataclasses import replace

import pytest

from shuping.documents.rules.measuring import checking, ofd, pdf
from shuping.documents.rules.measuring.measured import Colour, Line, Measured
from tests.documents.rules.measuring import makers
from tests.documents.rules.measuring.wanted import Sheet, Spot, Stroke, Wanted

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A4 = (210.0, 297.0)
MARGINS = '<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/>'
SECTION = f"<w:sectPr>{MARGINS}</w:sectPr>"


def word(*blocks: str, section: str = SECTION, **parts: str) -> Measured:
    body = "".join(blocks)
    held: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{body}{section}</w:body>"
        "</w:document>"
    }
    held |= {f"word/{name}.xml": part for name, part in parts.items()}
    return checking.measured(makers.zipped(held))


def p(text: str, paragraph: str = "", run: str = "") -> str:
    return (
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f"<w:t>{text}</w:t></w:r></w:p>"
    )


def lines(measured: Measured) -> list[str]:
    return [line.text for page in measured.pages for line in page.lines]


def only(measured: Measured) -> Line:
    (line,) = measured.pages[0].lines
    return line


def test_a_break_of_line_or_page_ends_a_line() -> None:
    breaks = (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type='page'/></w:r></w:p>"
    )

    measured = word(breaks, p("丙"))

    assert [len(page.lines) for page in measured.pages] == [2, 1]
    assert lines(measured) == ["甲", "乙", "丙"]


def test_an_indent_may_be_told_in_characters() -> None:
    size = "<w:sz w:val='32'/>"
    plain, moved = (
        only(word(p("甲", indent, size)))
        for indent in ("", "<w:ind w:leftChars='200' w:left='1'/>")
    )

    assert (moved.left - plain.left) * 72 / 25.4 == pytest.approx(32)


def test_what_is_hidden_deleted_or_in_a_text_box_is_not_read() -> None:
    hidden = p("甲", run="<w:vanish/>")
    deleted = "<w:p><w:del><w:r><w:t>乙</w:t></w:r></w:del></w:p>"
    box = "<w:p><w:r><w:t>丙</w:t><w:pict/></w:r></w:p>"

    measured = word(hidden, deleted, box)

    assert lines(measured) == ["丙"]
    assert [str(note) for _, note in measured.notes] == [
        "text boxes and pictures are not measured"
    ]


def test_links_and_controls_are_read_through() -> None:
    link = "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>"
    control = f"<w:sdt><w:sdtContent>{p('乙')}</w:sdtContent></w:sdt>"

    assert lines(word(link, control, "<w:bookmarkEnd/>")) == ["甲", "乙"]


def test_automatic_numbering_is_told_as_not_read() -> None:
    measured = word(p("甲", "<w:numPr><w:ilvl w:val='0'/></w:numPr>"))

    assert [str(note) for _, note in measured.notes] == [
        "automatic numbering is not read"
    ]


def test_an_unknown_field_shows_what_it_showed_last() -> None:
    field = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText>"
        "<w:fldChar w:fldCharType='separate'/><w:t>甲</w:t>"
        "<w:fldChar w:fldCharType='end'/><w:fldChar w:fldCharType='?'/></w:r></w:p>"
    )

    assert lines(word(field)) == ["甲"]


def test_styles_that_go_in_a_ring_come_to_an_end() -> None:
    ring = (
        f"<w:styles {W}><w:style w:type='paragraph' w:styleId='A'>"
        "<w:basedOn w:val='A'/>"
        "<w:rPr><w:sz w:val='40'/></w:rPr></w:style></w:styles>"
    )

    assert only(word(p("甲", "<w:pStyle w:val='A'/>"), styles=ring)).size == 20


@pytest.mark.parametrize(
    ("spacing", "high"),
    [
        ("w:line='600' w:lineRule='exact'", 30.0),
        ("w:line='600' w:lineRule='atLeast'", 30.0),
        ("w:line='100' w:lineRule='atLeast'", 20.8),
        ("w:line='360' w:lineRule='auto'", 31.2),
        ("w:line='480'", 41.6),
    ],
)
def test_a_line_is_as_high_as_its_spacing_says(spacing: str, high: float) -> None:
    size = "<w:sz w:val='32'/>"
    both = [p(text, f"<w:spacing {spacing}/>", size) for text in "甲乙"]

    one, two = word(*both).pages[0].lines

    assert (two.base - one.base) * 72 / 25.4 == pytest.approx(high)


def test_space_before_and_after_may_be_told_in_lines() -> None:
    spacing = (
        "<w:spacing w:beforeLines='100' w:after='240' w:line='400' w:lineRule='exact'/>"
    )
    grid = (
        f"<w:sectPr>{MARGINS}<w:docGrid w:type='lines' w:linePitch='600'/></w:sectPr>"
    )

    one, two = word(p("甲", spacing), p("乙", spacing), section=grid).pages[0].lines

    assert (two.base - one.base) * 72 / 25.4 == pytest.approx(20 + 12 + 30)


def test_type_may_be_spread_over_the_line() -> None:
    line = only(word(p("述" * 20, "<w:jc w:val='distribute'/>")))

    assert line.left == pytest.approx(17.64, abs=0.01)
    assert line.right == pytest.approx(210 - 17.64, abs=0.01)


def test_tabs_go_to_their_stops_or_to_the_next_half_inch() -> None:
    stops = (
        "<w:tabs><w:tab w:val='center' w:pos='4000'/>"
        "<w:tab w:val='right' w:pos='8000'/></w:tabs>"
    )
    texts = "<w:tab/>".join(f"<w:t>{text}</w:t>" for text in "甲乙丙")
    told = f"<w:p><w:pPr>{{}}</w:pPr><w:r>{texts}</w:r></w:p>"

    _, two, three = word(told.format(stops)).pages[0].lines
    plain = only(word(told.format("")))

    assert (two.left + two.right) / 2 == pytest.approx((1000 + 4000) / 1440 * 25.4)
    assert three.right == pytest.approx((1000 + 8000) / 1440 * 25.4)
    assert plain.letters[1].left == pytest.approx((1000 + 720) / 1440 * 25.4)


def test_tab_stops_may_be_those_of_a_style() -> None:
    style = (
        f"<w:styles {W}><w:style w:type='paragraph' w:styleId='A'><w:pPr><w:tabs>"
        "<w:tab w:val='right' w:pos='8000'/></w:tabs></w:pPr></w:style></w:styles>"
    )
    looks = "<w:pPr><w:pStyle w:val='A'/></w:pPr>"
    told = f"<w:p>{looks}<w:r><w:tab/><w:t>甲</w:t></w:r></w:p>"

    line = only(word(told, styles=style))

    assert line.right == pytest.approx((1000 + 8000) / 1440 * 25.4)


def test_a_section_begins_a_page_unless_it_goes_on() -> None:
    def ends(more: str) -> str:
        return p("甲", f"<w:sectPr>{more}{MARGINS}</w:sectPr>")

    on = f"<w:sectPr><w:type w:val='continuous'/>{MARGINS}</w:sectPr>"

    assert len(word(ends(""), p("乙")).pages) == 2
    assert len(word(ends(""), p("乙"), section=on).pages) == 1
    assert len(word(p("甲"), section="").pages) == 1


def test_the_first_page_may_have_a_foot_of_its_own() -> None:
    feet = "".join(
        f"<w:footerReference w:type='{kind}' r:id='{kind}'/>"
        for kind in ("default", "first")
    )
    listed = "".join(
        f'<Relationship Id="{kind}" Target="{kind}.xml"/>'
        for kind in ("default", "first")
    )
    section = f"<w:sectPr xmlns:r='r'>{feet}{MARGINS}<w:titlePg/></w:sectPr>"
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{p('甲')}"
        f"{p('乙', '<w:pageBreakBefore/>')}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<R>{listed}</R>",
        "word/default.xml": f"<w:ftr {W}>{p('常')}</w:ftr>",
        "word/first.xml": f"<w:ftr {W}>{p('首')}</w:ftr>",
    }

    assert lines(checking.measured(makers.zipped(parts))) == ["甲", "首", "乙", "常"]


def test_a_table_keeps_its_room_and_may_go_on_over_pages() -> None:
    cell = f"<w:tc>{p('甲')}</w:tc>"
    table = f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * 90}</w:tbl>"

    measured = word(table, p("乙"))

    assert lines(measured) == ["乙"]
    assert [len(page.tabled) for page in measured.pages] == [1, 1]


def test_an_imprint_in_a_table_may_have_the_rules_of_its_cells_or_none() -> None:
    def imprint(borders: str) -> Measured:
        edges = f"<w:tcPr><w:tcBorders>{borders}</w:tcBorders></w:tcPr>"
        cell = f"<w:tc>{edges}{p('抄送：')}</w:tc>"
        return word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>", p("乙"))

    ruled = imprint("<w:top w:val='single' w:sz='8'/><w:bottom w:val='nil'/>")

    assert [round(rule.thick, 2) for rule in ruled.pages[0].rules] == [0.35]
    assert imprint("").pages[0].rules == ()


def test_a_font_of_a_pdf_may_be_named_in_gbk() -> None:
    spot = Spot("述职", 28, 60, 16, "#B7#C2#CB#CE_GB2312", 16)

    (line,) = pdf.measured(makers.pdf_of([Sheet([spot])], A4)).pages[0].lines

    assert line.letters[0].font == "仿宋_GB2312"


def test_steps_beyond_the_text_and_paths_without_points_do_no_harm() -> None:
    sheet = Sheet([Spot("述职", 28, 60, 16, "SimSun", 16)], [Stroke(1, 2, 3, 0.1)])
    parts = makers.ofd_parts([sheet], A4)
    name = "Doc_0/Pages/Page_0/Content.xml"
    page = str(parts[name]).replace('DeltaX="', 'DeltaX="7 g 99 7 7 ')
    parts[name] = page.replace("M 0 0 L 1.0000 0", "").replace("224 0 0", "5")

    (shown,) = ofd.measured(makers.zipped(parts)).pages

    assert [line.text for line in shown.lines] == ["述职"]
    assert shown.lines[0].letters[1].left == pytest.approx(35)
    assert shown.rules == ()


@pytest.mark.parametrize(
    ("told", "colour"), [("128", (128, 128, 128)), ("1 2", (0, 0, 0))]
)
def test_one_figure_of_a_colour_is_a_grey_and_two_are_none(
    told: str, colour: Colour
) -> None:
    spot = Spot("述职", 28, 60, 16, "SimSun", 16)
    parts = makers.ofd_parts([Sheet([spot])], A4)
    name = "Doc_0/Pages/Page_0/Content.xml"
    parts[name] = str(parts[name]).replace("0 0 0", told)

    (line,) = ofd.measured(makers.zipped(parts)).pages[0].lines

    assert line.colour == colour


def test_spaces_at_the_ends_of_a_line_are_not_told() -> None:
    spot = Spot(" 述 职 ", 28, 60, 16, "SimSun", 16)
    blank = Spot("  ", 28, 90, 16, "SimSun", 16)

    (line,) = ofd.measured(makers.ofd_of([Sheet([spot, blank])], A4)).pages[0].lines

    assert line.text == "述 职"


def test_an_american_page_may_be_read_too() -> None:
    paper = replace(Wanted(), paper=(215.9, 279.4))

    assert pdf.measured(makers.pdf(paper)).pages[0].width == pytest.approx(
        215.9, abs=0.01
    )
