"""One title for several posts."""

import pytest

from shuping.bulletins.rules.posts import joint_post


@pytest.mark.parametrize(
    ("posts", "title"),
    [
        (["党委书记", "党委书记"], "党委书记"),
        (["党委书记", "党工委书记"], "党（工）委书记"),
        (["党组书记", "党工委书记", "党委书记"], "党（工）委（党组）书记"),
        (["党委书记", "党组书记"], "党委（党组）书记"),
        (["党（工）委书记", "党委书记"], "党（工）委书记"),
        (["党委书记", "主持工作的副书记"], "党委书记、主持工作的副书记"),
        (["主任"], "主任"),
    ],
)
def test_posts_are_joined_into_one_title(posts: list[str], title: str) -> None:
    assert joint_post(posts) == title
