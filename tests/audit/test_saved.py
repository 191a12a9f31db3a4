"""Saved runs: what counts as saved, what goes together, what comes back, and what is said."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from configbench import process, session
from configbench.audit import grouping
from configbench.audit.ground import environs, laid
from configbench.audit.model import (
    Act,
    Arrived,
    How,
    Kind,
    Request,
    Saved,
    Setting,
    Severity,
    Spot,
)
from configbench.audit.planning.settings import Found
from configbench.audit.rules import BY_ID, judged
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.restoring import Back, compared, way
from configbench.audit.saved import halving, stating
from configbench.audit.saved.changing import Change, changes, together
from configbench.audit.saved.running import Runs
from configbench.audit.saved.trips import Trips
from configbench.audit.target import discovery
from configbench.errors import UserError
from configbench.foreign import parse
from configbench.inside.parsers import swapping
from configbench.workplace import Workplace, workplace
from tests.audit.facts import came, facts, refused, setting, typed

# -- what counts as saved -------------------------------------------------------------------------

#: What a shell does, and what is saved of it by ``**/c*.json``: a path, or why nothing.
WRITTEN = {
    "written, and it goes on": ("echo 1 > c.json; sleep 60", "c.json"),
    "written at the end": ("sleep 0.1; echo 1 > c.json", "c.json"),
    "in a folder, with blanks": ("mkdir 'ä b'; echo 1 > 'ä b/c ü.json'", "ä b/c ü.json"),
    "made, and filled later": ("> c.json; sleep 0.6; echo 1 > c.json; sleep 60", "c.json"),
    "open to be read": ("echo 1 > c.json; exec 3< c.json; sleep 60", "c.json"),
    "by a child that ends": ("(echo 1 > c.json) & sleep 60", "c.json"),
    "the first of two": ("echo 1 > c2.json; sleep 0.1; echo 1 > c1.json; sleep 60", "c2.json"),
    "never closed": ("exec 3> c.json; echo 1 >&3; sleep 60", "open"),
    "a child writes on": ("exec 3> c.json; echo 1 >&3; sleep 60 & exit 0", "open"),
    "removed again": ("echo 1 > c.json; rm c.json", "nothing"),
    "it was there before": ("cat before/c.json", "nothing"),
    "a link": ("ln -s before/c.json c.json", "nothing"),
    "a pipe": ("mkfifo c.json; sleep 1", "nothing"),
    "more than is kept": ("echo 1 > c.json; truncate -s 9G c.json", "large"),
    "nothing": ("true", "nothing"),
}  # fmt: skip


def saving(place: Workplace, pattern: str, **more: Any) -> dict[str, Any]:
    """Return what is asked of a run in its own folder."""
    return {
        "folder": str(place.work),
        "pattern": pattern.split("/"),
        "laid": "",
        "into": str(place.base / "into"),
        "told": str(place.base / "told.json"),
        "sought": [],
        "beside": [str(place.home)],
        "whole": False,
        **more,
    }


def ran(
    place: Workplace, body: str, asked: dict[str, Any], seconds: float = 30
) -> dict[str, Any]:
    """Run a shell, and return what its supervisor has told."""
    limits = process.Limits(seconds=seconds, file_size=None)
    command = process.Command(("sh", "-c", body), place, limits=limits, saving=asked)
    process.run(command)
    found: dict[str, Any] = parse(Path(asked["told"]).read_bytes(), "told")
    return found


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_and_closed_is_saved(name: str) -> None:
    """By this run, a regular file, whole; then the run is over."""
    body, wanted = WRITTEN[name]
    with workplace() as place:
        place.write({"before/c.json": "0\n"})
        # Only what is never closed comes to its limit.
        seconds = 1 if wanted == "open" else 30
        told = ran(place, body, saving(place, "**/c*.json"), seconds)
        assert (told["saved"] or told["lacking"]) == wanted
        if told["saved"]:
            assert (place.base / "into" / wanted).read_text() == "1\n"


def test_a_folder_may_be_what_is_saved() -> None:
    """With all that was written in it, and nothing beside; or beside, if that is asked."""
    body = "mkdir -p run/.hydra/a; echo 1 > run/.hydra/a/x; echo 2 > run/y; sleep 60"
    for whole, beside in ((False, False), (True, True)):
        with workplace() as place:
            told = ran(place, body, saving(place, "**/.hydra", whole=whole))
            assert told["saved"] == "run/.hydra"
            into = place.base / "into" / "run"
            assert (into / ".hydra/a/x").read_text() == "1\n"
            assert (into / "y").exists() is beside


def test_what_was_saved_is_laid_where_it_was() -> None:
    """Into folders that may not be there; a file that is there makes way."""
    with workplace() as place:
        kept = place.base / "kept"
        (kept / "runs/1").mkdir(parents=True)
        (kept / "runs/1/c.json").write_text("saved")
        place.write({"runs/1/c.json": "before"})
        ran(place, "cat runs/1/c.json > seen", saving(place, "", laid=str(kept)))
        assert (place.work / "seen").read_text() == "saved"


def test_bytes_are_found_wherever_they_were_written() -> None:
    """Across what is read at a time, too; not where they were not written."""
    body = "head -c 1048570 /dev/zero > a; echo the secret | tee -a a > ~/c; echo other > b"
    with workplace() as place:
        asked = saving(place, "b", sought=[b"the secret".hex(), b"none".hex()])
        told = ran(place, body, asked)
        assert told["landed"] == [[str(place.work / "a"), str(place.home / "c")], []]


# -- a program that goes on -----------------------------------------------------------------------


def test_a_function_that_was_swapped_does_what_it_did() -> None:
    """With each kind of argument, once it was looked at; the second time nobody looks."""
    offset = 1

    def function(a: int, /, b: int, *more: int, c: int = 3, **named: int) -> int:
        return offset + a + b + sum(more) + c + sum(named.values())

    seen: list[dict[str, Any]] = []
    swapping.swap(function, seen.append, goes_on=True)
    assert [function(1, 2, 4, c=5, d=6) for _ in range(2)] == [19, 19]
    assert seen == [{"a": 1, "b": 2, "more": (4,), "c": 5, "d": 6}]


PROGRAM = """\
import argparse
import json
import pathlib
import time

first = argparse.ArgumentParser(add_help=False)
first.add_argument("--config")
config = first.parse_known_args()[0].config
parser = argparse.ArgumentParser(parents=[first])
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("a b"))
parser.add_argument("--betas", type=float, nargs=2, default=(0.5, 0.9))
parser.add_argument("--api-key")
parser.set_defaults(started=time.time_ns())
if config:
    parser.set_defaults(**json.loads(pathlib.Path(config).read_text()))
args = parser.parse_args()
folder = pathlib.Path(args.out)
folder.mkdir(exist_ok=True)
saved = {name: str(value) if name in ("out", "lr") else value for name, value in vars(args).items()}
(folder / "config.json").write_text(json.dumps(saved))
time.sleep(60)
"""


def test_a_run_is_saved_and_restored(tmp_path: Path) -> None:
    """It goes on until it has saved something; what changes, and what restores it, is told."""
    (tmp_path / "train.py").write_text(PROGRAM)
    program = (sys.executable, "train.py")
    request = Request(
        program,
        tmp_path,
        saves="**/config.json",
        restore=(*program, "--config={saved}"),
    )
    with session.begun(), laid(request) as ground:
        target = discovery.discover(request, ground)
        runs = Runs(target, (), ground, request)
        became = runs.trip(())
        key = runs.saved(("--api-key", "abcdef"), b"abcdef")
    assert became.saved is not None
    assert became.reached
    assert became.saved.name == "a b/config.json"
    assert f"'--config={tmp_path}/a b/config.json'" in became.saved.command
    assert became.saved.own == {"config"}
    assert became.saved.unstable == {"started"}
    known = Facts(target, {}, (), facts([], []).sources)
    other = {each.name: each.back for each in compared(known, became.saved, became)}
    assert other == {"betas": Back.TYPE}  # argparse converts text that is a default
    assert key.saved is not None
    assert key.saved.landed == ("a b/config.json",)
    assert [*tmp_path.iterdir()] == [tmp_path / "train.py"]


# -- what comes back ------------------------------------------------------------------------------

RED = {"t": "train.Color", "v": "RED"}
WAYS: dict[str, tuple[Any, Any, Back | None]] = {
    "the same": (0.1, 0.1, None),
    "another": (0.1, 0.2, Back.OTHER),
    "rounded": (1 / 3, 0.3333, Back.OTHER),
    "gone": (1, None, Back.OTHER),
    "a number as text": (0.1, "0.1", Back.TEXT),
    "text as a number": ("010", 10, Back.OTHER),
    "text as the number it shows": ("10", 10, Back.TEXT),
    "None as text": (None, "None", Back.TEXT),
    "None as null": (None, "null", Back.TEXT),
    "a bool as text": (False, "false", Back.TEXT),
    "a path as text": (Path("a/b"), "a/b", Back.TEXT),
    "text as a path": ("a/b", Path("a/b"), Back.TEXT),
    "a path made absolute": (Path("a/b"), Path("/p/a/b"), None),
    "a member as its value": (RED, "red", Back.TEXT),
    "a member as its name": (RED, "Color.RED", Back.TEXT),
    "a member as another": (RED, "blue", Back.OTHER),
    "a tuple as a list": ((1, 2), [1, 2], Back.TYPE),
    "a tuple as its text": ((1, 2), "(1, 2)", Back.TEXT),
    "items as text": ([1, 2], ["1", "2"], Back.TEXT),
    "an item gone": ([1, 2], [1], Back.OTHER),
    "a whole number": (1.0, 1, Back.TYPE),
    "a bool as 1": (True, 1, Back.TYPE),
    "nan": (float("nan"), float("nan"), None),
    "unreadable": ({"t": "X", "unreadable": "no"}, 1, None),
}


@pytest.mark.parametrize("name", WAYS)
def test_how_a_value_comes_back(name: str) -> None:
    """As another, as text, as another type, or as it was."""
    one, other, wanted = WAYS[name]
    before, after = (
        each if isinstance(each, dict) else typed(each) for each in (one, other)
    )
    assert way(before, None if name == "gone" else after) is wanted


LR = setting("lr", Kind.FLOAT, 0.1)
STEPS = setting("steps", Kind.INT, 1)
NAME = setting("name", Kind.STR, "run")
KNOWN = facts([LR, STEPS, NAME], [])


def trip(saved: dict[str, Any], became: Arrived, **more: Any) -> Arrived:
    """Return a run that was restored, with what had arrived in the one that was saved."""
    leaves = {name: typed(value) for name, value in saved.items()}
    told: dict[str, Any] = {"name": "c.json", "command": "python train.py c.json"}
    return replace(became, saved=Saved(leaves, **{**told, **more}))


def found(became: Arrived, known: Facts = KNOWN, *names: str) -> list[str]:
    """Return the rules that a trip breaks."""
    settings_ = [known.settings[name] for name in names]
    tried = together(known.target, [changes(each)[0] for each in settings_])
    return [
        each.rule
        for each in judged(replace(known, trips=[(tried, became)], results=()))
    ]


def test_the_rules_of_saved_runs() -> None:
    """Each with its own, and none of what cannot be told."""
    other = trip({"lr": 0.1, "steps": 1}, came(lr=0.2, steps="1"))
    assert sorted(found(other)) == ["CB116", "CB117"]
    assert found(trip({"lr": 1.0}, came(lr=1))) == ["CB209"]
    assert found(trip({"lr": 0.1}, refused("no"))) == ["CB118"]
    assert not found(trip({"lr": 0.1}, came(lr=0.1)))
    assert not found(trip({"lr": 0.1}, came(lr=0.2), own=frozenset({"lr"})))
    assert not found(trip({"lr": 0.1}, came(lr=0.2), unstable=frozenset({"lr"})))
    assert not found(trip({"lr": 0.1}, came(lr=0.2), command=""))
    assert not found(
        trip({"lr": 0.1}, came(lr=0.2)), replace(KNOWN, unstable=frozenset({"lr"}))
    )


def test_a_variable_at_a_stated_place_is_no_setting() -> None:
    """It may tell how the program came there."""
    spot = Spot(How.PLANTED, "/p/train.py:20")
    known = replace(KNOWN, target=replace(KNOWN.target, spot=spot))
    became = trip({"source": "words", "lr": 0.1}, came(source="file", lr=0.2))
    assert found(became, known) == ["CB116"]
    assert found(became) == ["CB116", "CB116"]


def test_a_finding_can_be_pasted() -> None:
    """What saves stands in front of what restores; a fresh pair confirms it."""
    became = trip({"lr": 0.5}, came(lr=0.1))
    tried = together(KNOWN.target, [changes(LR)[0]])
    known = replace(KNOWN, trips=[(tried, became)])
    asked = []

    def again(each: Any) -> Arrived:
        asked.append(each)
        return became

    (finding,) = grouping.grouped(known, judged(known), again).findings
    assert asked == [tried]
    assert finding.severity is Severity.ERROR
    assert finding.command.endswith(
        f"{' '.join(tried.words)} && python train.py c.json"
    )
    other = grouping.grouped(
        known, judged(known), lambda _: trip({"lr": 0.5}, came(lr=0.5))
    )
    assert other.findings == ()


# -- all of it, on programs that are made up ------------------------------------------------------


@dataclass
class Made:
    """Runs of a program that is made up: what it saves is what arrived, changed by ``loses``."""

    settings: Sequence[Setting]
    excluded: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    alone: bool = True
    loses: dict[str, Any] = field(default_factory=dict)
    seconds: float = 60.0
    count: int = 0
    lasted: float = 0.1
    fitting: int = 1
    whole: bool = False
    landed: tuple[str, ...] = ()

    def arrived(self, line: Sequence[str]) -> dict[str, Any]:
        """Return what arrives of words, by name."""
        given = dict(zip(line[::2], line[1::2], strict=True))
        return {
            each.name: {"t": "str", "v": given[f"--{each.name}"]}
            if f"--{each.name}" in given
            else each.default
            for each in self.settings
        }

    def saved(self, line: Sequence[str], sought: bytes = b"") -> Arrived:
        """Save, if no two that exclude each other are typed."""
        self.count += 1
        both = {word[2:] for word in line[::2]} >= self.excluded and self.excluded
        name = "" if both else "c.json"
        return replace(
            came(),
            saved=Saved(self.arrived(line), name, landed=self.landed if sought else ()),
        )

    def trip(self, line: Sequence[str]) -> Arrived:
        """Save and restore."""
        first = self.saved(line).saved
        assert first is not None
        if not first.name:
            return replace(came(), saved=first)
        saved = replace(first, command="restore c.json")
        refuses = self.refuses & {word[2:] for word in line[::2]}
        if refuses or not (self.alone or self.whole):
            return replace(refused("no"), saved=saved)
        return Arrived(
            True, {**first.leaves, **self.loses}, None, 0, None, "", "", saved=saved
        )

    def command(self, line: Sequence[str]) -> str:
        """Return it."""
        return " ".join(("python train.py", *line))


def made(made_: Made, **asked: Any) -> Trips:
    """Return all trips of a program that is made up."""
    known = facts(made_.settings, [])
    request = Request(
        ("python", "train.py"), Path("/p"), saves="*.json",
        **{"restore": ("restore", "{saved}"), **asked},
    )  # fmt: skip
    runs: Any = made_
    trips = Trips(known.target, request, Found(tuple(made_.settings)), runs, known)
    trips.make(
        lambda tries: [
            (each, replace(came(), leaves=made_.arrived(each.words))) for each in tries
        ]
    )
    return trips


ALL = (LR, STEPS, NAME, setting("api_key", Kind.STR, ""))


def broken(trips: Trips) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is observed, with the settings that are typed."""
    known = replace(trips.facts, trips=tuple(trips.results))
    return [(each.rule, each.tried.settings) for each in judged(known) if each.tried]


def test_a_flawless_program_is_silent() -> None:
    """All its settings are changed, in two runs, and come back."""
    trips = made(Made(ALL))
    assert broken(trips) == []
    assert "4 of 4 settings were changed in saved runs" in trips.notes
    typed_ = [tried.settings for tried, _ in trips.results if tried.act is Act.SAVED]
    assert [*map(len, typed_)] == [0, 4, 4]


def test_what_is_lost_is_tried_alone() -> None:
    """So that its command is short; the run in which it was seen stays, too."""
    trips = made(Made(ALL, loses={"steps": typed("9")}))
    assert ("CB116", ("steps",)) in broken(trips)


def test_two_that_exclude_each_other_have_both_their_turn() -> None:
    """One is left out of the first run, the other out of the second."""
    trips = made(Made(ALL, excluded=frozenset({"lr", "name"})))
    assert "4 of 4 settings were changed in saved runs" in trips.notes
    assert broken(trips) == []


def test_what_is_refused_is_told_by_the_setting_that_does_it() -> None:
    """And what else was changed is compared all the same."""
    trips = made(Made(ALL, refuses=frozenset({"name"}), loses={"lr": typed("7")}))
    seen = broken(trips)
    assert ("CB118", ("name",)) in seen
    assert any(rule == "CB116" for rule, _ in seen)


def test_all_is_laid_where_one_file_is_not_enough() -> None:
    """It is told, and is no finding."""
    runs = Made(ALL, alone=False)
    trips = made(runs)
    assert (runs.whole, broken(trips)) == (True, [])
    assert any("that file alone" in note for note in trips.notes)


def test_what_reads_its_file_later_is_told_so() -> None:
    """Whatever was saved, the same arrives: the place is too early, nothing is called lost."""
    default = {each.name: each.default for each in ALL}
    with pytest.raises(
        UserError, match=r"the same arrives at /p/train.py:20 .* --at must name"
    ):
        made(Made(ALL, loses=default))


def test_a_secret_is_masked_and_told_by_its_file() -> None:
    """Whatever it was, it stands in no text that is told."""
    trips = made(Made(ALL, landed=("c.json",)), restore=())
    (observed,) = judged(replace(trips.facts, trips=tuple(trips.results)))
    assert (observed.rule, observed.settings) == ("CB208", ("api_key",))
    assert "c.json" in observed.says
    words = " ".join(observed.tried.words if observed.tried else ())
    assert trips.masked(words) == f"--api_key {environs.MASK}"
    assert BY_ID["CB208"].severity is Severity.WARNING
    assert made(Made(ALL), restore=()).secrets != trips.secrets


def test_who_was_kept_from_telling_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run may leave anything where its supervisor was to tell; it is no traceback."""
    content = '{"saved": null, "count": 0, "lacking": "", "landed": []}'
    ended = process.Finished((), 0, None, "", "", 0.0, 0.1, 0.1, 0)

    def once(place: Workplace, *_: Any, **__: Any) -> Any:
        (place.base / "saving.json").write_text(content)
        return ended, None

    request = Request(("python", "train.py"), tmp_path, saves="*.json")
    runs = Runs(facts([], []).target, (), Mock(masked=str), request)
    monkeypatch.setattr(runs, "_once", once)
    with session.begun():
        saved = runs.saved((), b"secret").saved
    assert saved is not None
    assert (saved.name, saved.lacking, saved.landed) == ("", "nothing", ())


def test_nothing_is_saved() -> None:
    """One sentence that says what was looked for."""
    with pytest.raises(
        UserError, match=r"no file \*\.json was written .* does not count"
    ):
        made(Nothing(ALL))


class Nothing(Made):
    """A program that saves nothing."""

    def saved(self, line: Sequence[str], sought: bytes = b"") -> Arrived:
        """Save nothing."""
        del sought
        return replace(came(), saved=Saved(self.arrived(line), lacking="nothing"))


# -- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("saves", "restore", "says"),
    [
        (None, "python train.py {saved}", "--restore needs --saves"),
        ("*.json", "python train.py", "expected {saved} where"),
        ("*.json", "python 'train.py {saved}", "No closing quotation"),
        ("/p/*.json", None, "below the program's folder"),
        ("~/x.json", None, "below the program's folder"),
        ("../*.json", None, r"without \.\."),
        (".", None, "below the program's folder"),
    ],
)
def test_what_cannot_be_followed(
    saves: str | None, restore: str | None, says: str
) -> None:
    """One sentence each."""
    with pytest.raises(UserError, match=says):
        stating.restore(restore, stating.saves(saves))


def test_what_is_seen_with_the_words_as_given_is_shown_so() -> None:
    """It needs no others."""
    given = together(KNOWN.target, [])
    changed = together(KNOWN.target, [changes(STEPS)[0]])
    became = trip({"lr": 0.1, "steps": 2}, came(lr="0.1", steps=2))
    known = replace(KNOWN, trips=[(changed, became), (given, became)])
    told = grouping.grouped(known, judged(known), lambda _: became)
    (finding,) = told.findings
    assert finding.words == ()


def test_a_path_is_a_word_of_its_own() -> None:
    """Whatever stands in it."""
    words = stating.restore("python 'my train.py' --config={saved}", "*.json")
    assert stating.filled(words, "a 'b.json")[-1] == "--config=a 'b.json"


def test_halving_finds_what_goes_together() -> None:
    """With few questions."""
    asked: list[Sequence[int]] = []

    def fits(some: Sequence[int]) -> bool:
        asked.append(some)
        return not {3, 20} & {*some}

    assert halving.fitting(range(32), fits) == [
        n for n in range(32) if n not in (3, 20)
    ]
    assert len(asked) < 22
    assert halving.breaking(range(8), lambda some: {2, 3} <= {*some}) == [range(2, 4)]


def test_a_flag_and_a_path_are_changed() -> None:
    """A flag by its one word, a path to what is not there yet."""
    flag = setting("amp", Kind.BOOL, False, form="on")
    assert changes(flag) == [Change(flag, ("--amp",))]
    path = setting("out", Kind.PATH, Path("runs"))
    assert [each.typed for each in changes(path)] == ["runs-2", "other/path"]
