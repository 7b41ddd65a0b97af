"""Our own documents, measured by the checker of layouts."""

import datetime as dt
from collections.abc import Callable

import pytest

from shuping.documents import services
from shuping.documents.rules.content import Document, Heading, Paragraph, Table
from shuping.documents.rules.letters import Feedback, Problem, feedback
from shuping.documents.rules.measuring.checking import check

DAY = dt.date(2020, 1, 6)
LONG = (
    "各级党组织要把述职评议考核作为压实基层党建责任的重要抓手，对照问题清单逐项整改" * 5
)
LETTER = feedback(
    Feedback(
        organisation="城关街道党工委",
        post="书记",
        year=2019,
        convenor="中共江州市委",
        grade="好",
        opinion=f"{LONG}。",
        affirmed=("抓学习。", f"{LONG}。"),
        problems=(Problem("学习不够深入", "每月集中学习一次", DAY),),
        requests=("抓整改。", "抓提高。"),
        rectify_by=DAY,
        date=DAY,
    )
)
PLAN = Document(
    "关于开展2019年度党组织书记抓基层党建工作述职评议考核的实施方案",
    tuple(
        block
        for level, numeral in ((1, "一、"), (2, "（一）"), (3, "1. "))
        for block in (Heading(f"{numeral}总体要求", level), Paragraph(f"{LONG}。"))
    )
    * 3,
    addressee="各街道党工委、镇党委，区委各部委",
    signer="中共江州市临江区委党的建设工作领导小组办公室",
    date=DAY,
)
BARE = Document("述职评议会主持词", (Paragraph(f"{LONG}。"),) * 8)
SHEET = Document(
    "开箱记录（演练）",
    (
        Table(("序号", "事项"), (("1", f"{LONG}。"),) * 4, (1, 12)),
        Paragraph(f"{LONG}。"),
    ),
    date=DAY,
)
DOCUMENTS = {"letter": LETTER, "plan": PLAN, "bare": BARE, "sheet": SHEET}
FORMS: dict[str, Callable[[Document], bytes]] = {
    "docx": services.docx,
    "pdf": lambda document: services.pdf([document]),
    "ofd": lambda document: services.ofd([document]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_ours_has_no_deviation(name: str, form: str) -> None:
    checked = check(FORMS[form](DOCUMENTS[name]))

    assert checked.deviations == ()
    assert checked.pages > 1


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_ours_is_told_as_not_measured(form: str) -> None:
    notes = [str(note) for _, note in check(FORMS[form](LETTER)).notes]

    assert set(notes) == {"tables are not measured"}
