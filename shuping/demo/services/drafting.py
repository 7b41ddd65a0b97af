"""The reports that are being written on the demo's morning."""

from django.db import transaction

from shuping.accounts.models import Person
from shuping.demo.rules import CAST, NOW
from shuping.reports import services as reports
from shuping.reports.models import Report
from shuping.rounds.models import Round

DRAFT = """\
## 上年问题整改情况

上年指出的“两新组织覆盖不够实”，已逐楼摸底，新建支部2个，列入台账的9家全部建立联系。

## 主要做法和成效

推行“支部在楼组、党员在身边”，全年协调停车、加装电梯等事项46件，办结41件。
"""
SUBMITTED = """\
## 上年问题整改情况

上年指出的问题1个，已经整改，材料存街道党建办。

## 主要做法和成效

坚持每月研究一次基层党建，班子成员联系支部全覆盖。建成党群服务站6个，开展主题党日32次，
为老旧小区办成实事18件，群众满意度比上年提高4个百分点。

## 存在问题及原因

一是两新组织党建抓得不够均衡，新开业的楼宇底数更新慢。二是社区工作者流动大，带教跟不上。
原因在于自己下沉不够，满足于听汇报，抓责任落实的办法不多。

## 下一步思路和措施

每季度到楼宇现场办公一次，底数每月更新；建立带教名单，一人一册。

## 需要上级帮助解决的事项

希望统筹社区工作者岗位，稳定队伍。
"""


@transaction.atomic
def begin_the_reports(round_: Round) -> None:
    """Leave one report half written and two to be read, once."""
    if Report.objects.filter(reporter__round=round_).exists():
        return
    organiser, liaison = (
        Person.objects.get(username=CAST[role].username)
        for role in ("organiser", "liaison")
    )
    first, *rest = round_.reporters.order_by("order")[:3]
    reports.write(first, DRAFT, version=0, by=liaison, at=NOW)
    for one in rest:
        report = reports.write(one, SUBMITTED, version=0, by=organiser, at=NOW)
        reports.submit(report, version=report.version, by=organiser, at=NOW)
