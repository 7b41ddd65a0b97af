"""Documents of several genres, to be printed in every form."""

import datetime as dt
from collections.abc import Mapping

from shuping.documents.rules.content import (
    Attachment,
    Document,
    Heading,
    Imprint,
    Paragraph,
    Table,
)
from shuping.documents.rules.letters import Feedback, Problem, feedback

DAY = dt.date(2020, 1, 6)
_WORDS = (
    "根据《中国共产党支部工作条例》和年度工作安排，区委决定召开2019年度党（工）委书记"
    "抓基层党建工作述职评议会。现将有关事项通知如下。"
)
_ROWS = tuple(
    (str(number), f"江湾街道第{number}社区", "𠮷𬱖𰻝", "党委书记")
    for number in range(1, 60)
)
NOTICE = Document(
    "关于召开2019年度党（工）委（党组）书记抓基层党建工作述职评议考核会议的通知",
    (
        Paragraph(_WORDS),
        Heading("一、时间和地点"),
        Paragraph("2020年1月8日上午9时，区机关大楼三楼会议室。"),
        Heading("二、参加人员"),
        Heading("（一）述职人", 2),
        Paragraph("各街道党工委、各镇党委书记，共16人。"),
        Heading("1.要求", 3),
        Paragraph("区委常委，各镇党委书记。" * 5, label="出席："),
    ),
    marking="内部",
    organ="中共江州市临江区委员会文件",
    number="临委〔2020〕1号",
    addressee="各街道党工委、镇党委，区委各部委办",
    signer="中共江州市临江区委员会",
    date=DAY,
    attachments=(
        Attachment(
            "述职人名单",
            (Table(("序号", "单位", "姓名", "职务"), _ROWS, (1, 4, 2, 3)),),
        ),
        Attachment("关于进一步加强和改进基层党建工作述职评议考核工作的若干意见"),
    ),
    imprint=Imprint(
        "中共江州市临江区委办公室",
        DAY,
        (("抄送", "区人大常委会党组、区政府党组、区政协党组，" * 3 + "区法院党组"),),
        60,
    ),
)
BRIEF = Document(
    "临江区扎实开展述职评议工作",
    tuple(Paragraph(_WORDS * 2) for _ in range(3)),
    organ="组织工作简报",
    number="第3期",
    issuer="中共临江区委组织部",
    issued=DAY,
    imprint=Imprint("区委组织部办公室", to=(("报", "市委组织部"), ("发", "各镇党委"))),
)
CIRCULAR = Document(
    "关于2019年度述职评议考核情况的通报",
    tuple(Paragraph(_WORDS) for _ in range(9)),
    number="临委组〔2020〕2号",
    organ="中共临江区委组织部文件",
    addressee="各街道党工委、镇党委",
    signer="中共临江区委组织部",
    date=DAY,
    attachments=(Attachment("等次名单", (Paragraph("好：河湾镇党委。"),)),),
)
LETTER = feedback(
    Feedback(
        organisation="城关街道党工委",
        post="书记",
        year=2019,
        convenor="中共江州市委",
        grade="好",
        opinion=_WORDS * 3,
        affirmed=("抓学习。", "抓落实。", _WORDS),
        problems=(Problem("学习不够深入", "每月集中学习一次", DAY),) * 9,
        requests=("抓整改。", "抓提高。"),
        rectify_by=DAY,
        review_until=DAY,
        date=DAY,
    )
)
GENRES: Mapping[str, Document] = {
    "notice": NOTICE,
    "brief": BRIEF,
    "circular": CIRCULAR,
    "letter": LETTER,
}
