"""Documents as a fragment of HTML."""

from shuping.documents.rules.content import Attachment, Document, Heading, Imprint
from shuping.documents.rules.hypertext import write
from tests.documents.rules.test_content import WHOLE
from tests.documents.samples import BRIEF, NOTICE


def test_a_document_is_an_article_with_headings_and_a_table() -> None:
    assert write(WHOLE) == (
        '<article class="document" lang="zh-Hans">\n<header>\n'
        '<p class="breadcrumb">党建首页 &gt; 基层党建</p>\n'
        '<p class="marking">内部</p>\n'
        '<p class="organ">中共江州市临江区委员会文件</p>\n'
        '<p class="number">临委〔2020〕1号</p>\n'
        "<h1>关于召开会议的通知</h1>\n"
        '<p class="byline">2020年1月3日</p>\n</header>\n'
        '<p class="addressee">各街镇党（工）委：</p>\n'
        "<h2>一、时间</h2>\n<p>上午九时。</p>\n"
        '<table>\n<thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr>'
        "</thead>\n"
        "<tbody>\n<tr><td>1</td><td>2</td></tr>\n<tr><td>3</td><td>4</td></tr>\n"
        "</tbody>\n</table>\n"
        '<p class="signer">中共临江区委</p>\n'
        '<p class="date"><time datetime="2020-01-03">2020年1月3日</time></p>\n'
        "</article>\n"
    )


def test_attachments_and_the_imprint_follow() -> None:
    written = write(NOTICE)

    assert '<p class="attachment">附件：1.述职人名单</p>' in written
    assert "<section>\n<p>附件1</p>\n<h2>述职人名单</h2>\n<table>" in written
    assert "<strong>出席：</strong>区委" in written
    assert (
        '<p class="imprint">中共江州市临江区委办公室　2020年1月6日印发</p>' in written
    )
    assert '<p class="copies">（共印60份）</p>' in written


def test_a_brief_tells_who_issued_it_and_when() -> None:
    assert '<p class="issuer">中共临江区委组织部　2020年1月6日</p>' in write(BRIEF)
    assert '<p class="issuer">组织部</p>' in write(Document("t", issuer="组织部"))


def test_no_text_is_markup_and_no_heading_is_deeper_than_the_sixth() -> None:
    document = Document("<b>", (Heading("&", 9),), imprint=Imprint('"'))

    assert write(document) == (
        '<article class="document" lang="zh-Hans">\n<header>\n<h1>&lt;b&gt;</h1>\n'
        "</header>\n<h6>&amp;</h6>\n<footer>\n"
        '<p class="imprint">&quot;</p>\n</footer>\n</article>\n'
    )


def test_an_attachment_that_is_only_named_has_no_section() -> None:
    assert "<section>" not in write(Document("t", attachments=(Attachment("甲"),)))
