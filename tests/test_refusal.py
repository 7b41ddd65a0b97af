"""Words are told in any language, words within words too."""

import errno

import pytest

from shuping.refusal import Refused, Words, listed, say, why

CHINESE = {
    "Still missing: {names}.": "还缺：{names}。",
    "{first}, {rest}": "{first}、{rest}",
    "measure": "整改措施",
    "deadline": "完成时限",
}


def test_words_are_told_with_their_gaps_filled() -> None:
    words = say("The report is {state}.", state="draft")

    assert words == Words("The report is {state}.", (("state", "draft"),))
    assert str(words) == "The report is draft."


def test_words_within_words_are_translated_too() -> None:
    names = listed([say("measure"), say("deadline")])
    words = say("Still missing: {names}.", names=names)

    assert str(words) == "Still missing: measure, deadline."
    assert words.told(CHINESE.__getitem__) == "还缺：整改措施、完成时限。"


@pytest.mark.parametrize(
    ("those", "told"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b, c")]
)
def test_a_list_has_commas_between_its_words_only(those: list[str], told: str) -> None:
    assert str(listed(say(one) for one in those)) == told


def test_a_refusal_carries_its_words() -> None:
    words = say("The report is empty.")

    with pytest.raises(Refused, match=r"The report is empty\.") as caught:
        raise Refused(words)
    assert caught.value.words == words


def test_the_system_refuses_in_words_of_ours_or_in_its_own() -> None:
    assert str(why(PermissionError(errno.EACCES, "…"))) == "it may not be opened"
    assert str(why(OSError(errno.EXDEV, "a {link}"))) == "a {link}"
    assert str(why(OSError("odd {one}"))) == "odd {one}"
