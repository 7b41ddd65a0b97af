"""A folder that arrives as a zip."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.folders.rules.zipped import unzipped
from shuping.refusal import Words
from shuping.tables import archives
from tests.folders.good import GOOD


def packed(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_the_files_come_out_as_they_went_in() -> None:
    assert unzipped(packed(GOOD)) == dict(GOOD)


def test_one_folder_around_everything_and_hidden_files_are_taken_off() -> None:
    around = {f"临江区2019/{name}": data for name, data in GOOD.items()}
    around |= {
        "__MACOSX/._x": b"",
        "临江区2019/.DS_Store": b"",
        "临江区2019/~$a.docx": b"",
    }

    assert unzipped(packed(around)) == dict(GOOD)


def test_names_of_a_chinese_windows_are_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x" * 8 + "/roster.csv", b"data")
        archive.writestr("y.csv", b"")
    raw = file.getvalue().replace(b"x" * 8, "述职评议".encode("gb18030"))

    assert unzipped(raw) == {"述职评议/roster.csv": b"data", "y.csv": b""}


def test_a_name_in_no_known_code_is_kept_as_it_is() -> None:
    raw = packed({"aaaa.csv": b"", "b.csv": b""}).replace(b"aaaa", b"\xff\xff\xff\xff")

    files = unzipped(raw)

    assert not isinstance(files, Words)
    assert set(files) == {"\xa0\xa0\xa0\xa0.csv", "b.csv"}


@pytest.mark.parametrize("path", ["../scheme.toml", "/etc/passwd", "a/../../b.csv"])
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    told = unzipped(packed({path: b"", "b.csv": b""}))

    assert "leads out of" in str(told)


def test_what_is_no_zip_or_is_cut_off_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = packed(GOOD)

    assert "no zip file" in str(unzipped(b"no zip"))
    assert "no zip file" in str(unzipped(whole[: len(whole) // 2]))


def test_a_locked_zip_is_told() -> None:
    raw = bytearray(packed({"a.csv": b"data", "b.csv": b""}))
    local, central = raw.index(b"PK\x03\x04"), raw.index(b"PK\x01\x02")
    raw[local + 6] |= 1
    raw[central + 8] |= 1

    assert "locked with a password" in str(unzipped(bytes(raw)))


def test_a_bomb_stops_before_it_bursts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    assert "more than 200 MB" in str(unzipped(packed({"a.csv": b"0" * 1001})))
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    assert "more than 2 files" in str(unzipped(packed(GOOD)))
    monkeypatch.setattr(archives, "MOST_PACKED", 10)
    assert "more than 20 MB" in str(unzipped(packed(GOOD)))


@given(st.binary(max_size=200), st.integers(0, 500))
def test_any_damage_is_told_never_raised(noise: bytes, place: int) -> None:
    raw = packed({"scheme.toml": b"x" * 50, "roster.csv": b"y"})
    hurt = raw[:place] + noise + raw[place + len(noise) :]

    assert unzipped(hurt) is not None
