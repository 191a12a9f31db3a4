"""The contract of a row, judged on stated facts; miniatures meet it in tests/test_miniatures.py."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import contract, core, registry
from benchmarks.cells import Address, Cell, Judgement
from benchmarks.contract import files, grammar, outlook, reading, runs, source, style
from benchmarks.contract.outlook import Foreseen
from benchmarks.contract.reading import STEPS, Reading, inventory
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.judging import expected_record
from benchmarks.outcomes import Outcome
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter
from benchmarks.rerun import Rerun
from benchmarks.running import Probe, Record
from benchmarks.shell import command_line
from benchmarks.texts import short
from benchmarks.values import parse
from configbench.process import Finished
from tests.miniatures import build

CONTROL: Record = {"seed": parse("42"), "tags": parse("['a']")}


def probe(*records: Record, code: int = 0) -> Probe:
    """Return a run with these records and this end."""
    finished = Finished((), code, None, "", "it says", 0.0, 0.0, 0.0)
    return Probe("a", (), records, finished, ())


class Stated(Subject):
    """A row that does the same whatever the words, and what is declared of it."""

    def __init__(
        self, seen: Probe, cause: str | None = None, deviations: tuple[str, ...] = ()
    ) -> None:
        super().__init__(replace(registry.find("argparse"), deviations=deviations))
        self.defaults = seen
        self.control = CONTROL
        self.late_misspelling = cause

    def probe(self, *_: str) -> Probe:
        """Return what was stated."""
        return self.defaults


def changed(**effect: str) -> Probe:
    """Return a run that reached the core with other settings."""
    typed = {name: parse(text) for name, text in effect.items()}
    return probe(expected_record(CONTROL, typed))


DECLARED = ("Its tags are a tuple.",)


@pytest.mark.parametrize(
    ("seen", "deviations", "outcome"),
    [
        (probe(CONTROL), (), Outcome.RIGHT),
        (probe(CONTROL, CONTROL), (), Outcome.WRONG_VALUE),
        (probe(CONTROL, code=1), (), Outcome.LATE),
        (changed(seed="43"), (), Outcome.WRONG_VALUE),
        (changed(tags="('a',)"), (), Outcome.TYPE_CHANGED),
        (changed(tags="('a',)"), DECLARED, Outcome.RIGHT),
        # Each setting must be declared, and a declared type excuses no other value.
        (changed(tags="('a',)", seed="42.0"), DECLARED, Outcome.TYPE_CHANGED),
        (changed(tags="('b',)"), DECLARED, Outcome.WRONG_VALUE),
    ],
)
def test_only_what_is_declared_is_forgiven(
    seen: Probe, deviations: tuple[str, ...], outcome: Outcome
) -> None:
    """Without words the core gets the control's settings, types aside that are declared."""
    assert runs.defaults(Stated(seen, deviations=deviations)).outcome is outcome


@pytest.mark.parametrize(
    ("seen", "cause", "outcome"),
    [
        (probe(code=2), None, Outcome.RIGHT),
        (probe(CONTROL), None, Outcome.ACCEPTED),
        (probe(CONTROL), "why", Outcome.ACCEPTED),
        (probe(CONTROL, code=1), None, Outcome.LATE),
    ],
)
def test_a_mistake_must_be_refused(
    seen: Probe, cause: str | None, outcome: Outcome
) -> None:
    """Before the core, whatever is declared."""
    assert runs.mistakes(Stated(seen, cause)).outcome is outcome


def test_a_late_refusal_must_be_declared() -> None:
    """A declared cause excuses misspelt keys, and no value out of bounds."""
    judged = runs.mistakes(Stated(probe(CONTROL, code=1)))
    told = [name for name in core.MISTAKES if f" ({name}): " in judged.detail]
    assert told == [*core.MISTAKES]
    judged = runs.mistakes(Stated(probe(CONTROL, code=1), "why"))
    assert judged.outcome is Outcome.LATE
    assert "misspelt" not in judged.detail


def test_a_check_is_as_good_as_its_worst_run() -> None:
    """The first kind of fault, with every sentence of that kind, once."""
    assert runs.summed([]) == Verdict(Outcome.RIGHT, "")
    right = Judgement(Outcome.RIGHT, "well")
    assert runs.summed([right, right]) == Verdict(Outcome.RIGHT, "well")
    judged = [
        right,
        Judgement(Outcome.LATE, "a"),
        Judgement(Outcome.REJECTED, "b"),
        Judgement(Outcome.LATE, "c"),
        Judgement(Outcome.LATE, "a"),
    ]
    assert runs.summed(judged) == Verdict(Outcome.LATE, "a; c")


@pytest.mark.parametrize(
    ("distributions", "outcome"), [((), Outcome.LATE), (("torch",), Outcome.RIGHT)]
)
def test_a_help_waits_for_torch_only_where_the_library_requires_it(
    distributions: tuple[str, ...], outcome: Outcome, tmp_path: Path
) -> None:
    """A library that imports torch itself has no other way; a program has."""
    row = registry.read(build("imports_torch_for_help", tmp_path))
    subject = Subject(
        replace(row, distributions=distributions, requirements=row.distributions)
    )
    assert runs.help_text(subject).outcome is outcome


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (
            Rerun(None, first=CONTROL, second=CONTROL, weights=("w", "w")),
            Verdict(Outcome.RIGHT, "record and weights came back"),
        ),
        (
            Rerun(None, first=CONTROL, second=CONTROL, weights=("w", "v")),
            Verdict(Outcome.WRONG_VALUE, "other weights from an equal record"),
        ),
        (
            Rerun(None, first=CONTROL, second={}, weights=("w", "w")),
            Verdict(
                Outcome.WRONG_VALUE,
                "seed: 42 came back as nothing; tags: ['a'] came back as nothing",
            ),
        ),
        (Rerun("nothing was saved"), Verdict(Outcome.REJECTED, "nothing was saved")),
    ],
)
def test_a_saved_run_must_come_back(done: Rerun, verdict: Verdict) -> None:
    """Its record and its weights; equal weights alone are not enough."""
    subject = Stated(probe(CONTROL))
    subject.repeated = done
    outcome, detail = runs.reruns(subject)
    # A fault's sentence begins with the words that were typed.
    typed = f"{short(command_line(subject.many), runs._TYPED)}: "
    assert outcome is verdict.outcome
    assert detail.removeprefix(typed) == verdict.detail
    assert detail.startswith(typed) is not (outcome is Outcome.RIGHT)


GAP: Cell = {"outcome": "unsupported", "detail": "no way"}
UNKNOWN: Cell = {"outcome": "unmeasured", "detail": "no disk"}
WORKS: Cell = {"outcome": "right", "detail": "it did", "false_declaration": True}


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ([], Verdict(Outcome.RIGHT, "0 declared gaps, none of them works")),
        ([GAP, GAP], Verdict(Outcome.RIGHT, "2 declared gaps, none of them works")),
        ([WORKS], Verdict(None, "x/row/0 is declared to have no way, and works")),
        (
            [UNKNOWN, WORKS],
            Verdict(None, "x/row/1 is declared to have no way, and works"),
        ),
        ([GAP, UNKNOWN], Verdict(Outcome.UNMEASURED, "x/row/1: no disk")),
    ],
)
def test_a_declared_gap_is_tried(cells: list[Cell], verdict: Verdict) -> None:
    """One that works breaks the contract; one that nobody could try keeps it from being kept."""
    tried = [
        (Address("x", "row", str(number)), cell) for number, cell in enumerate(cells)
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "_gaps", lambda _: iter(tried))
        assert files.gaps(Stated(probe(CONTROL))) == verdict


# -- a row is read --------------------------------------------------------------------------------


def test_what_lacks_is_told_as_cost_and_in_the_order_of_the_steps(
    tmp_path: Path,
) -> None:
    """What is there first; then what each absence costs, the dearest categories not among them."""
    folder = build("flawless", tmp_path)
    for name in ("overrides.toml", "values.py"):
        (folder / name).unlink()
    row = registry.read(folder)
    assert list(inventory(row, reading.read(row))) == [
        "flawless: train.py, adapter.toml, [spelling] or dialect.py, sweeps.toml are there.",
        "Mend what is NOT ok below, from above; "
        "then bring, in this order (CONTRIBUTING.md):",
        "  overrides.toml: until then, cells of overrides, startup are unmeasured",
        "  values.py: until then, cells of roundtrip are unmeasured",
        "  [record] or with_*.py: until then, cells of remote with `make benchmark-beyond` "
        "are unmeasured",
        "  features/: until then, cells of features are unmeasured",
        "  changes/: until then, cells of change are unmeasured",
        "  scaling.toml or scaling.py: until then, cells of scaling are unmeasured",
    ]


def test_of_a_whole_row_nothing_lacks() -> None:
    """All files that a category reads are there, every setting has a spelling."""
    row = registry.find("argparse")
    found = reading.read(row)
    assert found == Reading(STEPS, {}, (), {})
    assert len(list(inventory(row, found))) == 1


SPELLING = """\
SAVED = "**/config.json"


class Unsupported(Exception):
    pass


def spell(path, value):
    if path == "tags":
        raise Unsupported("there are no tags")
    if path == "{fails}":
        raise ValueError(path)
    return [[f"{{path}}={{value!r}}"]]


def restore(saved):
    return ["--config", saved]
"""


@pytest.fixture
def spelling_row(tmp_path: Path) -> Callable[[str], Adapter]:
    """Return what gives a row whose spelling fails for a setting, and has none for the tags."""

    def made(fails: str) -> Adapter:
        folder = build("flawless", tmp_path)
        text = SPELLING.format(fails=fails)
        (folder / "dialect.py").write_text(text, encoding="utf-8")
        return registry.read(folder)

    return made


def test_a_setting_without_a_spelling_is_a_cost(
    spelling_row: Callable[[str], Adapter],
) -> None:
    """No kind of setting is compulsory: what arrives is right, the rest is told."""
    row = spelling_row("none")
    found = reading.read(row)
    assert found.faults == ()
    assert {text.partition(" = ")[0] for text in found.unspelt} == {"tags"}
    assert set(found.unspelt.values()) == {"there are no tags"}
    assert any("tags = " in line for line in inventory(row, found))
    verdict = runs.overrides(Subject(row))
    assert verdict.outcome is Outcome.RIGHT
    assert verdict.detail.endswith("; no spelling of tags")
    verdict = runs.together(Subject(row))
    assert verdict.outcome is Outcome.RIGHT
    assert "trained: there are no tags" in verdict.detail


@pytest.mark.parametrize("path", ["scheduler.t_max", "optimizer.lrr", "batch_size"])
def test_what_any_category_will_spell_is_spelt_before(
    path: str, spelling_row: Callable[[str], Adapter]
) -> None:
    """A setting of a profile, a mistake, one for several ranks: file and question are named."""
    row = spelling_row(path)
    faults = reading.read(row).faults
    assert faults
    assert all(
        f"{row.folder / 'dialect.py'}: spell('{path}'" in each for each in faults
    )


# -- what a run will publish ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (("nested_int", "right", "arrived", "--n 3", True), []),
        (("nested_int", "unsupported", "no way", "--n 3", False), []),
        (
            ("wrong_type", "accepted", "it ran", "--lr abc", True),
            ["  [accepted] wrong_type: --lr abc (derived): it ran", "What arrived, "],
        ),
        # What is stated is meant so.
        (
            ("nested_int", "rejected", "exit 2", "--n 3", False),
            ["  [rejected] nested_int: --n 3: exit 2", "What arrived, "],
        ),
        (
            ("nested_int", "rejected", "exit 2", "--n 3", True),
            [
                "  [rejected] nested_int: --n 3 (derived): exit 2",
                "What arrived, for instance: python -m benchmarks reproduce "
                "overrides/argparse/nested_int",
                "What is (derived) follows from [spelling], also where the library has no way. "
                "That it has none, adapters/argparse/overrides.toml declares",
                '  nested_int.unsupported = { reason = "…", page = "https://…", '
                'attempts = ["--n 3", "…"] }',
            ],
        ),
    ],
)
def test_what_is_unfavourable_is_told_before_the_run(
    facts: tuple[str, str, str, str, bool], told: list[str]
) -> None:
    """With the words, whose they are, and what to do where there is no way; never of a mistake."""
    lines = [*outlook.told(registry.find("argparse"), [Foreseen(*facts)])]
    assert lines[0].endswith(f" no part of the contract: 1 {facts[1]}.")
    assert len(lines) == 1 + len(told)
    assert all(map(str.startswith, lines[1:], told))


# -- whose grammar it is --------------------------------------------------------------------------


def test_the_row_whose_spelling_arrives_is_named(tmp_path: Path) -> None:
    """Argparse's program with the words of another row: as argparse spells them, all arrive."""
    folder = tmp_path / "adapters" / "newcomer"
    shutil.copytree(registry.find("argparse").folder, folder)
    spelling = registry.find("omegaconf").spelling
    row = replace(registry.read(folder), spelling=spelling)
    verdict = runs.overrides(Subject(row))
    assert verdict.outcome is Outcome.REJECTED
    assert verdict.detail.startswith("n_epochs=5: refused: exit 2; ")
    told = "as argparse spells them, 9 of 9 settings arrive, as this row spells them 0"
    assert verdict.detail.endswith(f"; {told}")


@pytest.mark.parametrize(("first", "told"), [("--", "argparse"), ("", "")])
def test_a_row_that_spells_best_itself_is_compared_with_nobody(
    first: str, told: str
) -> None:
    """A sentence only where another row's settings arrive more often."""

    def arrives(words: list[str], _path: str, _value: object) -> bool:
        return words[0].startswith(first)

    sentence = grammar.nearest(registry.find("omegaconf"), arrives)
    assert bool(sentence) is bool(told)
    assert sentence.startswith(f"as {told} spells them" if told else "")


# -- what is still the sibling's ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, None),
        ({"title": " "}, "title is empty"),
        ({"title": "Hydra"}, "title is 'Hydra', that of hydra"),
        ({"summary": ""}, "summary is empty"),
        ({"documentation": ()}, "documentation is empty"),
        ({"documentation": "fire"}, "documentation has only pages of fire"),
    ],
)
def test_what_is_not_filled_in_is_told(
    change: dict[str, object], told: str | None
) -> None:
    """A sentence for each key, in the order of the file; a row's own variant is no sibling."""
    if change.get("documentation") == "fire":
        change = {"documentation": registry.find("fire").documentation[:1]}
    subject = Subject(replace(registry.find("argparse"), **change))  # type: ignore[arg-type]  # one field
    outcome, detail = files.filled(subject)
    assert outcome is (None if told else Outcome.RIGHT)
    assert told is None or f"adapters/argparse/adapter.toml: {told}" in detail


def test_a_conversion_that_the_program_no_longer_makes_is_told() -> None:
    """The line of the table must stand in the program, laid out however."""
    row = registry.find("argparse")
    stale = {"setting": "seed", "line": "int(args.sead)", "reason": ""}
    subject = Subject(replace(row, conversions=(*row.conversions, stale)))
    verdict = source.conversions(subject)
    assert verdict == Verdict(
        None, "in adapter.toml, but not in train.py: int(args.sead)"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"x = 1\ndef (:\n", "train.py:2: not Python: invalid syntax"),
        (b"x = '\xff'\n", "train.py: not Python: 'utf-8' codec"),
        (b"x = '\x00'\n", "not Python: source code"),
    ],
)
def test_a_program_that_is_no_python_is_told_once(
    content: bytes, told: str, tmp_path: Path
) -> None:
    """File and line; what follows would say the same."""
    folder = build("flawless", tmp_path)
    (folder / "train.py").write_bytes(content)
    *_, last = contract.check(registry.read(folder))
    assert (last.check, last.outcome) == ("layout", Outcome.BROKEN)
    assert told in last.detail


def test_the_command_that_lays_out_can_be_pasted(tmp_path: Path) -> None:
    """Blanks in the path, and no tool of ours on the PATH: then nothing is left to lay out."""
    folder = build("is_laid_out_by_taste", tmp_path / "my rows")
    row = registry.read(folder)
    told = style.layout(Subject(row)).detail
    assert told.startswith(f"{folder}/train.py:")
    done = subprocess.run(
        ["/bin/bash", "-c", told.split("`")[1]],
        cwd=ROOT,
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert style.layout(Subject(row)).outcome is Outcome.RIGHT


PART: Record = {**CONTROL, "optimizer": parse("Adam(lr=0.01, betas=(0.9, 0.999))")}


@pytest.mark.parametrize(
    ("settings", "outcome"),
    [
        ({"optimizer.lr": 0.01, "seed": 42, "model": "bert"}, Outcome.RIGHT),
        ({"optimizer.lr": 0.02}, Outcome.WRONG_VALUE),
        ({"optimizer.eps": 0.01}, Outcome.WRONG_VALUE),
        ({"seed": 42.0}, Outcome.RIGHT),
        ({"shuffle": True}, Outcome.WRONG_VALUE),
    ],
)
def test_of_other_parts_the_numbers_tell(
    settings: dict[str, object], outcome: Outcome
) -> None:
    """A number that did not arrive is told by its path; what a part is called is its own affair."""
    judged = runs._numbers_arrived(probe(PART), settings)
    assert judged.outcome is outcome
    assert outcome is Outcome.RIGHT or judged.detail.startswith(
        f"{next(iter(settings))}: "
    )
    refused = runs._numbers_arrived(probe(code=2), settings)
    assert refused.outcome is Outcome.REJECTED
