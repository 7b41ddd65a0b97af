"""What the machine in the hall can bear."""

from pathlib import Path

from shuping.shell import machine


def test_a_write_takes_its_time_and_leaves_nothing(tmp_path: Path) -> None:
    assert 0 < machine.seconds_to_sync(tmp_path) < 60
    assert list(tmp_path.iterdir()) == []
    assert machine.free_bytes(tmp_path) > 0


def test_swap_is_told_unless_it_is_memory_or_encrypted(tmp_path: Path) -> None:
    swaps, block = tmp_path / "swaps", tmp_path / "block"
    for name, kind in (("dm-0", "CRYPT-LUKS2-x"), ("dm-1", "LVM-y")):
        (block / name / "dm").mkdir(parents=True)
        (block / name / "dm" / "uuid").write_text(kind)
    swaps.write_text(
        "Filename Type Size Used Priority\n"
        "/dev/sda9 partition 1 0 -2\n/dev/dm-0 partition 1 0 -3\n"
        "/dev/dm-1 partition 1 0 -4\n/dev/zram0 partition 1 0 100\n"
    )

    assert machine.open_swap(swaps, block) == ["/dev/sda9", "/dev/dm-1"]
    assert machine.open_swap(tmp_path / "none", block) is None
