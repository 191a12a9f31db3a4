"""Cost of change: patches apply, do what was asked, and are counted as a reader would."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry
from benchmarks.categories.change import CATEGORY, Change, Check, apply, cases, words
from benchmarks.categories.change.applying import read_changes
from benchmarks.categories.change.judging import Changed, Run, judge, judge_check
from benchmarks.categories.change.size import size
from benchmarks.errors import AbsentError, RowError
from benchmarks.outcomes import Outcome
from benchmarks.paths import ADAPTERS
from benchmarks.running import Probe
from benchmarks.values import parse
from configbench.process import Finished
from configbench.workplace import workplace
from tests.cells import measured
from tests.miniatures import build

ROWS = registry.names()


@pytest.mark.parametrize("name", ROWS)
def test_every_patch_of_a_row_applies(name: str) -> None:
    """Each change has a patch, empty or not, that fits the row, and words for its checks."""
    row = registry.find(name)
    assert words(row).keys() <= cases().keys()
    # Most files of a change are as they were, those of the core among them.
    seen = set[bytes]()
    for change in cases().values():
        assert change.patch(row).is_file(), change.name
        with workplace() as place:
            changed = apply(row, change, place)
            for path in changed.folder.rglob("*.py"):
                source = path.read_bytes()
                if source not in seen:
                    compile(source, str(path), "exec")
                    seen.add(source)


@pytest.mark.parametrize("name", ROWS)
def test_one_change_of_a_row_does_its_job(name: str) -> None:
    """A sampled change, seen in the record of the changed program."""
    row = registry.find(name)
    if missing := row.missing():
        pytest.skip(f"pip install {' '.join(missing)} comes first")
    cell = measured(CATEGORY, row, "change_default")["change_default"]
    assert cell["outcome"] == "right", cell["detail"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a copy of argparse, whose path has a space."""
    folder = tmp_path / "a copy" / "argparse"
    shutil.copytree(ADAPTERS / "argparse", folder)
    return folder


def changed_default(folder: Path) -> dict[str, Any]:
    """Return the cell of a change of the copy."""
    row = registry.read(folder)
    return measured(CATEGORY, row, "change_default")["change_default"]


def test_a_patch_that_changes_nothing_is_flagged(folder: Path) -> None:
    """A miniature: an empty patch for a change that needs code does not do what was asked."""
    (folder / "changes" / "change_default.patch").write_text("", encoding="utf-8")
    cell = changed_default(folder)
    assert (cell["outcome"], cell["cause"]) == ("wrong_value", "unexplained")
    assert cell["detail"] == "default: n_epochs is 3, expected 5"
    assert (cell["added"], cell["removed"]) == (0, 0)


def test_patches_are_looked_at_before_anything_is_measured(folder: Path) -> None:
    """Each that lacks or does not apply is named; a row without any is only not measured."""
    row, own = registry.read(folder), folder / "changes"
    read_changes(row)
    (own / "add_model.patch").unlink()
    fault = own / "change_default.patch"
    fault.write_text(fault.read_text().replace("default=3", "default=4"), "utf-8")
    with pytest.raises(RowError) as caught:
        read_changes(row)
    lacking, failing = str(caught.value).split("; ", 1)[0], str(caught.value)
    assert lacking == f"{own / 'add_model.patch'}: not found"
    assert f"{fault} does not apply any more: error: patch failed" in failing
    assert failing.count(".patch") == 2
    for patch in own.glob("*.patch"):
        patch.unlink()
    with pytest.raises(AbsentError, match="a row needs its patches"):
        read_changes(row)


def test_a_patch_that_no_longer_applies_is_named(folder: Path) -> None:
    """It is the row's trouble, and no fact about its library; the sentence names the patch."""
    path = folder / "changes" / "change_default.patch"
    path.write_text(path.read_text(encoding="utf-8").replace("default=3", "default=4"))
    cell = changed_default(folder)
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert f"{path} does not apply any more" in cell["detail"]


#: A line of argparse that its spelling does not tell.
NONE = 'make_optional.none = "--batch-size none"'


def test_words_follow_from_the_spelling_of_a_row(folder: Path) -> None:
    """But for the lines of its file; a variant has its origin's."""
    row, variant = registry.find("argparse"), registry.find("argparse_strict")
    told = words(row)
    assert told["add_model"]["set"] == "--model gru --bidirectional"
    assert told["change_default"] == {"default": "", "set": "--n-epochs 2"}
    assert told["make_optional"]["none"] == "--batch-size none"
    assert "help" not in told["add_bounded_option"]
    assert words(variant) == told
    shutil.copytree(variant.folder, folder.parent / variant.name)
    own = folder.parent / variant.name / "changes" / "words.toml"
    own.write_text("change_default.default = '--x'\n", encoding="utf-8")
    changed = words(registry.read(own.parent.parent))
    assert changed["change_default"] == {"default": "--x", "set": "--n-epochs 2"}
    assert changed["make_optional"] == told["make_optional"]


def test_a_variant_has_the_patches_of_its_origin(tmp_path: Path) -> None:
    """Applied to its own files; one that does not fit there is told, and its own comes first."""
    origin = registry.find("argparse")
    folder = tmp_path / "adapters" / "other"
    shutil.copytree(origin.folder, folder, ignore=lambda *_: ["changes"])
    table = folder / "adapter.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(f'variant_of = "argparse"\n{text}', encoding="utf-8")
    variant = registry.read(folder)
    before = variant.sha256()
    change = cases()["change_default"]
    with workplace() as one, workplace() as two:
        changed, expected = apply(variant, change, one), apply(origin, change, two)
        assert changed.program.read_text() == expected.program.read_text()
    read_changes(variant)
    program = folder / "train.py"
    source = program.read_text(encoding="utf-8")
    program.write_text(source.replace('"--n-epochs"', '"--epochs"'), encoding="utf-8")
    with pytest.raises(RowError, match=r"change_default\.patch does not apply"):
        read_changes(variant)
    program.write_text(source, encoding="utf-8")
    own = folder / "changes" / "change_default.patch"
    own.parent.mkdir()
    own.write_text("", encoding="utf-8")
    assert change.patch(variant) == own
    assert variant.sha256() != before


def test_a_row_whose_changes_nobody_wrote_is_not_measured(folder: Path) -> None:
    """Without a patch a change would be taken for one that needs no code."""
    shutil.rmtree(folder / "changes")
    cell = changed_default(folder)
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "missing")
    assert f"{folder / 'changes'}: not found" in cell["detail"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            f"{NONE}\n",
            "",
            "make_optional.none is missing: --batch-size has no spelling",
        ),
        (NONE, "make_optional.none = 5", "make_optional.none is 5; expected a string"),
        ("none =", "nnone =", "make_optional: unknown key 'nnone'"),
        (NONE, "swap_los.swapped = ''", "unknown change 'swap_los'"),
        (NONE, "swap_loss = 1", "swap_loss is 1; expected a table"),
        (NONE, "swap_loss =", "cannot be read"),
    ],
)
def test_words_that_cannot_be_used_are_told(
    folder: Path, old: str, new: str, told: str
) -> None:
    """The sentence names the file, the change and the check."""
    path = folder / "changes" / "words.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new))
    with pytest.raises(RowError, match=rf"words\.toml: {told}"):
        words(registry.read(folder))


def test_words_that_are_no_words_are_told(folder: Path) -> None:
    """What bash cannot split is a fault of the row's author."""
    path = folder / "changes" / "words.toml"
    path.write_text("change_default.set = '--n-epochs 2 ; ls'\n", encoding="utf-8")
    cell = changed_default(folder)
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert f"{path}: change_default.set: bash cannot split" in cell["detail"]


def test_a_change_is_counted_as_lines_are(tmp_path: Path) -> None:
    """Blank lines, comments and docstrings are free; a line moved by its mark has its role."""
    before = registry.read(build("flawless", tmp_path / "adapters"))
    after = registry.read(build("flawless", tmp_path / "after" / "adapters"))
    source = after.program.read_text(encoding="utf-8")
    source = source.replace(
        "# -- save\n",
        '# -- save\ndef spare() -> None:\n    """Do nothing.\n\n    At all.\n    """\n'
        "    # a comment\n    return None\n\n\n",
    )
    after.program.write_text(source.replace('    "seed": 42,\n', '    "seed": 43,\n'))
    configs = tmp_path / "after" / "configs" / "flawless"
    configs.mkdir(parents=True)
    (configs / "x.yaml").write_text("a: 1\n\n# b\n", encoding="utf-8")
    assert size(before, after) == {
        "added": 4,
        "removed": 1,
        "files": ["adapters/flawless/train.py", "configs/flawless/x.yaml"],
        "roles": ["config", "declare", "save"],
    }
    assert size(before, before)["roles"] == []


def probe(*records: Any, code: int = 0, out: str = "") -> Probe:
    """Return a probe as stated."""
    finished = Finished(("x",), code, None, out, "said", 0.0, 0.1, 0.1)
    return Probe("x", (), records, finished, ())


OWN = {"seed": parse("42")}
SEVEN = {"seed": parse("7")}
NINE = {"seed": parse("9")}
ONE_MORE = {"x": parse("1")}
ADAM = {"optimizer": parse("Adam(lr=0.1)")}

OLD_RUN = Check("c", SEVEN, old_run={"seed": 7})
REFUSED = Check("c", {}, refused="seed")
HELP = Check("c", {}, help="the text")
OBSERVED = Check("c", {}, observe=True)


@pytest.mark.parametrize(
    ("check", "ran", "outcome"),
    [
        (Check("c", NINE), probe(NINE), Outcome.RIGHT),
        (Check("c", NINE), probe(OWN), Outcome.WRONG_VALUE),
        (Check("c", NINE), probe(NINE, code=1), Outcome.LATE),
        (Check("c", ONE_MORE), probe(OWN | ONE_MORE), Outcome.RIGHT),
        (Check("c", ONE_MORE), probe(OWN), Outcome.WRONG_VALUE),
        (REFUSED, probe(code=2, out="seed: no"), Outcome.RIGHT),
        (REFUSED, probe(code=2), Outcome.REJECTED),
        (REFUSED, probe(OWN), Outcome.ACCEPTED),
        (REFUSED, probe(OWN, code=1, out="seed"), Outcome.LATE),
        (HELP, probe(out="see\n   the   text"), Outcome.RIGHT),
        (HELP, probe(out="see"), Outcome.REJECTED),
        (OLD_RUN, probe(code=1, out="seed?"), Outcome.RIGHT),
        (OLD_RUN, probe(code=1), Outcome.REJECTED),
        # Neither a crash nor an end without training is a refusal, whatever it prints.
        (OLD_RUN, probe(code=-11, out="seed?"), Outcome.BROKEN),
        (OLD_RUN, probe(out="seed?"), Outcome.BROKEN),
        (OLD_RUN, probe(OWN), Outcome.WRONG_VALUE),
        (OLD_RUN, probe(SEVEN), Outcome.RIGHT),
        (OBSERVED, probe(code=2), Outcome.RIGHT),
    ],
)
def test_a_check_is_judged_by_what_the_program_did(
    check: Check, ran: Probe, outcome: Outcome
) -> None:
    """Effects arrive, mistakes are refused, help shows, old runs load or are refused."""
    assert judge_check(check, ran, OWN).outcome is outcome


@pytest.mark.parametrize(
    ("ran", "told"),
    [
        (probe(code=2), "refused: exit 2"),
        (probe(ADAM), "accepted: optimizer Adam(lr=0.1)"),
        (probe(ADAM, code=3), "trained with optimizer Adam(lr=0.1), then exit 3"),
    ],
)
def test_what_is_observed_is_told(ran: Probe, told: str) -> None:
    """An observation is right whatever it shows, and its sentence says what that was."""
    assert judge_check(OBSERVED, ran, OWN).detail == told


@pytest.mark.parametrize(
    ("check", "ran", "told"),
    [
        (OLD_RUN, probe(code=1, out="seed?"), "the old run is refused: exit 1"),
        (
            OLD_RUN,
            probe(code=1),
            "the old run is refused: exit 1, without a word about seed",
        ),
        (HELP, probe(out="see the text"), "shown in the help"),
        (REFUSED, probe(code=2), "refused: exit 2, without a word about seed"),
        (REFUSED, probe(code=2, out="seed: no"), "refused: exit 2"),
    ],
)
def test_a_check_tells_what_was_seen(check: Check, ran: Probe, told: str) -> None:
    """In full."""
    assert judge_check(check, ran, OWN).detail == told


def test_a_change_is_what_its_first_failing_check_is() -> None:
    """A mistake that runs is accepted as a check; the request, a refusal, was not fulfilled."""
    checks = (Check("set", NINE), Check("bound", {}, refused="seed"), HELP)
    runs = {"set": probe(NINE), "bound": probe(OWN), "c": probe(code=2)}
    changed = Changed(
        OWN, {name: Run(ran, f"$ {name}") for name, ran in runs.items()}, {"added": 3}
    )
    judged = judge(Change("x", checks=checks), changed)
    assert judged.outcome is Outcome.WRONG_VALUE
    assert judged.detail == (
        "bound: the mistake was accepted; c: --help does not show 'the text'"
    )
    outcomes = {name: told["outcome"] for name, told in judged.facts["checks"].items()}
    assert outcomes == {"set": "right", "bound": "accepted", "c": "rejected"}
    assert judged.facts["added"] == 3
    assert judged.facts["checks"]["set"] == {
        "outcome": "right",
        "detail": "arrived as asked",
        "command": "$ set",
    }
    assert (
        judge(Change("x", checks=checks[:1]), changed).detail == "does what was asked"
    )
