"""Claims about YAML: C9 to C13.  Each loader reads the same pieces in a process of its own."""

from typing import Any

from benchmarks import registry
from benchmarks.claims.look import Code, Facts, Look
from benchmarks.claims.statements import Statement, every, some
from benchmarks.environments import Environment

#: Hydra has two grammars: that of a file, which OmegaConf's loader reads, and that of its command
#: line.  Both are asked, and each statement says which.
FILE, WORDS = "Hydra (a file)", "Hydra (its command line)"

#: YAML 1.1, YAML 1.1 with a rule for floats of its own, YAML 1.2; and Hydra, both ways.
DOCUMENTS = ("PyYAML", "OmegaConf", "ruamel.yaml", FILE)
LOADERS = (*DOCUMENTS, WORDS)

#: The rows that have these loaders.
_ROWS = {"PyYAML": "easydict", "OmegaConf": "omegaconf", FILE: "hydra", WORDS: "hydra"}

#: Where the loader lies that no row has.
_TOOLS = Environment.of(()).tools

#: Strings in a reader's eyes that look like something else.
LOOKALIKES = ("no", "on", "012", "0x10", "1_000", "1:30", "1e3", "2024-02-29")
PLAIN = ("asset/", "train_data.csv", "two words", "LSTM")

Read = dict[str, Any]


def _read(look: Look, loader: str, texts: tuple[str, ...]) -> dict[str, Read]:
    """Return what a loader makes of ``a: text``; Hydra's command line reads ``a=text``."""
    sign = "=" if loader == WORDS else ": "
    found = _load(look, loader, *(f"a{sign}{text}" for text in texts))
    return dict(zip(texts, found, strict=True))


def _load(look: Look, loader: str, *documents: str) -> list[Read]:
    row = _ROWS.get(loader)
    where = registry.find(row).environment if row else _TOOLS
    return look.program(where, "load_yaml.py", loader, *documents)


def shown(read: Read) -> str:
    """Return a value with its type, or the kind of the error; pure."""
    if "error" in read:
        return str(read["error"]).partition(":")[0]
    return f"{read['value']!r} ({read['type']})"


#: Types of a text: Hydra's own counts, for it arrives in the config as a str.
_TEXT = {"str", "QuotedString"}


def measure_c9(look: Look) -> Facts:
    """What becomes of words without quotes, loader by loader."""
    found = {loader: _read(look, loader, LOOKALIKES + PLAIN) for loader in LOADERS}
    kept = {
        loader: {word: read.get("type") in _TEXT for word, read in reads.items()}
        for loader, reads in found.items()
    }
    return {
        "words": len(LOOKALIKES),
        "plain": list(PLAIN),
        "changed": {
            loader: [word for word in LOOKALIKES if not words[word]]
            for loader, words in kept.items()
        },
        "kept": all(words[word] for words in kept.values() for word in PLAIN),
        "strings": kept,
    }


def judge_c9(facts: Facts) -> dict[str, Statement]:
    """Plain words, and words that look like something else, of each loader."""
    said = {}
    for loader, kept in facts["strings"].items():
        plain = {word: kept[word] for word in kept if word in PLAIN}
        others = {word: kept[word] for word in kept if word not in PLAIN}
        said[f"{loader}: plain words stay strings"] = every(plain, "word")
        said[
            f"{loader}: words that look like a number, a time, a date or a boolean stay strings"
        ] = every(others, "word")
    return said


def measure_c10(look: Look) -> Facts:
    """An exponent without a dot, and with one."""
    found = {loader: _read(look, loader, ("1e-3", "1.0e-3")) for loader in LOADERS}
    return {
        "read": {loader: shown(reads["1e-3"]) for loader, reads in found.items()},
        "dotted": {loader: shown(reads["1.0e-3"]) for loader, reads in found.items()},
        "numbers": {
            loader: reads["1e-3"].get("type") == "float"
            for loader, reads in found.items()
        },
    }


def judge_c10(facts: Facts) -> dict[str, Statement]:
    """A statement for each loader."""
    return {
        f"{loader} reads 1e-3 as a number": Statement(number)
        for loader, number in facts["numbers"].items()
    }


_BOOLEANS = ("True", "true", "False", "false")
_ENGLISH = ("yes", "no", "on", "off")


def measure_c11(look: Look) -> Facts:
    """Which words are booleans, loader by loader."""
    texts = (*_BOOLEANS, "null", *_ENGLISH)
    found = {loader: _read(look, loader, texts) for loader in LOADERS}
    booleans = {
        loader: [text for text in texts if reads[text].get("type") == "bool"]
        for loader, reads in found.items()
    }
    return {
        "booleans": booleans,
        "null": {loader: shown(reads["null"]) for loader, reads in found.items()},
        "yes": [each for each in LOADERS if set(_ENGLISH) <= set(booleans[each])],
        "text": [each for each in LOADERS if not set(_ENGLISH) & set(booleans[each])],
    }


def judge_c11(facts: Facts) -> dict[str, Statement]:
    """The four words, and null, of each loader."""
    said = {}
    for loader, words in facts["booleans"].items():
        said[f"{loader}: True, true, False and false are booleans"] = every(
            {word: word in words for word in _BOOLEANS}, "word"
        )
        said[f"{loader}: null is a boolean"] = Statement("null" in words)
    return said


def measure_c12(look: Look) -> Facts:
    """A tab as indentation."""
    tab: dict[str, str] = {}
    spaces: dict[str, str] = {}
    for loader in DOCUMENTS:
        one, two = _load(look, loader, "a:\\n\\tb: 1", "a:\\n b: 1")
        tab[loader], spaces[loader] = shown(one), shown(two)
    return {
        "tab": tab,
        "spaces": spaces,
        "loads": {name: "Error" not in said for name, said in tab.items()},
    }


def judge_c12(facts: Facts) -> dict[str, Statement]:
    """A statement for each loader."""
    return {
        f"{loader} loads a file that is indented by a tab": Statement(loads)
        for loader, loads in facts["loads"].items()
    }


_SAMPLES = "benchmarks/claims/article"

#: Spellings of a list with a reference in it: as the article prints it, and its two least mends.
_LISTS = {
    "flow": "[64, 128, 128, ${n}]",
    "quoted": '[64, 128, 128, "${n}"]',
    "block": "\\n - 64\\n - 128\\n - 128\\n - ${n}",
}


def measure_c13(look: Look) -> Facts:
    """A reference as a value and in a list; the printed sample is told beside it."""
    facts: Facts = {"printed": {}, **{each: {} for each in ("value", *_LISTS)}}
    resolved: dict[str, dict[str, bool]] = {}
    for loader in DOCUMENTS:
        (sample,) = _load(look, loader, f"@{_SAMPLES}/sample.yaml")
        facts["printed"][loader] = shown(sample)
        texts = {"value": "${n}", **_LISTS}
        found = _load(look, loader, *(f"n: 2\\na: {text}" for text in texts.values()))
        resolved[loader] = {}
        for key, read in zip(texts, found, strict=True):
            if "error" in read:
                facts[key][loader], resolved[loader][key] = shown(read), False
                continue
            a = read["value"]["a"]
            last = a if key == "value" else a[-1]
            facts[key][loader], resolved[loader][key] = repr(last), last == 2  # noqa: PLR2004  n
    return {**facts, "resolved": resolved}


def judge_c13(facts: Facts) -> dict[str, Statement]:
    """Another key, and inside a list too, of each loader.

    That the sample has a key twice besides is not what the claim says.
    """
    said = {}
    for loader, ways in facts["resolved"].items():
        lists = {way: so for way, so in ways.items() if way != "value"}
        said[f"{loader}: ${{name}} refers to another key"] = Statement(ways["value"])
        said[f"{loader}: ${{name}} does so inside a list, in some spelling"] = some(
            lists, "spelling"
        )
        said[
            f"{loader}: ${{name}} does so in the flow list that the article prints"
        ] = Statement(ways["flow"])
    return said


CLAIMS: Code = {
    "C9": (measure_c9, judge_c9),
    "C10": (measure_c10, judge_c10),
    "C11": (measure_c11, judge_c11),
    "C12": (measure_c12, judge_c12),
    "C13": (measure_c13, judge_c13),
}
