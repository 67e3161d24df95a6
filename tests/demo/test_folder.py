"""The folder of the demonstration, without a database."""

import stat
from datetime import date

import pytest

from groundswell.demo import folder


def test_open_folder_refuses_the_database_of_a_real_site(tmp_path):
    (tmp_path / "groundswell.sqlite3").write_bytes(b"precious")
    with pytest.raises(SystemExit, match="is not a demonstration"):
        folder.open_folder(tmp_path, fresh=True)
    assert (tmp_path / "groundswell.sqlite3").read_bytes() == b"precious"


def test_open_folder_says_so_when_it_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SystemExit, match="cannot be used: Not a directory"):
        folder.open_folder(tmp_path / "file", fresh=False)


def test_open_folder_throws_away_only_what_is_its_own_when_fresh(tmp_path):
    place = folder.open_folder(tmp_path, fresh=False)
    key = folder.secret_key(place)
    folder.note_day(place, date(2026, 11, 24))
    for name in ("groundswell.sqlite3", "groundswell.sqlite3-wal", "holiday.jpg"):
        (place / name).write_text("x")
    (place / "files").mkdir()
    (place / "files" / "8b1d").write_text("a photo")
    folder.open_folder(tmp_path, fresh=True)
    assert list((place / "files").iterdir()) == []
    left = {path.name for path in place.iterdir()}
    assert left == {"logs", "tmp", "static", "files", folder.KEY, "holiday.jpg"}
    assert folder.secret_key(place) == key


def test_secret_key_is_long_and_readable_by_its_owner_alone(tmp_path):
    key = folder.secret_key(tmp_path)
    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / folder.KEY).stat().st_mode) == 0o600


def test_day_of_gives_the_noted_day_or_none(tmp_path):
    assert folder.day_of(tmp_path) is None
    folder.note_day(tmp_path, date(2026, 11, 24))
    assert folder.day_of(tmp_path) == date(2026, 11, 24)
