"""Whether the commands that the report prints do what it says: found in its pages, run again.

A command that reproduces a cell or a claim is run and compared with what was published.  One that
is a cell's own command line is verified by that cell.  Any other must at least be accepted: an
unknown option, target or name fails.  A command of a form that nobody knows fails too.  Times that
are apart from the published ones are told and counted, and fail nothing.
"""

import html
import random
import re
import shlex
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import categories, claims, registry, reproducing, results, running
from benchmarks.cells import WHOLE_ROW, Address
from benchmarks.environments import interpreters
from benchmarks.errors import MissingError
from benchmarks.outcomes import Outcome
from benchmarks.paths import ROOT
from benchmarks.registry import PLACEHOLDER
from configbench.errors import ConfigbenchError, UserError

PAGES = ROOT / "report"

#: How a command begins, in a code span or on a line of a code block.
_BEGINS = re.compile(r"^(?:\.venv/bin/)?(?:python3?|pytest|make|pip)\s+\S")


class TimesApartError(ConfigbenchError):
    """Two intervals do not overlap; the message tells them."""


class FailsError(ConfigbenchError):
    """A printed command does not do what the report says; the message tells how."""


@dataclass(frozen=True)
class Printed:
    """A command and where it is printed first."""

    text: str
    page: str
    line: int

    @property
    def words(self) -> list[str]:
        """Its words, from ``python`` on; what follows a ``#`` is a remark.

        Raises
        ------
        ValueError
            If the quotes do not match.
        """
        return _words(self.text)


def _words(text: str) -> list[str]:
    return shlex.split(text.removeprefix(".venv/bin/"), comments=True)


@dataclass(frozen=True)
class Target:
    """What a command is about: a cell, a claim, an example of a row, or itself (``accepted``).

    ``python`` is the interpreter of a cell, if it is not the harness's own.
    """

    kind: str
    address: str
    python: str | None = None

    def __str__(self) -> str:
        return f"{self.address} on {self.python}" if self.python else self.address


@dataclass
class Counts:
    """How many targets came out how."""

    of: Counter[str] = field(default_factory=Counter)

    @property
    def sound(self) -> bool:
        """Whether none failed or differs."""
        return not (self.of["FAILS"] or self.of["DIFFERS"])

    def __str__(self) -> str:
        """Print as ``12 as published, 1 DIFFERS``."""
        return ", ".join(f"{count} {word}" for word, count in self.of.items())


def commands(folder: Path = PAGES) -> list[Printed]:
    """Return every command that the pages of the report print, each once.

    Raises
    ------
    FailsError
        If there is no page.
    """
    pages = sorted(folder.rglob("*.md"))
    if not pages:
        raise FailsError(f"{folder}: holds no page; `python -m report` writes them")
    found: dict[str, Printed] = {}
    for page in pages:
        for line, text in printed(page.read_text(encoding="utf-8")):
            found.setdefault(text, Printed(text, str(page.relative_to(folder)), line))
    return list(found.values())


def printed(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of the line and each command of a page in Markdown; pure."""
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            continue
        if fenced or line.startswith("    "):
            candidates = [line.strip().removeprefix("$ ")]
        else:
            # The fence of a span with a backtick in it is doubled; a table escapes its bars.
            spans = re.findall(r"(?<!`)(`{1,2})(?!`)(.+?)(?<!`)\1(?!`)", line)
            tagged = re.findall(r"<code>(.*?)</code>", line)
            candidates = [span.replace("\\|", "|").strip() for _, span in spans]
            candidates += map(_unescaped, tagged)
        yield from (
            (number, each.strip()) for each in candidates if _BEGINS.match(each.strip())
        )


def _unescaped(text: str) -> str:
    """Return what a reader sees of text in Markdown."""
    marked = html.unescape(text.replace("<!-- -->", ""))
    return re.sub(r"\\([^\sa-zA-Z0-9])", r"\1", marked)


def targets(
    command: Printed, content: Mapping[str, Any], owned: Mapping[str, Target]
) -> list[Target]:
    """Return what a command is about, placeholders expanded; ``owned`` is by ``owners``; pure.

    Raises
    ------
    FailsError
        If it addresses nothing that was published.
    """
    if owner := owned.get(command.text):
        return [owner]
    try:
        words = command.words
    except ValueError as error:
        raise FailsError(f"cannot be split into words: {error}") from error
    of_matrix = any(map(_OF_MATRIX.match, words))
    if words[:4] == ["python", "-m", "benchmarks", "reproduce"] and not of_matrix:
        named = [each.partition("=")[2] for each in words if _PYTHON.match(each)]
        python = named[0] if named else None
        found = _addressed(words[4], _results(content, python))
        return [replace(each, python=python) for each in found]
    if words[:4] == ["python", "-m", "benchmarks", "claim"]:
        return _addressed(f"claims/{words[4]}", content)
    for row, described in content["adapters"].items():
        if words[:2] == ["python", described.get("program")]:
            return [Target("example", f"{row} {shlex.join(words[2:])}".rstrip())]
    return [Target("accepted", command.text)]


#: The option that names an interpreter.
_PYTHON = re.compile("--python=")

#: That tells of what `make matrix` measures, which is no part of what is verified.
_OF_MATRIX = re.compile(rf"--release=|--python={PLACEHOLDER.pattern}$")

#: Where the results of other interpreters are, in those of the harness's own.
_ELSEWHERE = "elsewhere"


def _results(content: Mapping[str, Any], python: str | None) -> Mapping[str, Any]:
    """Return the results of an interpreter."""
    if python is None:
        return content
    found: Mapping[str, Any] = content.get(_ELSEWHERE, {}).get(python, {})
    if not found:
        raise FailsError(f"nothing was published for Python {python}")
    return found


def _addressed(address: str, content: Mapping[str, Any]) -> list[Target]:
    """Return the cells that an address names."""
    category, *rest = address.split("/", 2)
    if category == "claims":
        name = "/".join(rest)
        return [Target("claim", each) for each in _claims(name, address, content)]
    row, case = [*rest, "", ""][:2]
    found = [
        Target("cell", f"{a_category}/{a_row}/{a_case}")
        for a_category in _matching(category, content["cells"])
        for a_row in _matching(row, content["cells"][a_category])
        if a_row in content["adapters"]
        for a_case in _matching(
            case or categories.find(a_category).headline or "CASE",
            content["cells"][a_category][a_row],
        )
    ]
    if not found:
        raise FailsError(f"addresses no published cell: {address}")
    return found


def _claims(name: str, address: str, content: Mapping[str, Any]) -> list[str]:
    known = claims.stored(content)
    names = list(known) if PLACEHOLDER.fullmatch(name) else [name]
    if not names or set(names) - known.keys():
        raise FailsError(f"addresses no published claim: {address}")
    return names


def _matching(part: str, names: Any) -> list[str]:
    if PLACEHOLDER.fullmatch(part):
        return list(names)
    return [name for name in names if name == part]


def owners(content: Mapping[str, Any]) -> dict[str, Target]:
    """Return the cell or claim that each stored command line belongs to; pure."""
    found: dict[str, Target] = {}
    for category, rows in content["cells"].items():
        for row, cells in rows.items():
            for case, cell in cells.items():
                for text in _command_lines(cell):
                    target = Target("cell", f"{category}/{row}/{case}")
                    found.setdefault(text, target)
    for name, entry in claims.stored(content).items():
        for text in _command_lines(entry):
            found.setdefault(text, Target("claim", name))
    return found


def _command_lines(value: Any) -> Iterator[str]:
    """Yield what is stored under ``command`` and ``before``, at any depth; each line by itself."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "command" and isinstance(each, str):
                yield from (line.strip() for line in each.splitlines())
            elif key == "before":
                yield from each
            else:
                yield from _command_lines(each)
    elif isinstance(value, list):
        for each in value:
            yield from _command_lines(each)


def run(target: Target, content: Mapping[str, Any]) -> tuple[str, str]:
    """Run what a command is about; return a word for how it came out, and a sentence."""
    try:
        same, sentence = _RUN[target.kind](target, _results(content, target.python))
    except MissingError as error:
        return "not possible here", str(error)
    except TimesApartError as error:
        return "times apart", f"{error}; on a quiet machine?"
    except ConfigbenchError as error:
        return "FAILS", str(error)
    return ("as published" if same else "DIFFERS"), sentence


def _cell(target: Target, content: Mapping[str, Any]) -> tuple[bool, str]:
    address = target.address
    described = content["adapters"].get(address.split("/")[1], {})
    place = described.get("address", "")
    elsewhere = place if "/" in place else None
    try:
        interpreters.one(target.python)
    except UserError as error:
        raise MissingError(str(error)) from error
    wanted = reproducing.parse(address, elsewhere, target.python)
    names = (wanted.category.name, wanted.row.name)
    whole = reproducing.stored(content, Address(*names, WHOLE_ROW))
    if whole is not None and whole["outcome"] == Outcome.UNMEASURED:
        raise MissingError(f"{address} was not measured when the report was made")
    verdicts = [
        reproducing.compare(fresh, reproducing.stored(content, Address(*names, case)))
        for case, fresh in reproducing.measure(wanted)
    ]
    told = "; ".join(sentence for _, sentence in verdicts)
    same = all(equal for equal, _ in verdicts)
    # Another load of the machine moves times; that is told, and is no lie of the report.
    if wanted.category.timed and not same:
        raise TimesApartError(told)
    return same, told


def _claim(target: Target, content: Mapping[str, Any]) -> tuple[bool, str]:
    name, fresh = claims.executed(target.address, content)
    return reproducing.compare_claim(fresh, claims.stored(content).get(name))


def _example(target: Target, content: Mapping[str, Any]) -> tuple[bool, str]:
    del content
    name, *words = shlex.split(target.address)
    probe = running.probe(registry.find(name), words)
    return len(probe.reached) == 1, f"{probe.finished.ended}, trains"


def _accepted(target: Target, content: Mapping[str, Any]) -> tuple[bool, str]:
    del content
    text = target.address
    check = acceptance(words := _words(text))
    done = subprocess.run(  # noqa: S603  our own commands, as our report prints them
        check, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["unknown"]
        raise FailsError(f"`{text}` is not accepted: {last[0]}")
    if check[-1] == "--help" and (unknown := _options(words) - _options(done.stdout)):
        raise FailsError(f"`{text}` is not accepted: unknown {min(unknown)}")
    return True, "accepted"


def _options(text: str | list[str]) -> set[str]:
    """Return the options in a help, or those of a command; an adapter's own are behind ``--``."""
    if isinstance(text, list):
        own = text[: text.index("--")] if "--" in text else text
        text = " ".join(own)
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def acceptance(words: list[str]) -> list[str]:
    """Return the command that tells whether another would be accepted, without its work; pure.

    Raises
    ------
    FailsError
        If nobody knows a command of this form.
    """
    match words:
        case ["pytest", *rest] if "--benchmark" in rest:
            # An interrupted run may not be there; the option itself is tested elsewhere.
            kept = [word for word in rest if word != "--resume"]
            return [sys.executable, "-m", "pytest", *kept, "--collect-only", "-q"]
        case ["python", "-c", _]:
            return [sys.executable, *words[1:]]
        case ["make", target]:
            # A dry run would accept the name of any file that is there.
            return ["grep", "--quiet", f"^{re.escape(target)}:", "Makefile"]
        case ["python", "-m", "report", *_]:
            return [sys.executable, "-m", "report", "--help"]
        case ["python", "-m", "benchmarks", command, *_]:
            return [sys.executable, "-m", "benchmarks", command, "--help"]
        case ["pip", "install", *names] if names:
            # Installing would change what is measured here.
            return [sys.executable, "-m", "pip", "--version"]
    raise FailsError(f"nobody knows how to verify `{shlex.join(words)}`")


_RUN: dict[str, Callable[[Target, Mapping[str, Any]], tuple[bool, str]]] = {
    "cell": _cell,
    "claim": _claim,
    "example": _example,
    "accepted": _accepted,
}


def choose(
    content: Mapping[str, Any],
    *,
    sample: int | None = None,
    seed: int = 0,
    folder: Path = PAGES,
) -> tuple[list[Target], list[str]]:
    """Return the targets of all printed commands, or of a sample, and the commands without any.

    A sampled command with placeholders is about one of its cells, chosen by the same seed.
    """
    chance = random.Random(seed)  # noqa: S311  a repeatable choice, no secret
    found = commands(folder)
    if sample is not None:
        found = chance.sample(found, min(sample, len(found)))
    owned = owners(content)
    chosen: dict[Target, None] = {}
    lost: list[str] = []
    for command in found:
        try:
            about = targets(command, content, owned)
        except ConfigbenchError as error:
            place = f"{command.page}:{command.line}"
            lost.append(f"{place}: `{command.text}` {error}")
            continue
        chosen |= dict.fromkeys(about if sample is None else [chance.choice(about)])
    return list(chosen), lost


def published(folder: Path = PAGES) -> dict[str, Any]:
    """Return the results of a report, those of other interpreters among them.

    Raises
    ------
    UserError
        As :func:`benchmarks.results.load`.
    """
    file = folder / results.FILE.name
    others = {path.stem: results.load(path) for path in results.elsewhere(file)}
    return results.load(file) | {_ELSEWHERE: others}


def verify(*, sample: int | None = None, seed: int = 0, folder: Path = PAGES) -> Counts:
    """Run all printed commands or a sample again, telling each; return the counts."""
    content = published(folder)
    chosen, lost = choose(content, sample=sample, seed=seed, folder=folder)
    counts = Counts()
    for sentence in lost:
        counts.of["FAILS"] += 1
        print(f"FAILS {sentence}", flush=True)
    clock = time.monotonic()
    for number, target in enumerate(chosen, 1):
        word, sentence = run(target, content)
        counts.of[word] += 1
        print(f"[{number}/{len(chosen)}] {target}: {word}", flush=True)
        if word != "as published":
            print(f"    {sentence}", flush=True)
    print(f"{counts} in {time.monotonic() - clock:.0f} s")
    return counts
