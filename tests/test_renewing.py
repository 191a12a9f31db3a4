"""What moved locks, files or a moved suite concern; what is measured; what is kept of before."""

import copy
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import claims, cli, results, state
from benchmarks.categories import find
from benchmarks.environments import interpreters
from benchmarks.measuring import Choice, choose
from benchmarks.renewing import earlier, renewing
from benchmarks.renewing.concerned import concerned
from benchmarks.renewing.jobs import Job, jobs
from configbench.errors import UnmeasuredError, UserError

ROWS = ("argparse", "hydra", "omegaconf")
CATEGORIES = ("overrides", "safety", "startup")


@pytest.fixture(scope="module")
def choice() -> Choice:
    """Return three rows in two discrete categories and a timed one."""
    return choose(",".join(CATEGORIES), ",".join(ROWS))


def account(category: str, row: str, **otherwise: Any) -> dict[str, Any]:
    """Return the account of a unit that is of today, but for some facts."""
    found, adapter = find(category), find(category).row(row)
    today = {
        "created": "2026-11-27T08:00:00+00:00",
        "seconds": 1.0,
        "sha256": found.sha256(adapter),
        "versions": found.versions(adapter),
        **state.of(found.placed(adapter).environment),
    }
    return today | otherwise


def stored() -> dict[str, Any]:
    """Return results of which all units are of today; without a cell."""
    content = results.new(1) | {"categories": results.describe_categories([])}
    content["created"] = "2026-11-27T08:00:00+00:00"
    content["units"] = {
        f"{category}/{row}": account(category, row)
        for category in CATEGORIES
        for row in ROWS
    }
    control = account("startup", "argparse") | {"sha256": ""}
    content["units"]["startup/control"] = control
    return content


OTHER = "f" * 64


@pytest.mark.parametrize(
    ("unit", "moved", "why"),
    [
        ("overrides/hydra", {"sha256": OTHER}, "its files have changed"),
        ("safety/argparse", {"suite": OTHER}, "the suite has changed"),
        ("overrides/hydra", {"suite": None}, "by which suite"),
        ("overrides/argparse", {"locks": OTHER}, "what its library needs has moved"),
        (
            "overrides/hydra",
            {"locks": OTHER, "versions": {"python": "3", "hydra-core": "1.2.0"}},
            "hydra-core 1.2.0 → ",
        ),
        ("safety/hydra", {"fast": True}, "measured coarsely"),
        (
            "startup/hydra",
            {"created": "2026-11-20T08:00:00+00:00"},
            "another run than the control",
        ),
        ("safety/omegaconf", None, "not measured yet"),
    ],
)
def test_what_has_moved_concerns_its_unit_alone(
    unit: str, moved: dict[str, Any] | None, why: str, choice: Choice
) -> None:
    """Each of them by itself, and nothing where nothing has moved."""
    content = stored()
    assert list(concerned(content, choice)) == []
    if moved is None:
        del content["units"][unit]
    else:
        content["units"][unit] |= moved
        told = content["units"][unit]
        content["units"][unit] = {k: v for k, v in told.items() if v is not None}
    (found,) = concerned(content, choice)
    assert f"{found.category}/{found.row}" == unit
    assert why in found.why


def test_older_results_that_store_no_locks_are_told_by_the_suite(
    choice: Choice,
) -> None:
    """What nobody knows of is measured again: once."""
    content = stored()
    for told in content["units"].values():
        del told["suite"], told["locks"]
    assert {each.why for each in concerned(content, choice)} == {
        "it is not stored by which suite it was measured"
    }


def planned(
    content: dict[str, Any], choice: Choice, *, claims: bool = False
) -> list[Job]:
    """Return the runs that measure what is concerned."""
    return list(jobs(list(concerned(content, choice)), choice, claims=claims))


def test_rows_of_which_the_same_is_concerned_share_a_run(choice: Choice) -> None:
    """Times are those of all rows of the choice, and claims come last."""
    content = stored()
    assert planned(content, choice) == []
    for unit in ("overrides/hydra", "safety/hydra", "overrides/omegaconf"):
        content["units"][unit]["suite"] = OTHER
    content["units"]["safety/omegaconf"]["suite"] = OTHER
    content["units"]["overrides/argparse"]["suite"] = OTHER
    assert planned(content, choice) == [
        Job(("overrides",), ("argparse",)),
        Job(("overrides", "safety"), ("hydra", "omegaconf")),
    ]
    content["units"]["startup/hydra"]["suite"] = OTHER
    last = planned(content, choice, claims=True)[-1]
    assert last == Job(("startup", "claims"), ROWS)
    words = [
        "--benchmark",
        "--category",
        "startup,claims",
        "--adapters",
        ",".join(ROWS),
    ]
    assert last.words == words


def test_all_of_it_is_the_whole_comparison() -> None:
    """One run without a choice, which measures other interpreters by itself."""
    content = results.new(1)
    assert planned(content, choose(None, None), claims=True) == [Job(())]
    assert Job(()).words == ["--benchmark"]
    assert Job(("safety",), None, ("3.13",)).words[-2:] == ["--python", "3.13"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a report of which one unit is concerned, on this interpreter alone."""
    monkeypatch.setattr(interpreters, "found", list)
    content = stored()
    content["units"]["safety/hydra"]["suite"] = OTHER
    results.save(content, tmp_path / "results.json")
    return tmp_path


def mending(folder: Path) -> Callable[[Job], None]:
    """Return what measures as a run would: units of a job are of today, then."""

    def run(job: Job) -> None:
        content = results.load(folder / "results.json")
        for category in job.categories:
            for row in job.rows or ROWS:
                content["units"][f"{category}/{row}"] = account(category, row)
        content["created"] = "2026-12-04T08:00:00+00:00"
        results.save(content, folder / "results.json")

    return run


def test_only_what_is_concerned_is_measured_and_what_was_is_kept(
    folder: Path, choice: Choice
) -> None:
    """Once more, nothing is concerned, and nothing is kept again."""
    file = folder / "results.json"
    lines = list(renewing.renew(choice, file=file, run=mending(folder)))
    assert lines[0] == "the suite has changed: hydra (safety)"
    assert "pytest --benchmark --category safety --adapters hydra" in lines
    kept = list((folder / "history").iterdir())
    assert [path.name for path in kept] == ["2026-11-27.json.xz"]
    again = list(renewing.renew(choice, file=file, run=mending(folder)))
    assert again == [
        "Nothing is concerned: all units are of these files, this suite and these locks."
    ]
    assert list((folder / "history").iterdir()) == kept
    # A part says nothing of the rest.
    assert not (folder / renewing.NAME).exists()


def test_a_list_does_nothing(folder: Path, choice: Choice) -> None:
    """What is concerned and what would be typed is told, and nothing written."""

    def never(job: Job) -> None:
        raise AssertionError(job)

    file = folder / "results.json"
    lines = list(renewing.renew(choice, only_listed=True, file=file, run=never))
    assert lines[-1] == "pytest --benchmark --category safety --adapters hydra"
    assert [path.name for path in folder.iterdir()] == ["results.json"]


def test_an_interrupted_run_is_gone_on_with(folder: Path, choice: Choice) -> None:
    """Its half is no measurement that is kept; a failed one is told."""
    file = folder / "results.json"
    content = results.load(file)
    content["interrupted"] = {"request": {}, "done": []}
    results.save(content, file)

    def failing(job: Job) -> None:
        raise UnmeasuredError(f"{job} failed")

    with pytest.raises(UnmeasuredError, match=r"safety.* failed"):
        list(renewing.renew(choice, file=file, run=failing))
    assert not (folder / "history").exists()
    list(renewing.renew(choice, file=file, run=mending(folder)))
    assert list(concerned(results.load(file), choice)) == []


def test_a_run_that_measures_nothing_is_told(folder: Path, choice: Choice) -> None:
    """What is still concerned is said, so that nobody takes it for renewed."""
    lines = renewing.renew(choice, file=folder / "results.json", run=lambda _: None)
    assert [*lines][-2:] == [
        "still concerned:",
        "the suite has changed: hydra (safety)",
    ]


def test_a_whole_one_says_of_which_day_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day stands in a file of its own, where nothing was left to do, too."""
    monkeypatch.setattr(interpreters, "found", list)
    monkeypatch.setattr(renewing, "concerned", lambda *_: [])
    content = stored()
    content["units"]["claims/all"] = account("safety", "hydra", sha256=claims.sha256())
    results.save(content, tmp_path / "results.json")
    whole = choose(None, None)
    run = mending(tmp_path)
    lines = list(renewing.renew(whole, file=tmp_path / "results.json", run=run))
    assert lines[-1].startswith("of today: ")
    told = json.loads((tmp_path / renewing.NAME).read_text("utf-8"))
    assert set(told) == {"day"}
    content["units"]["claims/all"]["sha256"] = OTHER
    results.save(content, tmp_path / "results.json")
    only = renewing.renew(
        whole, only_listed=True, file=tmp_path / "results.json", run=run
    )
    assert list(only)[-1] == "pytest --benchmark --category claims"


def test_other_results_of_a_day_get_a_number(tmp_path: Path) -> None:
    """The same ones are kept once; a day that is none is a sentence."""
    content = stored()
    first = earlier.keep(content, tmp_path)
    assert earlier.keep(copy.deepcopy(content), tmp_path) == first
    content["versions"] = {"torch": "9"}
    second = earlier.keep(content, tmp_path)
    assert (first.name, second.name) == ("2026-11-27.json.xz", "2026-11-27-2.json.xz")
    with pytest.raises(UserError, match="expected a day"):
        earlier.keep(content | {"created": "../../x"}, tmp_path)


def test_what_is_kept_is_small() -> None:
    """Of the published results a hundredth of what they are: no text, no sample."""
    published = results.FILE.read_bytes()
    packed = earlier._packed(earlier.kept(json.loads(published)))
    assert len(packed) < len(published) / 100
    assert b"samples" not in lzma.decompress(packed)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--adapters", "hidra"], "hydra"),
        (["--category", "safty"], "safety"),
        (["--category", ""], "is empty"),
    ],
)
def test_what_is_typed_wrongly_is_a_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2."""
    try:
        code = cli.main(["renew", "--list", *words])
    except SystemExit as ended:
        code = int(ended.code or 0)
    assert code == 2
    assert said in capsys.readouterr().err
