"""The files that a program reads: which are changed, what keys feed, who wins; whole audits."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import MagicMock, Mock

import pytest

from configbench import session
from configbench.audit import auditing
from configbench.audit.configs import feeding, files, precedence, saying, trying
from configbench.audit.configs.feeding import Known, Probe
from configbench.audit.configs.files import Config
from configbench.audit.configs.stage import Stage
from configbench.audit.configs.trying import Files, Run
from configbench.audit.engine import Engine
from configbench.audit.model import (
    Act,
    Arrived,
    Audit,
    Kind,
    Option,
    Read,
    Request,
    Said,
    Setting,
    Target,
    Try,
    Wanted,
)
from configbench.audit.planning.settings import Found
from configbench.audit.target import discovery
from tests.audit import made
from tests.audit.facts import came, refused, setting, typed


def project(folder: Path, texts: Mapping[str, str]) -> Path:
    """Lay a project with some files."""
    folder.mkdir(exist_ok=True)
    (folder / "pyproject.toml").write_text("")
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder.resolve()


def target(folder: Path, *opened: str, **leaves: object) -> Target:
    """Return a program that has opened some files, with what arrives at its place."""
    main = f"{folder / 'train.py'}:3"
    reads = tuple(Read(folder / each, (main,), ("<module>",)) for each in opened)
    known = {name: typed(value) for name, value in leaves.items()}
    return replace(made.target(folder), reads=reads, leaves=known)


def found(folder: Path, *opened: str) -> files.Found:
    """Return the files of such a program."""
    request = Request(("python", "train.py"), folder)
    return files.found(target(folder, *opened), request)


# -- which files ----------------------------------------------------------------------------------


def test_what_people_write_in_the_project_is_changed(tmp_path: Path) -> None:
    """By its real place, and each once, however often it is read."""
    home = project(
        tmp_path, {"a.json": '{"a": 1}', "sub/b.toml": "b = 1\n", ".env": "C=1\n"}
    )
    (home / "link.json").symlink_to("a.json")
    names = ("a.json", "link.json", "sub/../sub/b.toml", ".env")
    known = found(home, *names, *names)
    assert [each.shown for each in known.configs] == ["a.json", "sub/b.toml", ".env"]
    assert not known.notes
    assert known.configs[0].kind == "JSON file"


def test_what_nobody_writes_is_left_alone(tmp_path: Path) -> None:
    """Outside the project, of packages, data, what is no such file or not there."""
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    inside.mkdir()
    project(outside, {"x.json": '{"a": 1}'})
    home = project(
        inside,
        {
            ".venv/lib/site-packages/p/d.json": '{"a": 1}',
            "node_modules/x.json": '{"a": 1}',
            "data.csv": "a,b",
            "empty.json": "{}",
            "large.json": '{"a": "' + "x" * 300_000 + '"}',
            "no.json": "{",
            "latin.json": "",
            "keys.json": "{" + ",".join(f'"k{n}": {n}' for n in range(500)) + "}",
        },
    )
    (home / "latin.json").write_bytes(b'{"a": "\xe9"}')
    (home / "out.json").symlink_to(outside / "x.json")
    (home / "loop.json").symlink_to("loop.json")
    names = [
        str(each.relative_to(home)) for each in home.rglob("*") if not each.is_dir()
    ]
    known = found(home, *sorted(names), "lacking.json")
    assert known.configs == ()
    assert [note.partition(" ")[0] for note in known.notes] == ["keys.json", "no.json"]


def test_a_module_that_reads_while_it_is_imported_is_known(tmp_path: Path) -> None:
    """The program itself is run anew for each try; what it imports may not be."""
    home = project(tmp_path, {"a.json": '{"a": 1}'})
    read = Read(
        home / "a.json", (f"{home}/c.py:2", f"{home}/train.py:1"), ("<module>",) * 2
    )
    request = Request(("python", "train.py"), home)
    (config,) = files.found(replace(target(home), reads=(read,)), request).configs
    assert config.imported
    assert not found(home, "a.json").configs[0].imported


def test_what_may_be_read_is_named(tmp_path: Path) -> None:
    """By a word, a value that arrives, or a text of the source; what was read is not."""
    texts = dict.fromkeys(("a.json", "b.json", "c.json", "d.json"), '{"a": 1}')
    home = project(tmp_path, {**texts, ".env": "A=1\n"})
    known = target(home, "a.json", path="b.json", other=3)
    (home / "train.py").write_text("open('d.json'); open('gone.json'); x = 'a.json'")
    known = replace(known, command=("python", "train.py", "--config=c.json"))
    request = Request(known.command, home)
    there = {each.name for each in files.may_be_read(known, request)}
    assert there == {"b.json", "c.json", "d.json", ".env"}


def test_what_is_secret_is_neither_changed_nor_shown(tmp_path: Path) -> None:
    """By the name of its key; one that stands in a line with others is shown with them."""
    texts = {
        "a.json": '{\n"db": {"password": "hunter2hunter2"},\n"lr": 0.1\n}\n',
        "b.json": '{"api_key": "hunter2hunter2", "lr": 0.1}',
    }
    home = project(tmp_path, texts)
    known = found(home, *texts)
    (config,) = known.configs
    assert config.secrets == ("hunter2hunter2",)
    assert [each.key.dotted for each in feeding.probes([config], {})] == ["lr"]
    assert known.notes == (
        "b.json is read, and not changed: a secret stands in one line with others",
    )


# -- what a key feeds -----------------------------------------------------------------------------


def probed(
    folder: Path, text: str, name: str = "c.json", settings: Sequence[Setting] = ()
) -> tuple[Config, list[Probe]]:
    """Return a file with its probes."""
    home = project(folder, {name: text})
    (config,) = found(home, name).configs
    return config, list(
        feeding.probes([config], {each.name: each for each in settings})
    )


def known(folder: Path, settings: Sequence[Setting] = (), **leaves: object) -> Known:
    """Return what is known at a place."""
    names = {each.name: each for each in settings}
    return Known(target(folder.resolve(), **leaves), names, {})


JSON = """\
{
  "lr": 0.5, "steps": 10, "amp": true, "name": "a b", "none": null,
  "sizes": [1, 2], "é": "x"
}
"""


def test_each_value_is_probed_with_one_like_it(tmp_path: Path) -> None:
    """A choice by another one; what is nothing or a list is left out."""
    choice = Setting(
        "name", Wanted(Kind.CHOICE, Said.CHOICES, choices=("a b", "c")), typed("a b")
    )
    _, probes = probed(tmp_path, JSON, settings=[choice])
    texts = {each.key.dotted: each.text for each in probes}
    assert texts == {
        "lr": "0.25",
        "steps": "11",
        "amp": "false",
        "name": "c",
        "é": "xx",
    }
    assert all(len(each.tried.edited) == 1 for each in probes)


def fed(
    folder: Path,
    probe: Probe,
    settings: Sequence[Setting],
    became: Arrived,
    **leaves: object,
) -> list[feeding.Fed]:
    """Return what a probe feeds."""
    return feeding.fed(known(folder, settings, **leaves), [(probe, became)])[0]


def test_a_key_feeds_what_moves_with_it(tmp_path: Path) -> None:
    """By value, and of several by name; what is derived from it, or refused, is nothing."""
    _, (lr, *_) = probed(tmp_path, JSON)
    rate = setting("lr", Kind.FLOAT, 0.5)
    (one,) = fed(tmp_path, lr, [rate], came(lr=0.25, twice=0.5), lr=0.5, twice=1.0)
    assert (one.setting.name, one.leaves, one.typed) == ("lr", ("lr",), rate)
    assert one.setting.wanted == rate.wanted
    (one,) = fed(tmp_path, lr, [], came(rate=0.25), rate=0.5)
    assert (one.setting.name, one.setting.wanted.said) == ("rate", Said.DEFAULT)
    assert one.setting.where.endswith("c.json:2")
    assert one.setting.file == "JSON file"
    assert not fed(tmp_path, lr, [], came(twice=0.5), twice=1.0)
    assert not fed(tmp_path, lr, [], came(a=0.25, b=0.25), a=0.5, b=0.5)
    assert not fed(tmp_path, lr, [], refused(), lr=0.5)


def test_all_names_of_what_is_fed_are_kept(tmp_path: Path) -> None:
    """What was read, and what the program has made of it; the setting that is typed goes first."""
    _, (lr, *_) = probed(tmp_path, JSON)
    rate = setting("lr", Kind.FLOAT, 0.5)
    leaves = {"config.lr": 0.5, "args.lr": 0.5}
    became = came(**{"config.lr": 0.25, "args.lr": 0.25})
    (one,) = fed(tmp_path, lr, [], became, **leaves)
    assert (one.setting.name, one.leaves) == ("lr", ("config.lr", "args.lr"))
    (one,) = fed(tmp_path, lr, [replace(rate, name="args.lr")], became, **leaves)
    assert one.leaves == ("args.lr", "config.lr")


def test_the_field_of_a_class_says_what_is_wanted(tmp_path: Path) -> None:
    """Where no parser does."""
    _, (lr, *_) = probed(tmp_path, JSON)
    there = known(tmp_path, (), **{"config.lr": 0.5})
    declared = (Option("lr", annotation="float"),)
    there = replace(there, target=replace(there.target, declared=declared))
    ((one,), _) = feeding.fed(there, [(lr, came(**{"config.lr": 0.25}))])
    assert (one.setting.wanted.kind, one.setting.wanted.said) == (
        Kind.FLOAT,
        Said.ANNOTATION,
    )


def test_any_text_may_be_true(tmp_path: Path) -> None:
    """Where every value is text, one that moved nothing is tried empty."""
    _, probes = probed(tmp_path, "[a]\namp = True\n", "c.ini")
    there = known(tmp_path, amp=True)
    none, idle = feeding.fed(there, [(probes[0], came(amp=True))])
    (empty,) = feeding.emptied(idle)
    assert (none, empty.text) == ([], "")
    ((one,), _) = feeding.fed(there, [(empty, came(amp=False))])
    assert one.setting.wanted.kind is Kind.BOOL


def test_a_key_that_moves_nothing_is_named_with_what_nobody_sees(
    tmp_path: Path,
) -> None:
    """That it changes nothing is never said: what is not compared may have moved."""
    config, (lr, steps, *_) = probed(tmp_path, JSON)
    there = known(tmp_path, lr=0.5, host="a")
    feds, idle = feeding.fed(there, [(lr, came(lr=0.25)), (steps, came(lr=0.5))])
    stage = Stage(there.target, StandIn(), (config,), there, feds=feds, idle=idle)  # type: ignore[arg-type]
    alone = "c.json: steps is not judged, for nothing that is compared at train.py:6 moves with it"
    assert [*saying.idle(stage, tmp_path)] == [alone]
    leaves = {
        **there.target.leaves,
        "db": {"t": "p.Db", "v": "<p.Db object>"},
        "url": {"t": "p.Url", "args": {"s": {"t": "object", "unreadable": "x"}}},
    }
    stage.target = replace(there.target, leaves=leaves, passed_over=("_config",))
    stage.known = replace(there, unstable=frozenset({"host"}))
    but = "; not compared there: _config, db, host, url"
    assert [*saying.idle(stage, tmp_path)] == [alone + but]
    stage.feds = []
    assert not [*saying.idle(stage, tmp_path)]


# -- who wins -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("over", "line"),
    [
        ({("w", "f"): True}, "command line > c.json"),
        ({("w", "f"): False}, "c.json > command line"),
        ({("v", "f"): True}, "environment (LR) > c.json"),
        (
            {("w", "f"): True, ("v", "f"): True, ("w", "v"): True},
            "command line > environment (LR) > c.json",
        ),
        (
            {("w", "f"): True, ("v", "f"): False, ("w", "v"): True},
            "command line > c.json > environment (LR)",
        ),
        ({("w", "f"): True, ("v", "f"): False, ("w", "v"): False}, ""),
        ({}, ""),
    ],
)
def test_who_wins_is_one_line(over: Mapping[tuple[str, str], bool], line: str) -> None:
    """Where it goes round, or nothing was tried, nothing is said."""
    names = {"w": precedence.WORDS, "v": precedence.VARIABLE, "f": "c.json"}
    told = {(names[one], names[other]): won for (one, other), won in over.items()}
    expected = f"precedence: {line}" if line else ""
    assert precedence.order("c.json", told, "LR") == expected


def test_a_prefix_of_variables_is_read_from_the_source(tmp_path: Path) -> None:
    """With its underscore or without it; what is called like the key may be one itself."""
    _, probes = probed(tmp_path, '{"opt": {"lr": 0.5}}')
    there = known(tmp_path, (), **{"opt.lr": 0.5})
    ((one,), _) = feeding.fed(there, [(probes[0], came(**{"opt.lr": 0.25}))])
    (tmp_path / "train.py").write_text("P(prefix='APP', other='X_', name='BEST_LR')")
    names = precedence.variables(one, there.target, {"LR"})
    assert names == [
        *("OPT__LR", "OPT_LR", "BEST_LR"),
        *("TRAIN_LR", "TRAIN_OPT__LR", "TRAIN__LR", "TRAIN__OPT__LR"),
        *(
            "X_LR",
            "X_OPT__LR",
            "APP_LR",
            "APP_OPT__LR",
            "BEST_LR_LR",
            "BEST_LR_OPT__LR",
        ),
    ]


# -- whole audits ---------------------------------------------------------------------------------

BEATS = """\
import argparse, json, os
parser = argparse.ArgumentParser()
parser.add_argument("--config", default="conf/é.json")
parser.add_argument("--rate", type=float, default=0.1)
parser.add_argument("--title", default=os.environ.get("TITLE", "x"))
args = parser.parse_args()
path = os.path.abspath(args.config)
os.chdir("/")
try:
    with open(path) as file:
        config = json.load(file)
except ValueError:
    config = {}
for key, value in config.items():
    setattr(args, key, value)
json.dump(config, open(path, "w"))
train(args)
"""


def audited(folder: Path, **more: object) -> Audit:
    """Audit the program of a folder."""
    request = replace(Request(("python", "train.py"), folder), **more)  # type: ignore[arg-type]
    with session.begun():
        return auditing.audit(request)


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file."""
    return {
        str(each): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_an_audit_writes_into_files_and_changes_none(tmp_path: Path) -> None:
    """A program that swallows syntax errors, goes elsewhere, writes the file anew: found all."""
    text = '{"rate": 0.25, "width": 64}\n'
    home = project(tmp_path, {"train.py": BEATS, "conf/é.json": text})
    before = hashes(home)
    audit = audited(home, every=True)
    assert hashes(home) == before
    told = {each.rule: each for each in audit.findings}
    assert told.keys() >= {"CB103", "CB104", "CB112"}
    assert "CB107" not in told
    beats = told["CB112"]
    assert beats.settings == ("rate",)
    assert beats.where == f"{home / 'conf/é.json'}:1"
    assert beats.command.startswith("python train.py --rate ")
    assert told["CB103"].command.startswith("sed -i.orig '1c\\")
    assert audit.target.reads[0].file == home / "conf/é.json"
    assert "precedence: conf/é.json > command line" in audit.notes
    assert any(tried.act is Act.FILE_VALUE for tried, _ in audit.results)
    # What was tried in forks is the same where each run is a fresh process.
    assert not any("every run starts afresh" in each for each in audit.notes)


def test_files_may_be_left_alone(tmp_path: Path) -> None:
    """Then nothing of them is told."""
    home = project(tmp_path, {"train.py": BEATS, "conf/é.json": '{"rate": 0.25}'})
    audit = audited(home, files=False)
    assert not any(
        each.where.partition(":")[0].endswith("json") for each in audit.findings
    )


IMPORTED = """\
import json
with open("config.json") as file:
    CONFIG = json.load(file)
"""
ENTERED = """\
import settings

def train(epochs, amp):
    print(epochs, amp)

train(epochs=int(settings.CONFIG.get("epochs", 3)), amp=bool(settings.CONFIG["amp"]))
"""


def test_a_program_without_words_is_audited_by_its_file(tmp_path: Path) -> None:
    """And a module that reads it while it is imported reads what was written."""
    texts = {"settings.py": IMPORTED, "train.py": ENTERED}
    home = project(tmp_path, {**texts, "config.json": '{"epochs": 10, "amp": true}\n'})
    audit = audited(home)
    told = {(each.rule, each.settings) for each in audit.findings}
    assert ("CB101", ("amp",)) in told
    assert ("CB102", ("epochs",)) in told
    assert ("CB103", ("epochs",)) in told
    assert audit.target.spot.at == f"{home / 'train.py'}:train"


SEPARATE = """\
import argparse
import settings

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.lr, settings.CONFIG)
"""


def test_a_file_that_arrives_nowhere_is_named_before_all_else(tmp_path: Path) -> None:
    """Another module reads it, and keeps what stands there: a place must be stated."""
    texts = {"settings.py": IMPORTED, "train.py": SEPARATE}
    home = project(tmp_path, {**texts, "config.json": '{"epochs": 10, "amp": true}\n'})
    assert audited(home).notes[0] == (
        "config.json (by settings.py:2) is read, and nothing that stands in it is judged: no place "
        "is known at which a value of it arrives; --at FILE:LINE states one"
    )


def test_a_file_that_is_read_later_and_arrives_nowhere_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As is one for which a library lacks; what arrives at a place behind is not."""
    texts = dict.fromkeys(("a.json", "b.json"), '{"lr": 0.5}') | {"no.json": "{"}
    home = project(tmp_path, texts)
    reads = target(home, *texts).reads
    command = ("python", "train.py", "a.json")
    beyond = target(home, "b.json", lr=0.5)
    engine = MagicMock()
    engine.return_value.__enter__.return_value.ask.return_value = [refused()]
    monkeypatch.setattr(trying, "Engine", engine)
    monkeypatch.setattr(discovery, "read_later", lambda *_: reads)
    for places, named in (
        ([], "a.json (by train.py:3), b.json (by train.py:3) are read"),
        ([target(home, "a.json", other=0.5)], "a.json (by train.py:3), b.json"),
        ([beyond], "a.json (by train.py:3) is read, and nothing that stands in it"),
    ):
        monkeypatch.setattr(discovery, "behind_files", lambda *_, there=places: there)
        request = Request(command, home, fresh=True)
        there = replace(target(home), command=command)
        with Files(request, there, Mock(), Found(()), Mock(kind="copy")) as tried:
            tried.look()
        (told,) = tried.unplaced
        assert told.startswith(named)
        assert tried.notes == [
            "no.json is read, and not changed: it cannot be read as one"
        ]


def test_a_key_that_was_not_tried_tells_nothing_of_its_file(tmp_path: Path) -> None:
    """There was no time: that is said instead."""
    config, probes = probed(tmp_path, JSON)
    there = known(tmp_path)
    stage = Stage(there.target, StandIn(), (config,), there, probes)  # type: ignore[arg-type]
    assert stage.without == []
    stage.done = {id(each.tried) for each in probes}
    assert stage.without == [config]


def test_time_that_is_over_is_said(tmp_path: Path) -> None:
    """No try of a file is dropped without a word, and who wins is left open then."""
    stage = Stage(target(tmp_path), StandIn(), (), known(tmp_path))  # type: ignore[arg-type]
    tried = Files(Request((), tmp_path), stage.target, stage.engine, Found(()), None)  # type: ignore[arg-type]
    assert not tried.cut
    tried.planned, tried.tried = 10, 7
    assert tried.cut[0].startswith(
        "3 of 10 tries of what is written into files were not run"
    )


def test_keys_are_tried_once_as_time_allows(tmp_path: Path) -> None:
    """What there was no time for is tried later, and may be what a file sets until then."""
    config, probes = probed(tmp_path, JSON)
    there = known(tmp_path, (), **{"args.lr": 0.5, "amp": True})
    stage = Stage(there.target, StandIn(), (config,), there, probes)  # type: ignore[arg-type]
    tried = Files(Request((), tmp_path), there.target, stage.engine, Found(()), None)  # type: ignore[arg-type]
    tried.stages, tried.planned = [stage], len(probes)
    assert tried.fed == {"args.lr", "amp"}
    ran: list[Try] = []

    def some(most: int) -> Run:
        def run(_: Engine, planned: Sequence[Try]) -> Iterator[tuple[Try, Arrived]]:
            for each in planned[:most]:
                ran.append(each)
                yield each, refused()

        return run

    tried.feed(some(2))
    assert tried.cut[0].startswith("3 of 5 tries")
    assert tried.fed == {"amp"}
    tried.make(some(9))
    assert ran == [each.tried for each in probes]
    assert (tried.cut, tried.fed) == ((), frozenset())


class StandIn:
    """What stands where an engine would, and runs nothing."""
