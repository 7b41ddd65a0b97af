"""The stages of a round."""

from shuping.charter import Stage
from shuping.rounds.rules.stages import NEEDS, NEXT, WORDS, Fact, missing_for


def test_every_stage_is_reached_once_and_the_last_leads_nowhere() -> None:
    path = [Stage.PREPARING]
    while path[-1] in NEXT:
        path.append(NEXT[path[-1]])

    assert path == list(Stage)


def test_every_fact_is_waited_for_at_exactly_one_stage_and_has_its_words() -> None:
    waited = [fact for facts in NEEDS.values() for fact in facts]

    assert sorted(waited) == sorted(Fact)
    assert set(WORDS) == set(Fact)


def test_only_what_is_not_known_is_missing() -> None:
    counted = frozenset({Fact.BALLOTS_COUNTED})

    assert missing_for(Stage.APPRAISING, counted) == {Fact.COMMENTS_CONFIRMED}
    assert missing_for(Stage.APPRAISING, frozenset(Fact)) == frozenset()
    assert missing_for(Stage.PREPARING, frozenset()) == frozenset()
