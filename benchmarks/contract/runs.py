"""``python -m benchmarks check PATH``: whether a folder keeps the contract of an adapter.

Each check is one function and gives one :class:`Finding`.  They run in the order of
:data:`CHECKS`; where the plainest run already fails, the rest would only repeat it and is left out.
"""

import ast
import importlib.metadata
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from packaging.utils import canonicalize_name

from benchmarks import runs
from benchmarks.axes import kinds, lines
from benchmarks.errors import BenchError, read_toml
from benchmarks.footprint import closure
from benchmarks.outcomes import Judgement, Outcome, broken, judge_mistake, judge_task
from benchmarks.process import Limits, run
from benchmarks.registry import Adapter, Dialect, UnsupportedError
from benchmarks.runs import Probe, Record
from benchmarks.values import Typed, parse

#: Settings that any adapter must be able to change from the command line, one of each kind.
OVERRIDES: dict[str, object] = {
    "n_epochs": 5,
    "optimizer.lr": 3e-4,
    "data.shuffle": False,
    "run_name": "second",
    "model.head_dims": [16, 8],
    "optimizer.betas": (0.8, 0.99),
    "clip_grad": None,
    "tags": ["a", "b"],
    "loss.weights": {"right": 2.0, "wrong": 0.5},
}

#: Settings that make a real training as short as it can be.
SMALL: dict[str, object] = {"n_epochs": 1, "data.n_students": 60, "data.n_steps": 10}

#: One setting in every slot that is not its default.
IN_EVERY_SLOT: dict[str, object] = {
    "model.hidden_dim": 32,
    "data.max_seq_len": 8,
    "loss.weights": {"right": 2.0, "wrong": 0.5},
    "optimizer.lr": 0.01,
    "scheduler.patience": 1,
}

#: For trainings that must differ from the defaults in what they were told.
CHANGED: dict[str, object] = {
    **SMALL,
    "optimizer.lr": 0.01,
    "seed": 7,
    # These two leave no trace in the weights: only the record shows whether they came back.
    "tags": ["a", "b"],
    "run_name": "second",
}


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    Attributes
    ----------
    check
        The check's name.
    outcome
        ``right`` if the contract is kept, else what happened.
    detail
        One sentence, or several for several faults.
    """

    check: str
    outcome: Outcome
    detail: str

    @property
    def kept(self) -> bool:
        """Whether the contract is kept."""
        return self.outcome is Outcome.RIGHT


class Subject:
    """The adapter under examination, with what several checks look at."""

    def __init__(self, adapter: Adapter, limits: Limits = runs.PROBE_LIMITS) -> None:
        self.adapter = adapter
        self.limits = limits
        self.dialect = adapter.dialect()

    @cached_property
    def defaults(self) -> Probe:
        """The run without words."""
        return self.probe()

    @cached_property
    def declared(self) -> dict[str, str]:
        """The causes that ``overrides.toml`` declares, by task."""
        path = self.adapter.folder / "overrides.toml"
        if not path.is_file():
            return {}
        content = read_toml(path)
        tables = {
            name: entry for name, entry in content.items() if isinstance(entry, dict)
        }
        return {
            name: entry["cause"] for name, entry in tables.items() if "cause" in entry
        }

    @cached_property
    def repeated(self) -> runs.Rerun:
        """A run with changed settings, and its repetition from what it saved."""
        return runs.rerun(self.adapter, self.words(CHANGED))

    @cached_property
    def control(self) -> Record:
        """The record of the control."""
        return runs.control()

    def probe(self, *words: str) -> Probe:
        """Probe the adapter within the limits of this examination."""
        return runs.probe(self.adapter, words, limits=self.limits)

    def words(self, settings: dict[str, object]) -> list[str]:
        """Spell several settings, each in its first documented form."""
        return spell_all(self.dialect, settings)


def spell_all(dialect: Dialect, settings: dict[str, object]) -> list[str]:
    """Return words that set all of ``settings``, each in its first documented spelling."""
    return [
        word
        for path, value in settings.items()
        for word in dialect.spell(path, value)[0]
    ]


def literal(value: object) -> Typed:
    """Return the typed form of a plain Python value."""
    return parse(repr(value))


def imports(subject: Subject) -> Finding:
    """``train.py`` imports the core, its libraries and Python's own; never the probe."""
    source = subject.adapter.program.read_text(encoding="utf-8")
    if "CONFIGBENCH" in source:
        return Finding("imports", Outcome.SILENT, "train.py names the probe's variable")
    allowed = {"shared_model", *sys.stdlib_module_names, *_modules_of(subject.adapter)}
    foreign = sorted(set(_imported(source)) - allowed)
    if foreign:
        return Finding(
            "imports",
            Outcome.SILENT,
            f"train.py imports {', '.join(foreign)}: not in distributions",
        )
    return Finding("imports", Outcome.RIGHT, "the core and its own libraries only")


def marks(subject: Subject) -> Finding:
    """Marks name known roles, and help is nothing but text."""
    source = subject.adapter.program.read_text(encoding="utf-8")
    unknown = sorted(set(lines.MARK.findall(source)) - set(lines.ROLES))
    if unknown:
        known = ", ".join(lines.ROLES)
        return Finding(
            "marks", Outcome.SILENT, f"no role is called {unknown[0]!r}: {known}"
        )
    if hidden := lines.hidden(source):
        return Finding(
            "marks", Outcome.SILENT, f"{hidden} lines under '# -- help' are no text"
        )
    return Finding("marks", Outcome.RIGHT, "every line counts where it belongs")


#: What a conversion by hand looks like in *wire*: a call of one of these, or ``Precision[…]``.
_CONVERTERS = {
    *("bool", "int", "float", "str", "list", "tuple", "dict", "set", "frozenset"),
    *("Path", "Precision"),
}


def conversions(subject: Subject) -> Finding:
    """Every conversion by hand in *wire* is declared in ``adapter.toml``."""
    source = subject.adapter.program.read_text(encoding="utf-8")
    declared = [each["line"] for each in subject.adapter.conversions]
    secret = sorted(
        text
        for text in _converting(source)
        if not any(text in line or line in text for line in declared)
    )
    if secret:
        said = "; ".join(secret)
        return Finding(
            "conversions", Outcome.SILENT, f"converted by hand, undeclared: {said}"
        )
    return Finding("conversions", Outcome.RIGHT, f"{len(declared)} declared")


def _converting(source: str) -> Iterator[str]:
    """Yield each expression under the mark *wire* that converts a value."""
    roles = lines.roles(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            called = node.value
        else:
            continue
        name = getattr(called, "attr", getattr(called, "id", None))
        # dict[str, Any] is an annotation; only an enum converts by its brackets.
        if isinstance(node, ast.Subscript) and name != "Precision":
            continue
        if name in _CONVERTERS and roles[node.lineno] == "wire":
            yield ast.get_source_segment(source, node) or name


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import has no place in a program that is copied and run alone.
            yield (
                node.module.partition(".")[0] if not node.level and node.module else "."
            )


def _modules_of(adapter: Adapter) -> set[str]:
    """Return the top-level modules of an adapter's distributions and of what those require."""
    seen = closure(adapter.distributions)
    provided = importlib.metadata.packages_distributions()
    return {
        module
        for module, sources in provided.items()
        if seen & set(map(canonicalize_name, sources))
    }


def defaults(subject: Subject) -> Finding:
    """Without words, the core gets the control's settings, once, and the program ends well."""
    judged = judge_task(subject.defaults, {}, subject.control)
    return _finding("defaults", [_forgive_declared(subject.adapter, judged)])


def _forgive_declared(adapter: Adapter, judged: Judgement) -> Judgement:
    """A retyped default is kept contract if each setting concerned is a declared deviation."""
    if judged.outcome is not Outcome.RETYPED:
        return judged
    settings = [said.split(" is ")[0] for said in judged.detail.split("; ")]
    if all(any(name in text for text in adapter.deviations) for name in settings):
        return Judgement(Outcome.RIGHT, f"as declared: {judged.detail}")
    return judged


def help_text(subject: Subject) -> Finding:
    """``--help`` ends well before the core, without importing torch."""
    with runs.workplace() as place:
        finished = run(
            ["python", "-X", "importtime", str(subject.adapter.program), "--help"],
            cwd=place.work,
            home=place.home,
            probe=f"record:{place.base / 'record'}",
            limits=subject.limits,
        )
        reached = (place.base / "record").exists()
    if reason := broken(finished):
        return Finding("help", Outcome.BROKEN, reason)
    # Fire answers on standard error, where the import times are, too.
    said = [line for line in finished.stderr.splitlines() if "import time:" not in line]
    if finished.exit != 0 or not (finished.stdout.strip() or "".join(said).strip()):
        return Finding("help", Outcome.LOUD, f"--help: {finished.ended}, no text")
    if reached:
        return Finding("help", Outcome.SILENT, "--help reached the core")
    modules = {line.rpartition("|")[2].strip() for line in finished.stderr.splitlines()}
    if "torch" in modules:
        return Finding("help", Outcome.LATE, "--help imports torch")
    return Finding("help", Outcome.RIGHT, "shown without torch")


def overrides(subject: Subject) -> Finding:
    """Every documented spelling of a setting has its effect, and no other."""
    judged = []
    for path, value in OVERRIDES.items():
        for words in subject.dialect.spell(path, value):
            effect = {path: literal(value)}
            own = subject.defaults.reached[0]
            outcome = judge_task(subject.probe(*words), effect, own)
            outcome = _forgive_declared(subject.adapter, outcome)
            judged.append(_settle(subject, words, outcome))
    return _finding("overrides", judged)


def _settle(subject: Subject, words: list[str], judged: Judgement) -> Judgement:
    """A silent override that real training refuses is late."""
    if judged.outcome is not Outcome.SILENT or not judged.candidate:
        return judged
    training = runs.train(subject.adapter, [*words, *subject.words(SMALL)])
    if training.finished.exit == 0:
        return judged
    return Judgement(Outcome.LATE, f"{judged.detail}; training fails on it")


def mistakes(subject: Subject) -> Finding:
    """Misspelt keys and values out of bounds are refused before the core."""
    cases = {
        "a misspelt key": subject.words({"n_epochz": 5}),
        "a misspelt nested key": subject.words({"optimizer.lrr": 0.1}),
        "lr = -1": subject.words({"optimizer.lr": -1.0}),
        "dropout = 1.5": subject.words({"model": "bert", "model.dropout": 1.5}),
    }
    cause = subject.declared.get("misspelt_key")
    judged = []
    for name, words in cases.items():
        found = judge_mistake(subject.probe(*words), saved=False)
        outcome, detail = found.outcome, found.detail
        if outcome is Outcome.LATE and cause and "misspelt" in name:
            outcome, detail = Outcome.RIGHT, f"as declared ({cause}): {detail}"
        judged.append(Judgement(outcome, f"{name}: {detail}"))
    return _finding("mistakes", judged)


def saves(subject: Subject) -> Finding:
    """The config is saved before the core is called."""
    if subject.dialect.left_in(subject.defaults.files):
        return Finding("saves", Outcome.RIGHT, f"found as {subject.dialect.saved}")
    return Finding(
        "saves",
        Outcome.SILENT,
        f"nothing matches {subject.dialect.saved!r} after a run",
    )


def trains(subject: Subject) -> Finding:
    """A real training gives the weights that the settings alone give."""
    done = subject.repeated
    if done.first is None or done.weights[0] is None:
        return Finding("trains", Outcome.LATE, done.problem or "no weights")
    reference = runs.train_reference(done.first)
    if reference.weights is None:
        said = runs.last_line(reference.finished.stderr)
        return Finding(
            "trains", Outcome.BROKEN, f"the core alone cannot train on it: {said}"
        )
    if done.weights[0] != reference.weights:
        return Finding("trains", Outcome.SILENT, "other weights than its record gives")
    return Finding("trains", Outcome.RIGHT, f"weights {done.weights[0][:12]}")


def reruns(subject: Subject) -> Finding:
    """The saved config alone brings back the same record and the same weights."""
    done = subject.repeated
    if done.problem:
        return Finding("reruns", Outcome.LOUD, done.problem)
    if not done.equal:
        found = done.differences or ["other weights from an equal record"]
        return Finding("reruns", Outcome.SILENT, "; ".join(found))
    return Finding("reruns", Outcome.RIGHT, "record and weights came back")


def values(subject: Subject) -> Finding:
    """``values.py`` declares what it should, and brings plain values back."""
    path = subject.adapter.folder / "values.py"
    if not path.is_file():
        return Finding("values", Outcome.LOUD, f"{path}: not found")
    contract, answers = kinds.ask(subject.adapter, _PLAIN_VALUES, subject.limits)
    if contract and (found := kinds.faults(contract)):
        return Finding("values", Outcome.LOUD, f"values.py {'; '.join(found)}")
    judged = []
    for case, facts in answers.items():
        if "broken" in facts:
            return Finding("values", Outcome.BROKEN, f"{case}: {facts['broken']}")
        judged.append(kinds.judge_kind(facts)[0])
    return _finding("values", judged)


#: Whatever a library lacks, these it has.
_PLAIN_VALUES = [f"kinds/{kind}_or_none" for kind in ("int", "str", "list")]


def _finding(check: str, judged: list[Judgement]) -> Finding:
    """Sum up several judgements: the first kind of fault, with all sentences of that kind."""
    faults = [each for each in judged if each.outcome is not Outcome.RIGHT]
    if not faults:
        return Finding(check, Outcome.RIGHT, judged[0].detail if judged else "")
    first = faults[0].outcome
    said = dict.fromkeys(each.detail for each in faults if each.outcome is first)
    return Finding(check, first, "; ".join(said))


CHECKS: tuple[Callable[[Subject], Finding], ...] = (
    imports,
    marks,
    conversions,
    defaults,
    help_text,
    overrides,
    mistakes,
    saves,
    trains,
    reruns,
    values,
)


def check(adapter: Adapter, limits: Limits = runs.PROBE_LIMITS) -> Iterator[Finding]:
    """Yield the finding of each check; stop after a default run that did not end well."""
    if missing := adapter.missing():
        yield Finding(
            "installed", Outcome.SKIPPED, f"pip install {' '.join(missing)} comes first"
        )
        return
    subject = Subject(adapter, limits)
    for examine in CHECKS:
        name = examine.__name__
        try:
            finding = examine(subject)
        except UnsupportedError as error:
            finding = Finding(name, Outcome.UNSUPPORTED, str(error))
        except BenchError as error:
            finding = Finding(name, Outcome.BROKEN, str(error))
        yield finding
        if examine is defaults and not (
            len(subject.defaults.reached) == 1 and subject.defaults.finished.exit == 0
        ):
            return
