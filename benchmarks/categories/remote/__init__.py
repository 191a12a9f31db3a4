"""Remote records: what a tracker keeps of the settings of a run.

Beside each row's ``train.py`` lie ``with_wandb.py`` and ``with_mlflow.py``: the same program, which
also records its resolved config as the library's users do.  Another process reads the record back,
and every setting is compared with what reached the training core.  What a tracker does by itself is
measured with the *control*, whose settings are literals.

====================  =====================================================================
case                  question
====================  =====================================================================
TRACKER/config        (rows) are all settings in the record, with value and type?
TRACKER/KIND          (control) does a value of this kind come back?
TRACKER/twice         (control) a value is set again, to another: what happens?
TRACKER/down          (control) no server answers at the start: does training go on?
TRACKER/killed        (control) SIGKILL after the config is recorded: does training go on, and
                      is the config kept?  MLflow: the server.  wandb, offline: its service.
====================  =====================================================================
"""

import ast
import os
import re
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import contract
from benchmarks.axes import lines, roundtrip
from benchmarks.beyond import trackers
from benchmarks.beyond.kinds import KINDS, TWICE
from benchmarks.errors import BenchError
from benchmarks.outcomes import EXPLAINED, Judgement, Outcome, broken
from benchmarks.paths import CONTROL
from benchmarks.process import Finished, Look, run
from benchmarks.registry import Adapter, UnsupportedError, read
from benchmarks.results import CONTROL_NAME
from benchmarks.runs import Record, Workplace, last_line, read_lines, workplace
from benchmarks.values import Typed, equal, same_value, show
from shared_model import Precision
from shared_model.typed import type_name, typed

Cell = dict[str, Any]
Config = Mapping[str, Typed]

TRACKERS = ("wandb", "mlflow")

ROW_CASES = tuple(f"{tracker}/config" for tracker in TRACKERS)

CONTROL_CASES = tuple(
    f"{tracker}/{case}"
    for tracker in TRACKERS
    for case in (*KINDS, "twice", "down", "killed")
)


@dataclass(frozen=True)
class Ran:
    """A run of a program under the probe.

    Attributes
    ----------
    finished
        How it ended.
    record
        What reached the core, if anything did, once.
    ready
        Seconds from the spawn to the first statement of ``train()``; None if it was not reached.
    after
        Seconds from there to the end of the process.
    """

    finished: Finished
    record: Record | None = None
    ready: float | None = None
    after: float | None = None


def cases(adapter: Adapter) -> tuple[str, ...]:
    """Return the cases of a row, or of the control."""
    return CONTROL_CASES if adapter.name == CONTROL_NAME else ROW_CASES


def measure_all(adapter: Adapter) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a row, or of the control."""
    yield from measure(adapter, cases(adapter))


def measure(adapter: Adapter, wanted: Sequence[str]) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of some cases; kinds of one tracker share a run."""
    try:
        yield from _measure_each(adapter, wanted)
    except BaseException:
        # Ctrl-C among them: nothing that waits in the background may outlive this.
        AHEAD.end()
        raise


def _measure_each(
    adapter: Adapter, wanted: Sequence[str]
) -> Iterator[tuple[str, Cell]]:
    kept: dict[str, tuple[Ran, Config | None]] = {}
    AHEAD.begin(adapter, wanted)
    for address in wanted:
        tracker, _, case = address.partition("/")
        if case in _FAULTS:
            judgement, facts = AHEAD.result(adapter, address)
        else:
            judgement, facts = _measure(adapter, tracker, case, kept)
        cell = {
            "outcome": str(judgement.outcome),
            "by": "library",
            "detail": judgement.detail,
            "reproduce": f"python -m benchmarks reproduce remote/{adapter.name}/{address}",
            **facts,
        }
        if judgement.outcome in EXPLAINED:
            # What a tracker does to all rows alike is said once, with the control.
            known = read(CONTROL.parent).causes | adapter.causes
            cell["cause"] = known.get(f"remote/{address}", "unexplained")
        yield address, cell


Measured = tuple[Judgement, dict[str, Any]]


def _measure(
    adapter: Adapter,
    tracker: str,
    case: str,
    kept: dict[str, tuple[Ran, Config | None]],
) -> Measured:
    program = adapter.folder / f"with_{tracker}.py"
    if case == "config":
        return _config(adapter, tracker, program)
    if case == "twice":
        return _twice(tracker, program)
    if tracker not in kept:
        kept[tracker] = record(tracker, program, ())
    ran, config = kept[tracker]
    return judge_kind(case, ran.finished, config), _came(config, case)


# -- measure --------------------------------------------------------------------------------------


def observe(
    program: Path,
    words: Sequence[str],
    place: Workplace,
    environ: Mapping[str, str],
    look: Look | None = None,
) -> Ran:
    """Run a program under the probe, and tell when it reached the core."""
    file = place.base / "record.jsonl"
    began = time.time()
    finished = run(
        ["python", str(program), *words],
        cwd=place.work,
        home=place.home,
        probe=f"record:{file}",
        environ=environ,
        limits=trackers.LIMITS,
        look=look,
    )
    reached = read_lines(file)
    if len(reached) != 1:
        return Ran(finished)
    # The probe writes its line in the first statement of train().
    ready = file.stat().st_mtime - began
    return Ran(finished, reached[0], ready, finished.seconds - ready)


def record(
    tracker: str, program: Path, words: Sequence[str]
) -> tuple[Ran, Config | None]:
    """Run a program with a tracker, and read the record back; None if there is none."""
    with workplace() as place:
        if tracker == "wandb":
            ran = observe(program, words, place, trackers.WANDB)
            kept = trackers.wandb_kept(place)
        else:
            server, experiment = trackers.SHARED.get(), uuid.uuid4().hex
            environ = trackers.mlflow_environ(server.uri, experiment)
            ran = observe(program, words, place, environ)
            kept = server.kept(experiment)
    return ran, kept[0] if kept else None


def _config(adapter: Adapter, tracker: str, program: Path) -> Measured:
    if not program.is_file():
        raise BenchError(f"{program}: not found; the axis remote needs it")
    try:
        words = contract.spell_all(adapter.dialect(), roundtrip.PROFILES["first"])
    except UnsupportedError as error:
        return Judgement(Outcome.UNSUPPORTED, str(error)), {}
    with workplace() as place:
        bare = observe(adapter.program, words, place, {})
    ran, config = record(tracker, program, words)
    fates = compare(ran.record, config)
    facts: dict[str, Any] = {
        "lines": len(lines.code_lines(lines.formatted(program.read_text("utf-8")))),
        "settings": len(fates),
        "retyped": sum(fate.word == "retyped" for fate in fates),
        "fates": {
            fate.path: {"fate": fate.word, "used": fate.used, "came_back": fate.came}
            for fate in fates
            if fate.word != "kept"
        },
    }
    if None not in (ran.ready, bare.ready, ran.after, bare.after):
        facts["seconds"] = {
            "start": round((ran.ready or 0) - (bare.ready or 0), 2),
            "exit": round((ran.after or 0) - (bare.after or 0), 2),
        }
    return judge_config(ran.finished, fates), facts


def _came(config: Config | None, case: str) -> dict[str, Any]:
    found = (config or {}).get(case)
    return {
        "used": _short(show(typed(KINDS[case]))),
        "came_back": _short(show(found)) if found else None,
    }


def _twice(tracker: str, program: Path) -> Measured:
    ran, config = record(tracker, program, ["--twice"])
    return judge_twice(ran, config), {"says": _says(ran.finished)}


def _down(tracker: str, program: Path, look: Look) -> Measured:
    uri = f"http://127.0.0.1:{trackers.free_port()}"
    if tracker == "wandb":
        # Forty letters look like a key; nobody is there to look at it.
        environ = {"WANDB_MODE": "online", "WANDB_BASE_URL": uri} | {
            "WANDB_API_KEY": "a" * 40,
            "WANDB_ERROR_REPORTING": "false",
        }
    else:
        environ = trackers.mlflow_environ(uri, "down")
    with workplace() as place:
        ran = observe(program, (), place, environ, look)
    return judge_down(ran), {
        "waited": round(ran.finished.seconds),
        "says": _says(ran.finished),
    }


def _killed(tracker: str, program: Path, look: Look) -> Measured:
    """Let the control really train, and end what it records with once the config is recorded."""
    with workplace() as place:
        if tracker == "wandb":
            finished = _train_while(
                program, place, trackers.WANDB, look, lambda: _kill_service(place)
            )
            kept = trackers.wandb_kept(place)
        else:
            with trackers.mlflow_server() as server:
                environ = trackers.mlflow_environ(server.uri, "killed") | _IMPATIENT

                def kill() -> bool:
                    found = server.kept("killed")
                    if found and found[0]:
                        server.kill()
                        return True
                    return False

                finished = _train_while(program, place, environ, look, kill)
                server.start()
                kept = server.kept("killed")
        trained = any(path.endswith("metrics.json") for path in place.files())
    config = kept[0] if kept else None
    return judge_killed(finished, trained=trained, kept=bool(config)), {
        "trained": trained,
        "config_kept": bool(config),
        "closed": bool(kept and kept[1]),
        "waited": round(finished.seconds),
        "says": _says(finished),
    }


#: Retries of MLflow's client in *killed*, where it waits twice: with its own 7, of which *down*
#: tells the time, that is eight minutes.
_IMPATIENT = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "3"}


def _train_while(
    program: Path,
    place: Workplace,
    environ: Mapping[str, str],
    look: Look,
    kill: Callable[[], bool],
) -> Finished:
    """Run a program that really trains, and call ``kill`` until it has done its work."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.02):
            with suppress(OSError):
                if kill():
                    return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return run(
            ["python", str(program)],
            cwd=place.work,
            home=place.home,
            environ=environ,
            limits=trackers.LIMITS,
            look=look,
        )
    finally:
        ended.set()
        watcher.join()


def _kill_service(place: Workplace) -> bool:
    """End wandb's local service, once the folder of the run is there and training has begun."""
    if not any(path.endswith(".wandb") for path in place.files()):
        return False
    # Training has begun when the folder of the run is made.
    if not (place.work / "outputs").is_dir():
        return False
    mark, killed = f"HOME={place.home}".encode(), False
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            name = (entry / "comm").read_text(encoding="utf-8").strip()
            ours = mark in (entry / "environ").read_bytes().split(b"\0")
            if ours and name.startswith("wandb-core"):
                os.kill(int(entry.name), signal.SIGKILL)
                killed = True
    return killed


_FAULTS: Mapping[str, Callable[[str, Path, Look], Measured]] = {
    "down": _down,
    "killed": _killed,
}


class _GivenUpError(Exception):
    """The measurement ended while a program still waited."""


class Ahead:
    """The faults of trackers, measured in the background: their programs wait for minutes.

    What waits for a server that is not there takes next to no CPU time, so all of it waits
    together, and beside whatever measures no time.  ``end`` lets nothing outlive the measurement.
    """

    def __init__(self) -> None:
        self._begun: dict[tuple[Path, str], Future[Measured]] = {}
        self._given_up = threading.Event()

    def begin(self, adapter: Adapter, wanted: Sequence[str]) -> None:
        """Begin those of some cases that are faults, but for what has begun already."""
        fresh = [
            address
            for address in wanted
            if address.partition("/")[2] in _FAULTS
            and (adapter.folder, address) not in self._begun
        ]
        if not fresh:
            return
        given_up = self._given_up

        def look(_: int) -> None:
            if given_up.is_set():
                raise _GivenUpError

        pool = ThreadPoolExecutor(len(fresh))
        for address in fresh:
            tracker, _, case = address.partition("/")
            program = adapter.folder / f"with_{tracker}.py"
            task = pool.submit(_FAULTS[case], tracker, program, look)
            self._begun[adapter.folder, address] = task
        pool.shutdown(wait=False)

    def result(self, adapter: Adapter, address: str) -> Measured:
        """Wait for a case that has begun."""
        measured = self._begun[adapter.folder, address].result()
        del self._begun[adapter.folder, address]
        return measured

    def end(self) -> None:
        """Give up what still waits, and return when it has ended."""
        self._given_up.set()
        wait(self._begun.values())
        self._begun.clear()
        self._given_up = threading.Event()


#: One for all that a process measures: what one unit began, another may collect.
AHEAD = Ahead()


#: Characters of an error that a cell quotes.
_SAID = 300


def _says(finished: Finished) -> str:
    """Return what the user reads at the end, without what differs from run to run."""
    lines_ = [line.strip() for line in finished.stderr.splitlines() if line.strip()]
    said = last_line(finished.stderr) if finished.exit else (lines_ or [""])[-1]
    said = re.sub(r"\x1b\[[0-9;]*m", "", said)
    changing = r"127\.0\.0\.1:\d+|port=\d+|0x[0-9a-f]+|[0-9a-f]{32}"
    said = re.sub(changing, "…", said)
    return said if len(said) <= _SAID else f"{said[:_SAID]}…"


def _short(text: str, most: int = 80) -> str:
    """Return the beginning of a long text, and how many characters it has."""
    return (
        text if len(text) <= most else f"{text[: most // 2]}… ({len(text)} characters)"
    )


# -- judge ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fate:
    """What became of one setting: ``kept``, ``retyped``, ``changed``, ``buried`` or ``lost``.

    ``buried`` is a value within the text of a mapping that Python does not read back.
    """

    path: str
    word: str
    used: str
    came: str | None


def fate(want: Typed, came: Typed) -> str:
    """Tell what became of a value: ``kept``, ``retyped`` or ``changed``; pure.

    Text that reads as the value is ``retyped``: the value is there, its type is not.
    """
    if equal(want, came):
        return "kept"
    if same_value(want, came) or _parts_kept(want, came):
        return "retyped"
    if came["t"] == "str" and _reads_as(str(came["v"]), want):
        return "retyped"
    return "changed"


def _parts_kept(want: Typed, came: Typed) -> bool:
    """Whether a container came back with each value kept or retyped."""
    left, right = want.get("v"), came.get("v")
    if not isinstance(left, list) or not isinstance(right, list):
        return False
    if (want["t"] == "dict") != (came["t"] == "dict") or len(left) != len(right):
        return False
    if want["t"] == "dict":
        entries = {key["v"]: value for key, value in right}
        pairs = [(value, entries.get(key["v"])) for key, value in left]
    else:
        pairs = list(zip(left, right, strict=True))
    return all(two is not None and fate(one, two) != "changed" for one, two in pairs)


def _reads_as(text: str, want: Typed) -> bool:
    """Whether text is how people or Python write a value."""
    kind, body = want["t"], want.get("v")
    if kind in {"NoneType", "bool"}:
        return text.lower() == str(body).lower()
    if kind == type_name(Precision):
        member = Precision[str(body)]
        return text in {str(member), member.name, str(member.value)}
    if isinstance(body, str) and kind != "float":
        return text == body  # a path
    try:
        literal = typed(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        if isinstance(body, list):
            # As an .ini file has a list.
            words = [typed(word.strip()) for word in text.split(",")]
            return _parts_kept(want, {"t": "list", "v": words})
        return kind == "float" and text == body  # nan, inf
    return literal["t"] != "str" and fate(want, literal) != "changed"


def look_up(config: Config, path: str) -> tuple[Typed | None, str]:
    """Find a setting of the core in a record, under any of the names that rows give it; pure.

    ``optimizer.lr`` is ``optimizer.lr``, or ``lr`` within ``optimizer``, or ``lr``, or ``lr``
    within another mapping.  Returned with where it was found: as ``itself``, in the ``text`` of a
    mapping; or ``buried`` in one that cannot be read, or ``nowhere``.
    """
    slot, _, name = path.rpartition(".")
    if path in config:
        return config[path], "itself"
    if slot in config and (found := _entry(config[slot], name))[1] != "nowhere":
        return found
    if name in config:
        return config[name], "itself"
    for value in config.values():
        found = _entry(value, name)
        if found[0]:
            return found
    # An entry of a mapping that is declared as a setting of its own: right_weight.
    ending = f"_{name.removesuffix('s')}"
    entries = [
        [{"t": "str", "v": key.removesuffix(ending)}, value]
        for key, value in config.items()
        if key.endswith(ending) and name.endswith("s")
    ]
    return ({"t": "dict", "v": entries}, "itself") if entries else (None, "nowhere")


def _entry(mapping: Typed, name: str) -> tuple[Typed | None, str]:
    where = "itself"
    if mapping["t"] == "str" and str(mapping["v"]).startswith("{"):
        where = "text"
        try:
            mapping = typed(ast.literal_eval(mapping["v"]))
        except (ValueError, SyntaxError):
            return None, "buried" if f"'{name}': " in mapping["v"] else "nowhere"
    if mapping["t"] == "dict":
        for key, value in mapping["v"]:
            if key["v"] == name:
                return value, where
    return None, "nowhere"


def compare(record: Record | None, config: Config | None) -> list[Fate]:
    """Tell what became of each setting that reached the core; pure."""
    found = []
    for name, value in (record or {}).items():
        settings = {
            f"{name}.{argument}": inner
            for argument, inner in value.get("args", {}).items()
        }
        for path, want in (settings or {name: value}).items():
            came, where = look_up(config or {}, path)
            word = fate(want, came) if came else "lost"
            if where == "text" and word == "kept":
                word = "retyped"
            elif where == "buried":
                word = "buried"
            shown = _short(show(came)) if came else None
            found.append(Fate(path, word, _short(show(want)), shown))
    return found


def judge_config(finished: Finished, fates: Sequence[Fate]) -> Judgement:
    """Judge the record of a run by what became of each setting; pure."""
    if reason := broken(finished):
        return Judgement(Outcome.BROKEN, reason)
    if finished.exit != 0:
        said = last_line(finished.stderr)
        outcome = Outcome.LATE if fates else Outcome.LOUD
        return Judgement(outcome, f"{finished.ended}: {said}")
    wrong = [
        f"{each.path}: {each.used} came back as {each.came}"
        for each in fates
        if each.word == "changed"
    ]
    for word, where in (
        ("lost", "not in the record"),
        ("buried", "in the text of a mapping that Python does not read back"),
    ):
        paths = [each.path for each in fates if each.word == word]
        if paths:
            wrong.append(f"{where}: {', '.join(paths)}")
    if wrong:
        return Judgement(Outcome.SILENT, "; ".join(wrong))
    retyped = [each for each in fates if each.word == "retyped"]
    if retyped:
        names = ", ".join(each.path for each in retyped)
        return Judgement(
            Outcome.RETYPED,
            f"with another type, {len(retyped)} of {len(fates)}: {names}",
        )
    return Judgement(Outcome.RIGHT, f"{len(fates)} of {len(fates)} came back")


def judge_kind(kind: str, finished: Finished, config: Config | None) -> Judgement:
    """Judge one value of the control; pure."""
    want = typed(KINDS[kind])
    came = (config or {}).get(kind)
    (one,) = compare({kind: want}, {kind: came} if came else {})
    judgement = judge_config(finished, [one])
    if judgement.outcome is Outcome.RIGHT:
        return Judgement(Outcome.RIGHT, "came back")
    if judgement.outcome is Outcome.RETYPED:
        return Judgement(Outcome.RETYPED, f"{one.used} came back as {one.came}")
    return judgement


def judge_twice(ran: Ran, config: Config | None) -> Judgement:
    """Judge a value that was set to another after the record was made; pure."""
    if reason := broken(ran.finished):
        return Judgement(Outcome.BROKEN, reason)
    if ran.record is None:
        return Judgement(
            Outcome.LOUD, f"refused before training: {_says(ran.finished)}"
        )
    (name, value), *_ = TWICE.items()
    came = (config or {}).get(name)
    if came and fate(typed(value), came) != "changed":
        return Judgement(Outcome.RIGHT, "the record holds the second value")
    return Judgement(Outcome.SILENT, "trained, and the record holds the first value")


def judge_down(ran: Ran) -> Judgement:
    """Judge a start without a server: does training go on? pure."""
    if reason := broken(ran.finished):
        return Judgement(Outcome.BROKEN, reason)
    seconds = round(ran.finished.seconds)
    if ran.record is None:
        return Judgement(
            Outcome.LOUD,
            f"no training: the program ends after {seconds} s: {_says(ran.finished)}",
        )
    if ran.finished.exit != 0:
        return Judgement(
            Outcome.LATE, f"trained, then {ran.finished.ended}: {_says(ran.finished)}"
        )
    return Judgement(Outcome.SILENT, "trained as if all were well, with no record")


def judge_killed(finished: Finished, *, trained: bool, kept: bool) -> Judgement:
    """Judge a tracker that dies in mid-run; pure."""
    if reason := broken(finished):
        return Judgement(Outcome.BROKEN, reason)
    config = "the config is kept" if kept else "the config is lost"
    if not trained:
        return Judgement(Outcome.LOUD, f"training ends with it; {config}")
    if finished.exit != 0:
        said = f"training goes on; {config}; at the end {finished.ended}"
        return Judgement(Outcome.LATE, f"{said}: {_says(finished)}")
    outcome = Outcome.RIGHT if kept else Outcome.SILENT
    return Judgement(outcome, f"training goes on; {config}")
