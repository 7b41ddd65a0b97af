"""Messages over the pipe: whole again, wherever they were cut."""

from hypothesis import given
from hypothesis import strategies as st

from shuping.urn.frames import Frames, framed

messages = st.lists(st.one_of(st.binary(max_size=300), st.tuples(st.text(), st.none())))


@given(messages, st.integers(1, 700))
def test_messages_come_whole_and_in_order_in_pieces_of_any_size(
    told: list[object], size: int
) -> None:
    stream, frames = b"".join(framed(one) for one in told), Frames()

    heard = [
        message
        for at in range(0, len(stream), size)
        for message in frames.add(stream[at : at + size])
    ]

    assert heard == told


def test_a_message_that_is_cut_off_is_none() -> None:
    frames = Frames()

    assert frames.add(framed("first") + framed("second")[:-1]) == ["first"]
    assert frames.add(b"") == []
