"""The reports of the fictitious districts, written and oral."""

from random import Random

from linjiang.people import WORDS, Body, filled

SECTIONS = (
    "上年问题整改情况",
    "主要做法和成效",
    "存在问题及原因",
    "下一步思路和措施",
    "需要上级帮助解决的事项",
)
TOO_SHORT_ON_PROBLEMS = "LJ11"
TOO_LONG = "LJ37"
NUMERALS = "一二三四五六七"


def written(random: Random, body: Body) -> str:
    """Write the whole report as Markdown."""

    def say(text: str) -> str:
        return filled(random, text, body.group)

    parts = [
        [say(random.choice(WORDS["opening"]))],
        _last_year(random, body),
        _achievements(random, body),
        _problems(random, body),
        _next(random, body),
        [body.request or random.choice(WORDS["no_request"])],
    ]
    lines = [f"# {body.name}{body.post}抓基层党建工作述职报告", *parts[0]]
    for heading, paragraphs in zip(SECTIONS, parts[1:], strict=True):
        lines += [f"## {heading}", *paragraphs]
    return "\n\n".join(lines) + "\n"


def _last_year(random: Random, body: Body) -> list[str]:
    def one(name: str) -> str:
        return filled(random, random.choice(WORDS[name]), body.group)

    measures = random.sample(body.last["measures"], 3)
    done = "".join(filled(random, measure) for measure in measures)
    return [
        one("last_lead") + body.last["ledger"],
        one("last_done") + "具体做法是：" + done,
        one("last_left"),
    ]


def _achievements(random: Random, body: Body) -> list[str]:
    sentences = WORDS["achievements"][body.group]
    count = len(sentences) if body.code == TOO_SHORT_ON_PROBLEMS else 7
    chosen = sorted(random.sample(range(len(sentences)), count))
    found = [filled(random, sentences[place], body.group) for place in chosen]
    tale = WORDS["highlight_text"][body.group].replace("{h}", body.highlight)
    return [*found, filled(random, tale)]


def _problems(random: Random, body: Body) -> list[str]:
    themes = list(body.themes)
    if body.code == TOO_SHORT_ON_PROBLEMS:
        themes = themes[:2]
    lines = [filled(random, random.choice(WORDS["problems_lead"]))]
    for numeral, theme in zip(NUMERALS, themes, strict=False):
        count = 4 if body.code == TOO_LONG else random.choice((3, 4))
        chosen = sorted(random.sample(range(4), count))
        facts = "".join(theme["facts"][place] for place in chosen)
        cause = random.choice(theme["causes"])
        if body.code == TOO_LONG:
            cause = "".join(theme["causes"])
        told = f"{numeral}是{theme['title']}存在差距。{facts}{cause}"
        lines.append(filled(random, told, body.group))
    return [*lines, random.choice(WORDS["problems_close"])]


def _next(random: Random, body: Body) -> list[str]:
    lines = [random.choice(WORDS["next_lead"])]
    for numeral, theme in zip(NUMERALS, body.themes, strict=False):
        count = 3 if body.code == TOO_LONG else random.choice((2, 3))
        measures = "".join(random.sample(theme["measures"], count))
        told = f"（{numeral}）围绕{theme['title']}。{measures}"
        lines.append(filled(random, told, body.group))
    return [*lines, random.choice(WORDS["next_close"])]


def oral(random: Random, body: Body) -> str:
    """Write what is said at the meeting in six minutes."""
    lines = [
        random.choice(WORDS["oral_opening"]),
        WORDS["oral_last"].replace("{text}", body.last["ledger"]),
    ]
    sentences = random.sample(WORDS["achievements"][body.group], 3)
    done = "".join(filled(random, sentence, body.group) for sentence in sentences)
    lines.append("一年来，我主要抓了三件事。" + done)
    for numeral, theme in zip(NUMERALS, body.themes, strict=False):
        facts = "".join(random.sample(theme["facts"], 2))
        told = (
            f"问题{numeral}，{theme['title']}。{facts}{random.choice(theme['causes'])}"
        )
        lines.append(filled(random, told, body.group))
    plans = "".join(random.choice(theme["measures"]) for theme in body.themes)
    lines.append("下一步，" + filled(random, plans, body.group))
    lines.append(random.choice(WORDS["oral_close"]))
    return "\n\n".join([f"# {body.name}{body.post}口头述职提纲", *lines]) + "\n"
