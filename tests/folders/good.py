"""A small round folder that is right, with every file in it; tests break it."""

from collections.abc import Mapping

SCHEME = """\
[round]
name = "临江区2019年度述职评议考核"
year = 2019
convenor = "LJ"
deadline = 2020-01-15

[ballot]
covers = "all"
[[ballot.grades]]
code = "good"
name = "好"
points = 100
[[ballot.grades]]
code = "fairly_good"
name = "较好"
points = 75
[[ballot.grades]]
code = "average"
name = "一般"
points = 50
[[ballot.grades]]
code = "poor"
name = "差"
points = 0
[[ballot.items]]
code = "overall"
name = "总体评价"
weight = 1
[[ballot.categories]]
code = "A"
name = "区领导"
weight = 40
[[ballot.categories]]
code = "B"
name = "部门负责人"
weight = 30
[[ballot.categories]]
code = "S"
name = "联系领导"
weight = 30
secrecy = "signed"
[ballot.validity]
unknown = true
all_same = "keep"
min_cast = 2
small_class = "pool:A"
zero_class = "renormalise"
trim = "none"
quorum = "2/3"

[appraisal]
places = 2
rounding = "half_up"
below_good_at_least = "15%"
tie_at_the_line = "committee"
[[appraisal.components]]
code = "ballot"
weight = 60
[[appraisal.components]]
code = "everyday"
weight = 40
[[appraisal.bands]]
grade = "good"
from = 90
[[appraisal.bands]]
grade = "fairly_good"
from = 75
[[appraisal.bands]]
grade = "average"
from = 60
[[appraisal.gates]]
grade = "good"
requires = "annual_excellent"
[[appraisal.triggers]]
code = "discipline"
name = "违纪违法"
caps_at = "average"
[[appraisal.pools]]
code = "streets"
name = "街镇"
sectors = ["street_town"]
[[appraisal.pools]]
code = "departments"
name = "部门"
sectors = ["department"]

[report]
total_max = 3000
sections = [
  {code = "last_year", name = "上年问题整改"},
  {code = "problems", name = "存在问题", share_min = "1/3"},
]
"""

ORGANISATIONS = """\
code,parent,name,kind,sector
JZ,,江州市委,city,city
LJ,JZ,临江区委,district,district
LJ01,LJ,云台街道党工委,committee,street_town
LJ02,LJ,河湾镇党委,committee,street_town
LJ03,LJ,区水务局党组,group,department
LJ0101,LJ01,云台社区党委,committee,community
"""

ROSTER = """\
organisation,post,mode,order,speaking_order
LJ01,党工委书记,oral,1,2
LJ02,党委书记,oral,2,1
LJ03,党组书记,written,3,
"""

ELECTORATE = """\
category,entitled,present,issued,returned
A,5,4,4,3
B,4,4,3,2
S,2,2,2,1
"""

GROUPS = """\
group,role,wording,count,category
四套班子领导,attend,区四套班子主要领导出席,5,A
部门负责人,evaluate,各部门负责人参加评议,4,B
市委组织部,visiting,市委组织部派员到会指导,1,
"""

BALLOTS = """\
ballot,category,organisation,item,mark,author
A1,A,LJ01,overall,good,
A1,A,LJ02,overall,fairly_good,
A1,A,LJ03,overall,good,
A2,A,LJ01,overall,good,
A2,A,LJ02,overall,average+poor,
A2,A,LJ03,overall,unknown,
A3,A,LJ01,overall,,
A3,A,LJ02,overall,good,
B1,B,LJ01,overall,fairly_good,
B1,B,LJ03,overall,poor,
B2,B,LJ02,overall,good,
S1,S,LJ01,overall,good,联系领导甲
S1,S,LJ03,overall,average,联系领导甲
"""

COUNTS = """\
category,organisation,item,mark,count
A,LJ01,overall,good,2
A,LJ01,overall,blank,1
A,LJ02,overall,good,1
A,LJ02,overall,fairly_good,1
A,LJ02,overall,multiple,1
A,LJ03,overall,good,1
A,LJ03,overall,unknown,1
A,LJ03,overall,blank,1
B,LJ01,overall,fairly_good,1
B,LJ01,overall,blank,1
B,LJ02,overall,good,1
B,LJ02,overall,blank,1
B,LJ03,overall,poor,1
B,LJ03,overall,blank,1
S,LJ01,overall,good,1
S,LJ02,overall,blank,1
S,LJ03,overall,average,1
"""

VOIDS = """\
category,reason,count
A,abstained,0
"""

SCORES = """\
organisation,component,score
LJ01,everyday,95
LJ02,everyday,87.5
LJ03,everyday,80
"""

ADJUSTMENTS = """\
organisation,points,reason,source
LJ01,0.5,获评示范点,江组〔2019〕8号
LJ03,-1,材料迟报,
"""

TRIGGERS = """\
organisation,trigger,evidence
LJ03,discipline,临纪〔2019〕3号
"""

FLAGS = """\
organisation,flag
LJ01,annual_excellent
"""

FINDINGS = """\
organisation,date,kind,text
LJ01,2019-06-18,visit,书记带头讲党课，到场党员不足六成。
LJ02,2019-09-02,inspection,“三会一课”记录补写两次。
"""

COMMENTS = """\
organisation,author,kind,scope,text
LJ01,区委书记,affirm,individual,楼宇党建有新意。
LJ01,区委书记,shortcoming,individual,两新组织覆盖还不够实。
LJ03,区委书记,request,common,把整改落到支部。
"""

HIGHLIGHTS = """\
organisation,name,text
LJ01,云台会客厅,楼宇党员议事的固定场所。
"""

REQUESTS = """\
organisation,text,owner
LJ02,希望统筹农村党建专项经费。,LJ
"""

PROBLEMS = """\
organisation,year,text,source,kind,measure,leader,unit,deadline,evidence,status
LJ02,2018,发展党员材料不规范。,superior,individual,逐份复核,党委副书记,组织办,2019-06-30,复核台账,closed
LJ,2018,基层党务力量不足。,self,common,配齐专职副书记,组织部长,区委组织部,2019-12-31,,tasked
"""

DECISIONS = """\
organisation,grade,reason,opinion
LJ01,good,,履职扎实。
"""

LOWER = """\
organisation,stage,date
LJ0101,meeting,2020-01-05
"""

MEETING = """\
[[meeting]]
title = "临江区2019年度述职评议会"
date = 2019-12-30
place = "区会议中心"
chair = "区委书记"
speaker = "区委书记"
agenda = ["逐一述职", "逐一点评", "民主测评"]
[meeting.visiting]
judgement = "主题突出、效果很好。"
affirmed = ["政治建设抓得牢"]
suggestions = ["落实根本任务"]
[[meeting.points]]
verb = "指出"
heading = "压紧压实责任"
body = "书记要守土有责。"
"""

REPORT = """\
# 述职报告

## 上年问题整改

上年指出的两个问题已经整改到位。

## 存在问题

两新组织党建覆盖不够，党务力量薄弱，个别支部组织生活质量不高。
"""

GOOD: Mapping[str, bytes] = {
    name: text.encode()
    for name, text in {
        "scheme.toml": SCHEME,
        "organisations.csv": ORGANISATIONS,
        "roster.csv": ROSTER,
        "electorate.csv": ELECTORATE,
        "groups.csv": GROUPS,
        "ballots.csv": BALLOTS,
        "scores.csv": SCORES,
        "adjustments.csv": ADJUSTMENTS,
        "triggers.csv": TRIGGERS,
        "flags.csv": FLAGS,
        "findings.csv": FINDINGS,
        "comments.csv": COMMENTS,
        "highlights.csv": HIGHLIGHTS,
        "requests.csv": REQUESTS,
        "problems.csv": PROBLEMS,
        "decisions.csv": DECISIONS,
        "lower.csv": LOWER,
        "meeting.toml": MEETING,
        "reports/LJ01.md": REPORT,
        "reports/LJ01.oral.md": REPORT,
        "reports/LJ02.md": REPORT,
    }.items()
}

COUNTED: Mapping[str, bytes] = {
    name: raw for name, raw in GOOD.items() if name != "ballots.csv"
} | {"counts.csv": COUNTS.encode(), "voids.csv": VOIDS.encode()}
