"""Ask one ``values.py``: ``python child.py VALUES_PY ANSWERS QUESTION…``.

A program of its own, for it runs an adapter's code.  The first line of ANSWERS tells what the file
declares; then every question has a line with the facts, or with what breaks the contract.  After a
crash the reader knows that it was in the first question without a line.  Nothing is judged here.

=====================  =============================================================================
question               facts
=====================  =============================================================================
``kinds/KIND``         trials: the sample (and None) saved and loaded alone
``properties/…``       what Hypothesis found: the smallest counter-example, as a trial
``objects/WHAT``       what became of the library's config object
=====================  =============================================================================

A trial is ``{"before": typed, "after": typed | None, "error": text | None, "file": text | None}``.
Of a kind that is declared to have no way, each attempt answers, and the facts are ``{"attempts":
[{"done": text, "facts": …}]}``.
"""

import configparser
import contextlib
import copy
import difflib
import functools
import importlib
import io
import json
import os
import pickle
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

# Where a row's files run, nothing of ours is installed but the core.
sys.path.append(str(Path(__file__).resolve().parents[2]))

from benchmarks.value_files import samples
from benchmarks.value_files.samples import describe
from benchmarks.values import equal

Facts = dict[str, Any]
Values = dict[str, Any]

#: The line that tells what the file declares.
CONTRACT = "contract"

#: How much of a file is kept as evidence, in characters.
SHOWN = 200

#: Examples that Hypothesis makes for one property.
EXAMPLES = 40

#: A library says no by any error, and those that parse command lines by ending the program.
REFUSALS = (Exception, SystemExit)


#: The variable that tells where what we read and search with is installed.
TOOLS = "CONFIGBENCH_TOOLS"


@contextlib.contextmanager
def _tools() -> Iterator[None]:
    """Find our tools meanwhile, behind all that the row's environment has."""
    place = os.environ[TOOLS]
    sys.path.append(place)
    yield
    sys.path.remove(place)


class BreachError(BaseException):
    """The file breaks its contract; no ``Exception``, for a library may say no by any of those."""


class ValuesFile:
    """One ``values.py``, loaded, and the questions that it can be asked."""

    def __init__(self, path: Path) -> None:
        # As a module of this name, so that a spawned worker can import its classes again.
        sys.path.insert(0, str(path.parent))
        self.module: Any = importlib.import_module(path.stem)
        #: An attempt that is being made: what stands in the place of ``save`` and ``load``.
        self._way: tuple[Any, Any] | None = None

    def contract(self) -> Facts:
        """Tell what the file declares, and what is missing or malformed in it."""
        has = {name: getattr(self.module, name) for name in FORMS if self.has(name)}
        malformed = {
            name: f"{name} is {value!r}: expected {FORMS[name][0]}"
            for name, value in has.items()
            if not FORMS[name][1](value)
        }
        # What is malformed need not be data at all.
        sound = {name: value for name, value in has.items() if name not in malformed}
        return {
            "missing": sorted({"Nested", "save", "load"} - has.keys()),
            "malformed": list(malformed.values()),
            "hand": sorted(sound.get("BY_HAND", {})),
            "unsupported": {
                kind: {**gap, "attempts": [*gap["attempts"]]}
                for kind, gap in sound.get("UNSUPPORTED", {}).items()
            },
            "config": self.has("config"),
            "no_config": sound.get("NO_CONFIG"),
        }

    def has(self, name: str) -> bool:
        """Whether the file has a name."""
        return hasattr(self.module, name)

    def sample(self, kind: str) -> Any:
        """Return the sample of a kind."""
        return samples.sample(kind, self.module.Nested)

    # -- saving and loading
    @property
    def _save(self) -> Callable[[Values, Path], object]:
        save: Callable[[Values, Path], object]
        save = self._way[0] if self._way else self.module.save
        return save

    @property
    def _load(self) -> Callable[[Path], Any]:
        load: Callable[[Path], Any]
        load = self._way[1] if self._way else self.module.load
        return load

    def write(self, values: Values, folder: Path) -> None:
        """Let the file save; what is done by hand before is done here."""
        self._save(self._by_hand(values, 0), folder)

    def read(self, folder: Path) -> Any:
        """Let the file load; what is done by hand after is done here."""
        loaded = self._load(folder)
        return self._by_hand(loaded, 1) if isinstance(loaded, Mapping) else loaded

    def _by_hand(self, values: Mapping[str, Any], side: int) -> Values:
        """Convert the values that have a line in ``BY_HAND``; None is none of them."""
        by_hand = getattr(self.module, "BY_HAND", {})

        def converted(key: str, value: Any) -> Any:
            told = by_hand.get(samples.kind_of(key))
            convert = (told if isinstance(told, tuple) else (told, None))[side]
            return value if convert is None or value is None else convert(value)

        return {key: converted(key, value) for key, value in values.items()}

    def save(self, values: Values) -> bytes:
        """Save into an empty folder; return the content of the one file."""
        with tempfile.TemporaryDirectory() as name:
            self.write(values, Path(name))
            return self.content(Path(name))[1]

    def content(self, folder: Path) -> tuple[Path, bytes]:
        """Return the one file in a folder.

        Raises
        ------
        BreachError
            If there is not exactly one.
        """
        files = [path for path in folder.rglob("*") if path.is_file()]
        if len(files) != 1:
            raise BreachError(f"save() left {len(files)} files; expected one")
        return files[0], files[0].read_bytes()

    def trial(self, key: str, value: Any) -> Facts:
        """Save one value, load it again, and tell what came back."""
        facts: Facts = {"before": describe(value), "after": None, "error": None}
        facts["file"] = None
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            try:
                # A copy: what a library does to the value it is given must not hide a loss.
                self.write({key: copy.deepcopy(value)}, folder)
                facts["file"] = excerpt(self.content(folder)[1])
                back = self.read(folder)
            except REFUSALS as error:  # whichever it is, it is the observation
                facts["error"] = said(error)
                return facts
        if not isinstance(back, Mapping):
            raise BreachError(f"load() gave a {type(back).__name__}; expected a dict")
        if key in back:
            facts["after"] = describe(back[key])
        return facts

    # -- kinds
    def kinds(self, key: str) -> Facts:
        """Try the sample; where the key admits None, that too."""
        value = self.sample(samples.kind_of(key))
        tried = [value, None] if key.endswith(samples.OR_NONE) else [value]
        return {
            "trials": [self.trial(key, each) for each in tried],
            "format_alone": self.format_alone(key, value),
        }

    def format_alone(self, key: str, value: Any) -> Facts | None:
        """Write and read the value as the format does without any line by hand."""
        write, read = FORMATS.get(self.suffix, (None, None))
        if write is None or read is None:
            return None
        facts: Facts = {"before": describe(value), "after": None, "error": None}
        try:
            facts["file"] = write({key: value})
            facts["after"] = describe(read(facts["file"]).get(key))
        except REFUSALS as error:  # whichever it is, it is the observation
            facts["error"] = said(error)
        return facts

    # -- properties
    def same(self, key: str) -> Facts:
        """load(save(x)) == x, types included: a silent loss is searched first, then a refusal."""
        strategy = search().strategies()[key]
        refused = False

        def differs(value: Any) -> bool:
            nonlocal refused
            trial = self.trial(key, value)
            refused |= trial["error"] is not None
            return trial["error"] is None and not came_back(trial)

        found = search().smallest(strategy, differs, EXAMPLES)
        if not found and refused:
            found = search().smallest(
                strategy, lambda v: self.trial(key, v)["error"] is not None, EXAMPLES
            )
        return {
            "examples": EXAMPLES,
            "trial": self.trial(key, found[0]) if found else None,
        }

    def stable(self) -> Facts:
        """save(load(save(x))) has the same bytes as save(x)."""
        compared = 0

        def again(values: Values) -> tuple[bytes, bytes] | None:
            nonlocal compared
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                try:
                    self.write(copy.deepcopy(values), folder)
                    first = self.content(folder)[1]
                    second = self.save(self.read(folder))
                except REFUSALS:  # same()'s finding
                    return None
            compared += 1
            return first, second

        def differs(values: Values) -> bool:
            pair = again(values)
            return pair is not None and pair[0] != pair[1]

        found = search().smallest(search().mappings(), differs, EXAMPLES)
        pair = again(found[0]) if found else None
        texts = [excerpt(side) for side in pair or ()]
        return {"examples": compared, "texts": texts}

    def order(self) -> Facts:
        """The keys of a mapping come back in their order."""
        compared = 0
        key = f"dict{samples.VALUE}"

        def orders(value: Values) -> tuple[list[str], list[str]] | None:
            nonlocal compared
            trial = self.trial(key, value)
            # Only where the mapping itself came back: a lost one is same()'s finding.
            if not trial["after"] or not isinstance(trial["after"].get("v"), list):
                return None
            sides = [[pair[0]["v"] for pair in trial[s]["v"]] for s in SIDES]
            compared += 1
            return (sides[0], sides[1]) if set(sides[0]) == set(sides[1]) else None

        def differs(value: Values) -> bool:
            pair = orders(value)
            return pair is not None and pair[0] != pair[1]

        found = search().smallest(search().strategies()[key], differs, EXAMPLES)
        return {"examples": compared, "orders": orders(found[0]) if found else None}

    def read_by(self, parser: str) -> Facts:
        """Another program's parser finds in the file what was saved."""
        suffix = self.suffix
        if parser not in PARSERS.get(suffix, {}):
            return {"fits": False, "suffix": suffix}
        read = PARSERS[suffix][parser]
        keys = [f"str{samples.VALUE}"] if suffix == ".ini" else PLAIN_KEYS
        compared = 0

        def loss(values: Values) -> Facts | None:
            nonlocal compared
            try:
                data = self.save(copy.deepcopy(values))
            except REFUSALS:  # same()'s finding
                return None
            compared += 1
            facts: Facts = {
                "before": describe(values),
                "after": None,
                "error": None,
                "file": excerpt(data),
            }
            try:
                seen = read(data.decode("utf-8"))
            except REFUSALS as error:  # the parser's, which is the observation
                return {**facts, "error": said(error)}
            for key in values:
                facts["before"] = describe(values[key])
                facts["after"] = describe(seen[key]) if key in seen else None
                if not came_back(facts):
                    return {**facts, "key": key}
            return None

        strategies = search().one_of(keys)
        found = search().smallest(
            strategies,
            lambda v: (lost := loss(v)) is not None and lost["error"] is None,
            EXAMPLES,
        ) or search().smallest(strategies, lambda v: loss(v) is not None, EXAMPLES)
        trial = loss(found[0]) if found else None
        return {"fits": True, "examples": compared, "trial": trial}

    @functools.cached_property
    def suffix(self) -> str:
        """The suffix of the file that ``save`` writes."""
        with tempfile.TemporaryDirectory() as name:
            self.write(dict(BASE), Path(name))
            return self.content(Path(name))[0].suffix

    def diff(self, changes: Values) -> Facts:
        """Tell which lines differ when one value does."""
        texts = [self.save(BASE), self.save(BASE | changes)]
        lines = [text.decode("utf-8").splitlines() for text in texts]
        before, after = lines
        changed = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
        return {
            "removed": [line[1:SHOWN] for line in changed if line.startswith("-")],
            "added": [line[1:SHOWN] for line in changed if line.startswith("+")],
        }

    def comments(self) -> Facts:
        """Put a comment on top of the file, load it, save what was loaded.

        Of a format that has none, the comments of others are tried.
        """
        form = COMMENTS.get(self.suffix)
        return {
            "format_has": form is not None,
            "suffix": self.suffix,
            "comments": [self.commented(each) for each in ([form] if form else OTHERS)],
        }

    def commented(self, form: str) -> Facts:
        """Try a comment of one form."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            self.write(dict(BASE), folder)
            file, data = self.content(folder)
            line = form.format("why it is so")
            file.write_bytes(f"{line}\n".encode() + data)
            try:
                loaded = self.read(folder)
                self.write(loaded, folder)
            except REFUSALS as error:  # whichever it is, it is the observation
                return {"line": line, "kept": None, "error": said(error)}
            # A loader that took the comment for a part of a value has not kept it.
            whole = equal(describe(dict(loaded)), describe(BASE))
            kept = whole and line in self.content(folder)[1].decode()
            return {"line": line, "kept": kept}

    # -- objects
    def carry(self, what: str) -> Facts:
        """Do something to the config object, and tell what came of it."""
        if not self.has("config"):
            return {"none": self.module.NO_CONFIG}
        config = self.module.config()
        facts: Facts = {"before": describe(config), "after": None, "error": None}
        try:
            facts["after"] = OBJECTS[what](self, config)
        except REFUSALS as error:  # whichever it is, it is the observation
            facts["error"] = said(error)
        return facts

    def equality(self, config: object) -> Facts:
        """Whether equal configs are equal and others are not."""
        same = self.module.config() == config
        other = self.module.config(n_epochs=6) == config
        return {"same": bool(same), "other": bool(other)}

    def ask(self, question: str) -> Facts:
        """Answer one question, once for each attempt where there is said to be no way."""
        declared = getattr(self.module, "UNSUPPORTED", {})
        gap = declared.get(samples.kind_of(question.rpartition("/")[2]))
        if not question.startswith(ABOUT_KINDS) or gap is None:
            return self._answer(question)
        made = []
        for done, self._way in gap["attempts"].items():
            made.append({"done": done, "facts": self._answer(question)})
        self._way = None
        return {"attempts": made}

    def _answer(self, question: str) -> Facts:
        group, _, rest = question.partition("/")
        name, _, key = rest.partition("/")
        if group == "kinds":
            return self.kinds(samples.key_of(name))
        if group == "objects":
            return self.carry(name)
        if name == "same":
            return self.same(samples.key_of(key))
        if name.startswith("read_by_"):
            return self.read_by(name.removeprefix("read_by_"))
        return PROPERTIES[name](self)


def _gaps(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(kind, str) and isinstance(gap, dict) and _attempts(gap)
        for kind, gap in value.items()
    )


def _attempts(gap: Mapping[str, Any]) -> bool:
    """Whether what is not told as text are attempts: pairs of functions, no two the same."""
    texts = {key: text for key, text in gap.items() if key != "attempts"}
    made = gap.get("attempts")
    return (
        all(isinstance(text, str) for pair in texts.items() for text in pair)
        and isinstance(made, dict)
        and all(isinstance(done, str) and _pair(way) for done, way in made.items())
        and len({tuple(map(id, way)) for way in made.values()}) == len(made)
    )


def _pair(way: object) -> bool:
    return isinstance(way, tuple) and len(way) == 2 and all(map(callable, way))  # noqa: PLR2004  there and back


def _functions(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(kind, str)
        and (
            callable(told)
            or (
                isinstance(told, tuple)
                and len(told) == 2  # noqa: PLR2004  there and back
                and all(each is None or callable(each) for each in told)
            )
        )
        for kind, told in value.items()
    )


def _section(value: object) -> bool:
    return isinstance(value, type) and (
        set(getattr(value, "__dataclass_fields__", ())) == {"rate", "sizes"}
    )


#: What each name of a ``values.py`` must be, in words, and whether a value is that.
FORMS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "save": ("a function", callable),
    "load": ("a function", callable),
    "config": ("a function", callable),
    "Nested": ("a dataclass with rate and sizes", _section),
    "BY_HAND": ("a function, or two (one may be None), for each kind", _functions),
    "UNSUPPORTED": (
        "for each kind reason, page, and attempts: two functions each, no two the same",
        _gaps,
    ),
    "NO_CONFIG": ("a reason", lambda v: isinstance(v, str)),
}

SIDES = ("before", "after")

#: What is asked of values of one kind.
ABOUT_KINDS = ("kinds/", "properties/same/")

PLAIN_KEYS = [f"{kind}{samples.VALUE}" for kind in samples.PLAIN]

#: What diffs and comments are asked of.  The word *untouched* stands in what no change concerns.
BASE: Values = {
    "str_value": "untouched",
    "int_value": 1,
    "list_value": ["first", "second"],
    "dict_value": {"untouched": 1.5},
}

#: How a comment is written, by the suffix of a format that has comments.
COMMENTS = {
    **dict.fromkeys((".yaml", ".yml", ".ini", ".cfg", ".toml", ".py", ".gin"), "# {}"),
    **dict.fromkeys((".json5", ".jsonc"), "// {}"),
}

#: What is tried where a format is not among those.
OTHERS = ("// {}", "# {}", "/* {} */")


def _deepcopy(_: ValuesFile, config: object) -> Facts:
    copied = copy.deepcopy(config)
    if copied is config:
        raise TypeError("copy.deepcopy gave the same object")
    return describe(copied)


def _checkpoint(_: ValuesFile, config: object) -> Facts:
    import torch  # noqa: PLC0415  only who asks for it waits for it

    file = io.BytesIO()
    torch.save({"config": config}, file)
    file.seek(0)
    return describe(torch.load(file, weights_only=True)["config"])


def _worker(_: ValuesFile, config: object) -> Facts:
    from torch.utils.data import DataLoader  # noqa: PLC0415  likewise

    carried: Any = samples.Carried(config)
    loader = DataLoader(carried, num_workers=1, multiprocessing_context="spawn")
    (batch,) = loader
    facts: Facts = json.loads(batch[0])
    return facts


def _yaml(_: ValuesFile, config: object) -> Facts:
    with _tools():
        import yaml  # type: ignore[import-untyped]  # noqa: PLC0415  # it ships no types

    return describe(yaml.safe_load(yaml.safe_dump(config)))


OBJECTS: dict[str, Callable[[ValuesFile, Any], Facts]] = {
    "pickle": lambda _, config: describe(pickle.loads(pickle.dumps(config))),  # noqa: S301  our own
    "deepcopy": _deepcopy,
    "equality": lambda file, config: file.equality(config),
    "json": lambda _, config: describe(json.loads(json.dumps(config))),
    "yaml": _yaml,
    "checkpoint": _checkpoint,
    "worker": _worker,
}

#: Those of them that import torch.
WITH_TORCH = ("checkpoint", "worker")

PROPERTIES: dict[str, Callable[[ValuesFile], Facts]] = {
    "stable": lambda file: file.stable(),
    "order": lambda file: file.order(),
    "diff_change": lambda file: file.diff({"int_value": 2}),
    "diff_append": lambda file: file.diff({"list_value": ["first", "second", "third"]}),
    "comments": lambda file: file.comments(),
}


def _strict_json(text: str) -> Values:
    """Read as RFC 8259 has it: Python's own reader also takes NaN and Infinity."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON (RFC 8259)")

    content: Values = json.loads(text, parse_constant=refuse)
    return content


def _pyyaml(text: str) -> Values:
    with _tools():
        import yaml  # noqa: PLC0415  only rows with YAML need it

    content: Values = yaml.safe_load(text)
    return content


def _ruamel(text: str) -> Values:
    with _tools():
        from ruamel.yaml import YAML  # noqa: PLC0415  likewise

    content: Values = YAML(typ="safe", pure=True).load(text)
    return content


def _ini(text: str) -> Values:
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return {
        key: value for name in parser.sections() for key, value in parser[name].items()
    }


#: Parsers by the suffix of the file that they fit: PyYAML reads YAML 1.1, ruamel.yaml YAML 1.2.
PARSERS: dict[str, dict[str, Callable[[str], Values]]] = {
    ".json": {"json": _strict_json},
    ".yaml": {"pyyaml": _pyyaml, "ruamel": _ruamel},
    ".ini": {"configparser": _ini},
}


def _write_yaml(values: Values) -> str:
    with _tools():
        import yaml  # noqa: PLC0415  only rows with YAML need it

    return str(yaml.safe_dump(values))


def _write_ini(values: Values) -> str:
    parser = configparser.ConfigParser(interpolation=None, allow_no_value=True)
    parser.read_dict({"values": values})
    file = io.StringIO()
    parser.write(file)
    return file.getvalue()


#: What a format does of itself, by the suffix of its files: a writer and a reader.
FORMATS: dict[str, tuple[Callable[[Values], str], Callable[[str], Values]]] = {
    ".json": (json.dumps, json.loads),
    ".yaml": (_write_yaml, _pyyaml),
    ".ini": (_write_ini, _ini),
}


def search() -> Any:
    """Return the module that uses Hypothesis, whose import takes a while."""
    with _tools():
        return importlib.import_module("benchmarks.value_files.search")


_ANSI = re.compile("\x1b\\[[0-9;]*m")


def came_back(trial: Facts) -> bool:
    """Whether a trial brought back its value with its type; the order of a mapping aside."""
    return trial["after"] is not None and equal(trial["after"], trial["before"])


def excerpt(content: bytes) -> str:
    """Return the beginning of a file, as evidence."""
    return content.decode("utf-8", "replace")[:SHOWN]


def said(error: BaseException) -> str:
    """Return an error in one line."""
    text = " ".join(_ANSI.sub("", str(error)).split())
    return f"{type(error).__name__}: {text}"[:300]


def main(values: str, answers: str, *questions: str) -> None:
    """Answer all questions."""
    with Path(answers).open("a", encoding="utf-8", buffering=1) as file:

        def tell(facts: Facts) -> None:
            file.write(json.dumps(facts) + "\n")

        values_file = ValuesFile(Path(values).resolve())
        tell({"question": CONTRACT, **values_file.contract()})
        for question in questions:
            try:
                facts = values_file.ask(question)
            except BreachError as breach:
                facts = {"breach": str(breach)}
            tell({"question": question, **facts})


if __name__ == "__main__":
    main(*sys.argv[1:])
