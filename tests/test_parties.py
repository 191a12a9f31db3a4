"""Who answers for a cell: pieces that are taken out, and whose hands words and bytes go through."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import measuring as run_module
from benchmarks import registry, results
from benchmarks.categories import CATEGORIES, find
from benchmarks.categories.overrides.watched import hands
from benchmarks.cells import Address
from benchmarks.cli import main
from benchmarks.environments.interpreters import OWN as OWN_PYTHON
from benchmarks.environments.interpreters import Interpreter
from benchmarks.errors import ProgramError, RowError
from benchmarks.measuring import Choice, Run
from benchmarks.outcomes import Party
from benchmarks.parties import asking, callers, measuring, stored
from benchmarks.parties.callers import Handled, Taken, handled, party, summed
from benchmarks.parties.pieces import Piece, pieces, sha256, taken_out, without
from benchmarks.parties.taking import deciding, did, explained, require_unchanged
from benchmarks.value_files.asking import watched
from configbench import looking
from configbench.errors import UserError
from configbench.inside import CALLERS
from configbench.workplace import workplace
from tests.cells import measured
from tests.miniatures import build

# -- who is at it, told from inside ---------------------------------------------------------------

PROGRAM = """
import argparse, io, json, os, pathlib, sys
parser = argparse.ArgumentParser()
parser.add_argument("--file")
args = parser.parse_args()


def save(path):
    with open(path, "w") as file:
        file.write("{}")
    with open(path, "ab") as file:
        file.write(b" ")


def restore(path):
    return json.loads(pathlib.Path(path).read_text())


save(args.file)
assert restore(args.file) == {}
for line in open(args.file):
    pass
try:
    open("nowhere")
except OSError:
    pass
word = sys.argv[1]
print(isinstance(word, str), type(word[2:]).__name__)
print(sys.argv[1:] == sys.argv[1:][:], sys.stdout != sys.__stdout__)
assert [*([1] + sys.argv[1:])] == [1, "--file", "x.json"]
print(open(args.file).mode, isinstance(open(args.file, "rb"), io.BufferedReader))


def look_up():
    return os.environ.get("PYTHONPATH"), os.getenv("NO_SUCH")


look_up()
"""


def told(
    folder: Path, program: str, *words: str, how: str = "apart"
) -> tuple[list[dict[str, Any]], str]:
    """Run a program that is watched; return who is at it, line by line, and what it prints."""
    file, lines = folder / "program.py", folder / "callers.jsonl"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file), *words],
        env={"PYTHONPATH": str(looking.ENTRY), CALLERS: f"{how}:{lines}"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    found = lines.read_text("ascii").splitlines() if lines.exists() else []
    return [json.loads(line) for line in found], done.stdout


def test_a_program_is_told_on(tmp_path: Path) -> None:
    """Words, files and what is printed, each with the calls; the program goes on as before."""
    lines, printed = told(tmp_path, PROGRAM, "--file", "x.json")
    assert printed == "True str\nTrue True\nr True\n"
    at = {
        (line["what"], line["file"], call[0], call[1])
        for line in lines
        for call in line["stack"]
    }
    for word in ("--file", "x.json"):
        assert ("words", word, "argparse", "ArgumentParser.parse_args") in at
    assert ("written", "x.json", "__main__", "save") in at
    assert ("read", "x.json", "pathlib", "Path.read_text") in at
    assert ("read", "x.json", "__main__", "restore") in at
    assert ("read", "nowhere", "__main__", "<module>") in at
    assert ("printed", "", "__main__", "<module>") in at
    for name in ("PYTHONPATH", "NO_SUCH"):
        assert ("variable", name, "__main__", "look_up") in at
    # The innermost call first, and each stack once.
    stacks = [json.dumps(line) for line in lines]
    assert len({*stacks}) == len(stacks)
    (first, *_) = (line["stack"] for line in lines if line["what"] == "words")
    assert first[0][0] == "argparse"
    assert first[-1][:2] == ["__main__", "<module>"]


def test_a_word_may_stay_what_it_is(tmp_path: Path) -> None:
    """For a program that asks for text and nothing below it: who takes it is told all the same."""
    program = "import sys\nfor word in sys.argv[1:]:\n    print(type(word).__name__)\n"
    lines, printed = told(tmp_path, program, "a", how="whole")
    assert printed == "str\n"
    assert [line["file"] for line in lines if line["what"] == "words"] == ["a"]


def test_who_refuses_a_watched_word_is_watched_without() -> None:
    """Strict types of a program of ours take no word for text that is not exactly that."""
    row, case = registry.find("easydict"), find("overrides").cases(())["string_plain"]
    assert {each.what for each in hands(row, case)} == {"refused"}
    assert {each.what for each in hands(row, case, (0, 1))} == {"words"}


def test_the_name_of_the_program_is_no_word(tmp_path: Path) -> None:
    """Who only asks what it is called, or how many words there are, has parsed none."""
    lines, _ = told(tmp_path, "import sys\nsys.argv[0], len(sys.argv), sys.argv[:1][0]")
    assert not [line for line in lines if line["what"] == "words"]


def test_who_is_not_watched_notices_nothing(tmp_path: Path) -> None:
    """Without the variable nothing of a program's is exchanged."""
    file = tmp_path / "program.py"
    file.write_text("import sys, io\nprint(type(sys.argv), open is io.open)", "utf-8")
    done = subprocess.run(
        [sys.executable, str(file)],
        env={"PYTHONPATH": str(looking.ENTRY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "<class 'list'> True\n"


# -- the rule -------------------------------------------------------------------------------------

ROOT_RESULTS = results.FILE
ROW = registry.find("argparse")
OWN = str(ROW.program)
LIBRARY = frozenset({"argparse"})


def took(*stack: tuple[str, str, str]) -> Handled | None:
    """Judge a stack, the innermost call first."""
    return handled(ROW, Taken("read", "", stack), LIBRARY)


def test_whoever_comes_first_answers() -> None:
    """From the innermost call outwards: the library, or the row; of neither, nobody."""
    library = ("argparse", "ArgumentParser.parse_args", "/lib/argparse.py")
    inner = ("argparse._sub", "Action.__call__", "/lib/argparse.py")
    other = ("pathlib", "Path.read_text", "/lib/pathlib.py")
    own = ("__main__", "restore", OWN)
    main = ("__main__", "main", OWN)
    assert took(other, own, library, main) == Handled(
        "read", Party.ADAPTER, "train.py: restore"
    )
    called = Handled("read", Party.LIBRARY, "argparse.ArgumentParser.parse_args")
    assert took(other, inner, library, own, main) == called
    assert took(library) == called
    assert took(other) is None
    # What a variant has from its origin is the row's.
    strict = registry.find("argparse_strict")
    inherited = handled(strict, Taken("read", "", (other, own)), LIBRARY)
    assert inherited == Handled("read", Party.ADAPTER, "train.py: restore")
    # A module whose name only begins alike is none of the library's.
    assert took(("argparse_dataclass", "parse", "/lib/a.py")) is None


def test_what_passed_through_several_hands() -> None:
    """The library is told where both were at the same; the program where it was at one alone."""
    library = Handled("words", Party.LIBRARY, "a.b")
    own = Handled("read", Party.ADAPTER, "train.py: load")
    with pytest.raises(ProgramError, match="nobody was seen at what is written"):
        callers.require([own], "read", "written")
    assert party([library]) is Party.LIBRARY
    assert party([library, own]) is Party.ADAPTER
    assert party([]) is Party.LIBRARY
    with workplace() as place:
        by_own = Taken("words", "", (("__main__", "main", OWN),))
        parsed = Taken("words", "", (("argparse", "parse_args", "/lib/argparse.py"),))
        outside = Taken("read", "/etc/hosts", (("__main__", "main", OWN),))
        found = summed(ROW, [by_own, parsed, outside], place, ("words", "read"))
    assert found == [Handled("words", Party.LIBRARY, "argparse.parse_args")]


def test_a_row_without_a_library_is_told() -> None:
    """Nobody can answer for what has no name; the sentence names file and key."""
    with pytest.raises(
        RowError, match=r"adapter\.toml: library is missing; expected the top"
    ):
        callers.library(replace(ROW, library=()))


@pytest.mark.parametrize(
    ("row", "case", "expected"),
    [
        ("argparse", "nested_int", [("words", "library")]),
        ("argparse", "file_and_override", [("read", "adapter"), ("words", "library")]),
        ("configparser", "nested_int", [("words", "adapter")]),
        (
            "configparser",
            "file_and_override",
            [("read", "library"), ("words", "adapter")],
        ),
        ("argparse", "help_explains", [("printed", "library"), ("words", "library")]),
    ],
)
def test_hands_of_a_case(row: str, case: str, expected: list[tuple[str, str]]) -> None:
    """Through the real process: who parsed, read and printed."""
    found = hands(registry.find(row), find("overrides").cases(())[case])
    assert sorted({(each.what, str(each.by)) for each in found}) == expected


@pytest.mark.parametrize(
    ("row", "by"), [("configparser", "library"), ("argparse", "adapter")]
)
def test_hands_of_what_is_saved(row: str, by: str) -> None:
    """Of the program, and of a ``values.py``: who writes and who reads."""
    found = registry.find(row)
    for seen in (measuring.saved(found), watched(found)):
        assert {(each.what, str(each.by)) for each in seen} == {
            ("written", by),
            ("read", by),
        }


# -- pieces ---------------------------------------------------------------------------------------


def declared(folder: Path, *lines: str) -> registry.Adapter:
    """Return the flawless row with some pieces in its adapter.toml."""
    path = build("flawless", folder) / "adapter.toml"
    text = "".join(f"\n[[pieces]]\n{each}\n" for each in lines)
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return registry.read(path.parent)


BOUNDS = """
name = "bounds"
text = 'tuple(settings["optimizer.betas"])'
without = 'settings["optimizer.betas"]'
reason = "JSON has lists only."
"""


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["name = 'a'"], "pieces[0].text is missing; expected a string"),
        (
            [BOUNDS.replace("reason", "raeson")],
            "unknown key 'raeson' (did you mean 'reason'?)",
        ),
        (
            [BOUNDS.replace('"bounds"', '" "')],
            "pieces[0].name is ' '; expected a string that",
        ),
        (
            [f'{BOUNDS}documented = "x"'],
            "pieces[0].documented is 'x'; expected the address",
        ),
        (
            [f'{BOUNDS}file = "a.py"'],
            "pieces[0].file is 'a.py'; expected 'train.py' or",
        ),
        ([BOUNDS, BOUNDS], "pieces: two are called 'bounds'"),
        ([BOUNDS.replace("tuple", "tupel")], "the text of 'bounds' is not in train.py"),
        (
            [
                BOUNDS,
                BOUNDS.replace("bounds", "inner")
                .replace("tuple(", "")
                .replace("])'", "]'"),
            ],
            "pieces: 'inner' stands within 'bounds'",
        ),
        ([BOUNDS.replace('"bounds"', '"BY_HAND"')], "pieces: two are called 'BY_HAND'"),
    ],
)
def test_a_malformed_piece_is_told(
    tmp_path: Path, lines: list[str], sentence: str
) -> None:
    """The sentence names file, key and expected form."""
    row = declared(tmp_path, *lines)
    with pytest.raises(RowError) as caught:
        pieces(row)
    assert str(caught.value).startswith(str(row.folder / "adapter.toml"))
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ("None", "optimizer.betas is None, expected"),
        ('[*settings["optimizer.betas"]]', "optimizer.betas is"),
        ('settings["no"]', "refused: exit 1"),
        ("(", "refused: exit 1"),
    ],
)
def test_what_spoils_the_unchanged_command_is_no_piece(
    tmp_path: Path, instead: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check`` says without which piece nothing can be told, and what came of it."""
    lines = BOUNDS.replace(
        "'settings[\"optimizer.betas\"]'\nreason", f"'''{instead}'''\nreason"
    )
    row = declared(tmp_path, lines)
    with pytest.raises(RowError) as caught:
        require_unchanged(row, pieces(row))
    assert (
        "pieces: without 'bounds' a command without words does not train as before"
        in str(caught.value)
    )
    assert says in str(caught.value)
    assert main(["check", str(row.folder)]) != 0
    assert "NOT pieces" in capsys.readouterr().out


@given(
    st.lists(st.sampled_from("abc"), max_size=12).map("".join),
    st.sets(st.sampled_from("abc")),
)
def test_what_is_taken_out_is_replaced_wherever_it_stands(
    text: str, taken: set[str]
) -> None:
    """And nothing else is touched."""
    every = [Piece(each, each, f"<{each.upper()}>", "r") for each in sorted(taken)]
    found = without(text, every, Path("x"))
    for each in "abc":
        if each in taken:
            assert each not in found
            assert found.count(f"<{each.upper()}>") == text.count(each)
        else:
            assert found.count(each) == text.count(each)
    assert without(text, [], Path("x")) == text


def test_a_copy_is_without_its_pieces(tmp_path: Path) -> None:
    """The row itself stays as it is; conversions of its values.py are a piece of themselves."""
    row = declared(tmp_path, BOUNDS)
    before = row.sha256()
    own = pieces(row)
    assert [piece.name for piece in own] == ["bounds", "BY_HAND"]
    with taken_out(row, own) as copy:
        assert "tuple(settings" not in copy.program.read_text(encoding="utf-8")
        assert "BY_HAND: dict[" in copy.file("values.py").read_text(encoding="utf-8")
        assert row.sha256() == before != copy.sha256()
    assert not copy.folder.exists()


def test_a_variant_has_the_pieces_that_its_program_holds() -> None:
    """By their text; of the same name its own."""
    row, origin = registry.find("argparse_strict"), registry.find("argparse")
    source = row.program.read_text(encoding="utf-8")
    own = {piece.name: piece for piece in pieces(row)}
    for piece in pieces(origin):
        if piece.file == "train.py":
            assert (
                (own.get(piece.name) == piece)
                or piece.text not in source
                or piece.name in {each["name"] for each in row.pieces}
            )


# -- which of them decide -------------------------------------------------------------------------


@given(
    st.integers(1, 9),
    st.lists(
        st.lists(st.sets(st.integers(0, 8), min_size=1), min_size=1, max_size=3),
        max_size=6,
    ),
)
def test_a_smallest_set_is_found(count: int, needs: list[list[set[int]]]) -> None:
    """A case comes out otherwise once all pieces of one of its sets are out: such a set is told."""
    every = [Piece(str(number), str(number), "", "r") for number in range(count)]
    wanted = {
        f"case {number}": [{each % count for each in one} for one in sets]
        for number, sets in enumerate(needs)
    }

    def changed(taken: Sequence[Piece], cases: Sequence[str]) -> Iterable[str]:
        out = {int(piece.name) for piece in taken}
        return [case for case in cases if any(one <= out for one in wanted[case])]

    found = explained([*wanted], every, changed)
    assert found.keys() == wanted.keys()
    for case, sets in wanted.items():
        told = [int(piece.name) for piece in found[case]]
        assert len({*told}) == len(told)
        assert {*told} in sets
        # Smallest: nothing of it can be left in.
        assert not any(one < {*told} for one in sets)


def test_pieces_decide_what_they_are_for(tmp_path: Path) -> None:
    """A tuple is a tuple by its line, a date comes back by its conversion; the rest by neither."""
    row = declared(
        tmp_path, BOUNDS.replace("without = '", "without = '(0.9, 0.999) or ")
    )
    own = pieces(row)
    overrides, trips = find("overrides"), find("roundtrip")
    cells = measured(overrides, row, "tuple", "nested_int", "misspelt_key")
    found = deciding(row, overrides, cells, own)
    assert {case: [piece.name for piece in each] for case, each in found.items()} == {
        "tuple": ["bounds"]
    }
    cells = measured(trips, row, "kinds/date", "kinds/int_or_none")
    found = deciding(row, trips, cells, own)
    assert {case: [piece.name for piece in each] for case, each in found.items()} == {
        "kinds/date": ["BY_HAND"]
    }
    assert deciding(row, trips, cells, ()) == {}


def test_documented_is_what_no_other_piece_decides(tmp_path: Path) -> None:
    """Where a piece that no documentation shows would do alone, that one is named."""
    row = declared(
        tmp_path, BOUNDS.replace("without = '", "without = '(0.9, 0.999) or ")
    )
    (own, _) = pieces(row)
    shown = replace(own, name="shown", documented="https://docs.python.org/3/")
    overrides = find("overrides")
    cells = measured(overrides, row, "tuple")
    assert deciding(row, overrides, cells, (own,)) == {"tuple": (own,)}
    assert deciding(row, overrides, cells, (shown,)) == {"tuple": (shown,)}
    # Beside a documented one that decides nothing, and in whatever order.
    idle = Piece(
        "idle", '"n_epochs": 3', '"n_epochs": 1 + 2', "r", "https://docs.python.org/3/"
    )
    for order in ((idle, own), (own, idle)):
        assert deciding(row, overrides, cells, order) == {"tuple": (own,)}


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ({"outcome": "right"}, "right"),
        ({"outcome": "unsupported", "attempt_outcome": "rejected"}, "rejected"),
        ({"outcome": "unsupported"}, None),
        ({"outcome": "unmeasured"}, None),
        ({"outcome": "not_applicable"}, None),
    ],
)
def test_what_a_program_did(cell: dict[str, str], what: str | None) -> None:
    """Of a declared gap what came of the attempt, which ran."""
    assert did(cell) == what


# -- what is stored -------------------------------------------------------------------------------


def test_labels_are_put_where_they_are_known(tmp_path: Path) -> None:
    """Of a row as it is; what the core refused stays the core's; what nobody knows says so."""
    row = registry.find("argparse")
    told = {
        "sha256": sha256(row),
        "cells": {
            "overrides/tuple": {
                "by": "adapter",
                "pieces": ["tuple"],
                "documented": "https://x",
            },
            "overrides/enum": {"by": "library", "calls": ["words: a"]},
            "overrides/read": {"by": "adapter", "calls": ["read: train.py: load"]},
        },
    }

    def labelled(rows: dict[str, Any]) -> dict[str, Any]:
        cells: dict[str, Any] = {
            "tuple": {"by": "unmeasured", "calls": ["old"]},
            "enum": {"by": "core", "core": True},
            "read": {"by": "core", "core": True},
            "new": {"by": "unmeasured"},
        }
        for known in stored.all_current(rows, [row]).values():
            assert stored.label(cells, known, "overrides")
            # What is said already is nothing new.
            assert not stored.label(cells, known, "overrides")
        return cells

    cells = labelled({"argparse": told})
    assert cells["tuple"] == {
        "by": "adapter",
        "pieces": ["tuple"],
        "documented": "https://x",
    }
    assert (cells["enum"]["by"], cells["enum"]["core"]) == ("core", True)
    # What a line of the program let pass, the library never saw.
    assert cells["read"]["by"] == "adapter"
    assert cells["new"] == {"by": "unmeasured"}
    other = labelled({"argparse": told | {"sha256": "other"}})
    assert other["tuple"]["by"] == "unmeasured"
    file = tmp_path / "results.json"
    assert stored.load(file) == {}
    kept = {"argparse": told | {"pieces": []}}
    stored.save(kept, file)
    assert stored.load(file) == kept
    malformed = ("[]", '{"rows": 5}', '{"rows": {"a": {}}}', "{")
    wrong = (
        '{"rows": {"a": {"sha256": "", "pieces": [], "cells": {"x": {"by": "me"}}}}}'
    )
    for text in (*malformed, wrong):
        file.with_name(stored.NAME).write_text(text, encoding="utf-8")
        with pytest.raises(
            UserError, match=r"parties\.json: (is not JSON|cannot be read)"
        ):
            stored.load(file)


class Told:
    """Asks nobody: what a row's parts and their sum are is stated."""

    def __init__(self, row: registry.Adapter, content: Any) -> None:
        if row.name == "fire":
            raise RowError("its pieces overlap")
        self._row = row
        assert content["cells"]

    def parts(self) -> Any:
        """Return a part, which fails of one row."""

        def part() -> str:
            if self._row.name == "hydra":
                raise RowError("it cannot be copied")
            return f"of {self._row.name}"

        return {"overrides": part}

    def told(self, found: Any) -> Any:
        """Return the sum."""
        assert found == {"overrides": f"of {self._row.name}"}
        cells = {"overrides/x": {"by": "adapter", "pieces": ["a"]}}
        return {"sha256": sha256(self._row), "pieces": [{}], "cells": cells}

    def completed(self, told: Any) -> Any:
        """Return the sum with what takes no pieces."""
        cells = {**told["cells"], "ranks/z": {"by": "library"}}
        return {**told, "cells": cells}


@pytest.mark.parametrize("python", [OWN_PYTHON, replace(OWN_PYTHON, release="3.99.0")])
def test_a_run_says_what_is_known(
    python: Interpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On any interpreter, from the file beside the report; of what nobody knows it says that."""
    row = registry.find("argparse")
    choice = Choice((find("lines"),), claims=False, adapters=(row,), interpreter=python)
    told = {"lines/total": {"by": "adapter", "pieces": ["a"]}}
    known = {"sha256": sha256(row), "pieces": [], "cells": told}
    stored.save({"argparse": known}, tmp_path / "results.json")
    cells = {"total": {"by": "unmeasured"}, "other": {"by": "unmeasured"}}
    monkeypatch.setattr(run_module, "guarded", lambda *_: ({"argparse": cells}, None))
    monkeypatch.setattr(results, "save", lambda *_: None)
    path = results.of(python, tmp_path / "results.json")
    unit = Run.start(choice, path=path).unit(find("lines"), [row])
    assert unit["argparse"] == {
        "total": {"by": "adapter", "pieces": ["a"]},
        "other": {"by": "unmeasured"},
    }


def test_rows_are_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known is kept; a fault of one row is told, and costs no other row."""
    names = ["argparse", "fire", "hydra", "omegaconf"]
    rows = [registry.find(name) for name in names]
    content = results.new(1)
    for row in rows[:3]:
        content["adapters"][row.name] = results.describe(row)
        content["units"][f"overrides/{row.name}"] = {"sha256": row.sha256()}
        content["cells"]["overrides"][row.name] = {
            "x": {"by": "unmeasured", "outcome": "right"}
        }
    file = tmp_path / "results.json"
    monkeypatch.setattr(asking, "Asking", Told)
    monkeypatch.setattr(results, "load", lambda _: content)
    said = [str(each) for each in asking.ask(rows, file)]
    assert sorted(said) == [
        "argparse: 1 pieces decide 1 of 1 cells; 0 by the library, 1 by the program",
        "fire: its pieces overlap",
        "hydra: it cannot be copied",
        f"omegaconf: is not as {file} has it; measure it first",
    ]
    assert [*stored.load(file)] == ["argparse"]
    (again,) = asking.ask(rows[:1], file)
    assert again.kept
    assert str(again).endswith(" (kept)")
    # A category has been measured since for which no pieces are taken out: what is known stays.
    content["cells"]["ranks"]["argparse"] = {
        "z": {"by": "unmeasured", "outcome": "right"}
    }
    (again,) = asking.ask(rows[:1], file)
    assert not again.kept
    cells = stored.load(file)["argparse"]["cells"]
    assert cells == {
        "overrides/x": {"by": "adapter", "pieces": ["a"]},
        "ranks/z": {"by": "library"},
    }
    (again,) = asking.ask(rows[:1], file)
    assert again.kept
    # And another one.
    content["cells"]["safety"]["argparse"] = {
        "y": {"by": "unmeasured", "outcome": "right"}
    }
    (again,) = asking.ask(rows[:1], file)
    assert not again.kept


def test_pieces_make_no_measured_cell_stale(tmp_path: Path) -> None:
    """They leave every outcome as it is; who answers is asked anew."""
    row = declared(tmp_path / "one", BOUNDS)
    plain = registry.read(build("flawless", tmp_path / "two"))
    assert row.sha256() == plain.sha256()
    assert sha256(row) != sha256(plain)


def test_every_published_party_was_measured() -> None:
    """Of the rows as they are, in the environment of today; no cell is left without."""
    rows = stored.load(ROOT_RESULTS)
    content = json.loads(ROOT_RESULTS.read_text(encoding="utf-8"))
    for row in registry.find_all():
        assert stored.current(rows, row) is not None, row.name
    unknown = [
        str(Address(category, row, case))
        for category, by_row in content["cells"].items()
        for row, cells in by_row.items()
        for case, cell in cells.items()
        if cell["by"] == Party.UNMEASURED and cell["outcome"] != "unmeasured"
    ]
    assert unknown == []


def test_the_same_mechanism_has_the_same_label() -> None:
    """One call is the library's in every row that compares that library, or in none."""
    labels: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for name, told in stored.load(ROOT_RESULTS).items():
        library = tuple(sorted(callers.library(registry.find(name))))
        for cell in told["cells"].values():
            for call in cell.get("calls", ()):
                labels.setdefault((call, library), set()).add(cell["by"])
    assert labels
    assert {key: found for key, found in labels.items() if len(found) > 1} == {}


def test_each_case_has_one_way() -> None:
    """A way is a case of overrides, or one of two words; whatever is taken apart has one."""
    known = {"", "saved", "values", *find("overrides").cases(())}
    rows = tuple(registry.find_all())
    for category in CATEGORIES:
        ways = {category.way(case) for case in category.cases(rows).values()}
        assert ways <= known, category.name
        assert not category.in_pieces or ways - {""}, category.name
