"""Whatever a run has left is read at once or named in one sentence: nothing hangs or raises."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from configbench import foreign
from configbench.foreign import ForeignError
from configbench.workplace import Workplace, workplace


def link_to_zero(path: Path) -> None:
    """Leave a link to what never ends."""
    path.symlink_to("/dev/zero")


def sparse(path: Path) -> None:
    """Leave a file of 10 GB that takes no room."""
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)


def socket_at(path: Path) -> None:
    """Leave a socket."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


#: What is left in the place of a file, and what the sentence says.
HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "link": (link_to_zero, "is a symbolic link; expected a regular file"),
    "fifo": (os.mkfifo, "is a FIFO; expected a regular file"),
    "socket": (socket_at, "is a socket; expected a regular file"),
    "sparse": (sparse, "bytes; expected"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_none_is_named_and_never_opened(
    name: str, tmp_path: Path
) -> None:
    """Read alone, and copied alone or in a folder."""
    make, told = HOSTILE[name]
    folder = tmp_path / "saved"
    folder.mkdir()
    file = folder / "f"
    make(file)
    with pytest.raises(ForeignError, match=told):
        foreign.read(file)
    with pytest.raises(ForeignError, match=f"^f: .*{told}"):
        foreign.copy(file, tmp_path / "one")
    with pytest.raises(ForeignError, match=f"^saved/f: .*{told}"):
        foreign.copy(folder, tmp_path / "two")
    assert not (tmp_path / "two").exists()


def test_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    """A device is not opened, whatever it would give."""
    with pytest.raises(ForeignError, match="null: is a device; expected a regular"):
        foreign.read(Path("/dev/null"))
    with pytest.raises(ForeignError, match="is a folder; expected a regular"):
        foreign.read(tmp_path)
    with pytest.raises(ForeignError, match="absent: cannot be read: No such file"):
        foreign.read(tmp_path / "absent")


def test_a_link_to_a_folder_is_not_gone_into(tmp_path: Path) -> None:
    """Neither listed, nor searched, nor copied; it is there by its own name."""
    (tmp_path / "outside" / "deep").mkdir(parents=True)
    (tmp_path / "outside" / "config.json").touch()
    work = tmp_path / "work"
    work.mkdir()
    (work / "away").symlink_to(tmp_path / "outside")
    assert [entry.path.name for entry in foreign.entries(work)] == ["away"]
    assert foreign.matching(work, "**/config.json") == []
    assert foreign.matching(work, "away/config.json") == []
    with pytest.raises(ForeignError, match="work/away: is a symbolic link"):
        foreign.copy(work, tmp_path / "copy")
    with pytest.raises(ForeignError, match="away: is a symbolic link; expected a fo"):
        foreign.entries(work / "away")


def deep(folder: Path, levels: int) -> None:
    """Make a folder in a folder, so many times; no path is as long as that."""
    folder.mkdir()
    current = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=current)
        below = os.open("d", os.O_RDONLY, dir_fd=current)
        os.close(current)
        current = below
    os.close(current)


def test_what_is_too_deep_or_too_many_is_told_and_removed(tmp_path: Path) -> None:
    """A thousand folders in each other, and more files than are listed."""
    deep(tmp_path / "deep", 2000)
    with pytest.raises(ForeignError, match="holds folders more than 64 deep"):
        foreign.entries(tmp_path / "deep")
    many = tmp_path / "many"
    many.mkdir()
    for number in range(30):
        (many / f"{number}").touch()
    with pytest.raises(ForeignError, match="holds more than 29 files and folders"):
        foreign.entries(many, limit=29)
    assert len(foreign.entries(many, limit=30)) == 30
    foreign.remove(tmp_path / "deep")
    foreign.remove(many)
    assert list(tmp_path.iterdir()) == []


def test_a_place_is_removed_whatever_was_made_of_it() -> None:
    """Folders nobody may enter, a thousand in each other, links to what is not ours."""
    with workplace() as place:
        deep(place.work / "deep", 1200)
        (place.work / "closed").mkdir(mode=0)
        (place.home / "link").symlink_to("/usr")
        base = place.base
    assert not base.exists()
    assert Path("/usr/bin").exists()


def test_the_files_of_a_place_have_printable_names() -> None:
    """Links count by their own name; a byte that is no UTF-8 is escaped, and so is a newline."""
    with workplace() as place:
        (place.work / "a").mkdir()
        (place.work / "a" / os.fsdecode(b"\xff")).touch()
        (place.work / "two\nlines").touch()
        (place.work / "link").symlink_to("/nowhere")
        os.mkfifo(place.work / "fifo")
        assert place.files() == ["a/\\udcff", "link", "two\\nlines"]
        text = f"{place.work}/\udcff"
        assert place.placeless(text) == "$PWD/\\udcff"
    assert Workplace(place.base).files() == []


@pytest.mark.parametrize(
    "pattern", ["**/config.json", "*/config.json", "**/.hydra", "a/*", "**/b/**/c.?"]
)
def test_a_pattern_finds_what_glob_finds(pattern: str, tmp_path: Path) -> None:
    """Where there are no links."""
    for name in ("config.json", "a/config.json", "a/b/config.json", "a/b/.hydra/c.y"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert foreign.matching(tmp_path, pattern) == sorted(tmp_path.glob(pattern))


@pytest.mark.parametrize("pattern", ["/etc/*", "../*", "", "..", "./../x"])
def test_a_pattern_that_leads_outside_finds_nothing(
    pattern: str, tmp_path: Path
) -> None:
    """It is looked for below the folder only."""
    (tmp_path / "work").mkdir()
    (tmp_path / "file").touch()
    assert foreign.matching(tmp_path / "work", pattern) == []


def test_a_copy_is_what_was_there(tmp_path: Path) -> None:
    """A folder with folders, and not a byte more than is allowed."""
    source = tmp_path / "saved"
    (source / "empty").mkdir(parents=True)
    (source / "in").mkdir()
    (source / "in" / "file").write_bytes(b"\xff" * 10)
    foreign.copy(source, tmp_path / "copy")
    assert (tmp_path / "copy/in/file").read_bytes() == b"\xff" * 10
    assert (tmp_path / "copy/empty").is_dir()
    with pytest.raises(ForeignError, match="the saved files have more than 9 bytes"):
        foreign.copy(source, tmp_path / "again", 9)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", r"line 2: is not JSON at character 1: "),
        (b"", "line 2: is not JSON"),
        (b"[]", "line 2: is a list; expected a JSON object"),
        (b"5", "line 2: is 5; expected a JSON object"),
        (b"\xff", "line 2: is not UTF-8 at byte 0"),
        (b'{"a": NaN}', "line 2: holds NaN, which is no JSON"),
        (b'{"a": -Infinity}', "line 2: holds -Infinity"),
        (b'{"a": 1, "a": 1}', 'line 2: has the key "a" twice; expected once'),
        (b'{"a": ' + b"9" * 5000 + b"}", "line 2: cannot be read: Exceeds the limit"),
        (b'{"a": ' * 200_000, "line 2: is nested too deeply"),
        (b"[" * 200_000 + b"]" * 200_000, "line 2: is nested too deeply"),
    ],
)
def test_a_line_that_is_no_object_is_told(
    line: bytes, told: str, tmp_path: Path
) -> None:
    """With the file and the number of the line."""
    file = tmp_path / "record.jsonl"
    file.write_bytes(b'{"a": 1}\n' + line + b"\n")
    with pytest.raises(ForeignError, match=f"^record.jsonl, {told}"):
        list(foreign.objects(file))


def test_lines_end_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of empty objects fit into a file."""
    monkeypatch.setattr(foreign, "LINES", 3)
    file = tmp_path / "record.jsonl"
    file.write_bytes(b"{}\n" * 3)
    assert len(list(foreign.objects(file))) == 3
    file.write_bytes(b"{}\n" * 4)
    with pytest.raises(ForeignError, match="line 4: is one too many; expected 3"):
        list(foreign.objects(file))


def test_only_who_was_ended_may_leave_half_a_line(tmp_path: Path) -> None:
    """Whole lines before it count; the file need not be there at all."""
    file = tmp_path / "record.jsonl"
    assert list(foreign.objects(file)) == []
    assert foreign.count_lines(file) == 0
    file.write_bytes(b'{"a": 1}\n{"a":')
    with pytest.raises(ForeignError, match="line 2: is cut off; expected a JSON obj"):
        list(foreign.objects(file))
    found = list(foreign.objects(file, cut=True))
    assert found == [("record.jsonl, line 1", {"a": 1})]
    assert foreign.count_lines(file) == 1


@pytest.mark.parametrize("what", ["nothing", "file", "folder", "link", "fifo"])
def test_a_file_of_ours_takes_the_place_of_anything(what: str, tmp_path: Path) -> None:
    """What a link led to is not touched."""
    file, kept = tmp_path / "record", tmp_path / "kept"
    kept.write_text("kept", encoding="utf-8")
    made: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "file": lambda: file.write_text("old", encoding="utf-8"),
        "folder": lambda: (file / "deep").mkdir(parents=True),
        "link": lambda: file.symlink_to(kept),
        "fifo": lambda: os.mkfifo(file),
    }
    made[what]()
    assert foreign.emptied(file).read_bytes() == b""
    assert kept.read_text(encoding="utf-8") == "kept"


def test_a_place_that_is_gone_is_told(tmp_path: Path) -> None:
    """A run may have removed its folder."""
    with pytest.raises(ForeignError, match="record: cannot be made: No such file"):
        foreign.emptied(tmp_path / "gone" / "record")


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_named(tmp_path: Path, content: bytes) -> None:
    """One error of ours, or objects."""
    file = tmp_path / "f"
    file.write_bytes(content)
    for cut in (True, False):
        try:
            found = list(foreign.objects(file, cut=cut))
        except ForeignError as error:
            assert "\n" not in str(error)  # noqa: PT017  one sentence, one line
        else:
            assert all(isinstance(each, dict) for _, each in found)


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_can_be_printed(name: str) -> None:
    """In one line, as UTF-8."""
    assert foreign.shown(name).isprintable()
    foreign.writable(name).encode("utf-8")
