"""Claims about YAML: C9 to C13.  Each loader reads the same pieces in a process of its own."""

from typing import Any

from benchmarks import registry
from benchmarks.claims.look import Code, Facts, Look
from benchmarks.environments import Environment

#: YAML 1.1, YAML 1.1 with a rule for floats of its own, YAML 1.2; and Hydra's command line.
DOCUMENTS = ("PyYAML", "OmegaConf", "ruamel.yaml")
LOADERS = (*DOCUMENTS, "Hydra")

#: The rows that have these loaders.
_ROWS = {"PyYAML": "easydict", "OmegaConf": "omegaconf", "Hydra": "hydra"}

#: Where the loader lies that no row has.
_TOOLS = Environment.of(()).tools

#: Strings in a reader's eyes that look like something else.
LOOKALIKES = ("no", "on", "012", "0x10", "1_000", "1:30", "1e3", "2024-02-29")
PLAIN = ("asset/", "train_data.csv", "two words", "LSTM")

Read = dict[str, Any]


def _read(look: Look, loader: str, texts: tuple[str, ...]) -> dict[str, Read]:
    """Return what a loader makes of ``a: text``; Hydra reads ``a=text``."""
    sign = "=" if loader == "Hydra" else ": "
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
    """What becomes of words without quotes."""
    found = {loader: _read(look, loader, LOOKALIKES + PLAIN) for loader in LOADERS}
    changed = {
        loader: [w for w in LOOKALIKES if reads[w].get("type") not in _TEXT]
        for loader, reads in found.items()
    }
    return {
        "words": len(LOOKALIKES),
        "plain": list(PLAIN),
        "changed": changed,
        "kept": all(
            reads[w].get("type") in _TEXT for reads in found.values() for w in PLAIN
        ),
    }


def judge_c9(facts: Facts) -> dict[str, bool]:
    """Plain words, and words that look like something else."""
    return {
        "plain words stay strings in every loader": facts["kept"],
        "so do words that look like a number, a time, a date or a boolean": not any(
            facts["changed"].values()
        ),
    }


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


def judge_c10(facts: Facts) -> dict[str, bool]:
    """A statement for each loader."""
    return {
        f"{loader} reads 1e-3 as a number": number
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


def judge_c11(facts: Facts) -> dict[str, bool]:
    """The four words, and null."""
    each = facts["booleans"].values()
    return {
        "True, true, False and false are booleans in every loader": all(
            set(_BOOLEANS) <= set(words) for words in each
        ),
        "null is a boolean in some loader": any("null" in words for words in each),
    }


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


def judge_c12(facts: Facts) -> dict[str, bool]:
    """A statement for each loader."""
    return {
        f"{loader} loads a file that is indented by a tab": loads
        for loader, loads in facts["loads"].items()
    }


_SAMPLES = "benchmarks/claims/article"


def measure_c13(look: Look) -> Facts:
    """The printed sample, and its two least mends."""
    names = {"printed": "sample", "quoted": "sample_mended", "block": "sample_block"}
    files = [f"@{_SAMPLES}/{name}.yaml" for name in names.values()]
    facts: Facts = {each: {} for each in names}
    resolved: dict[str, dict[str, bool]] = {each: {} for each in names}
    for loader in DOCUMENTS:
        for key, read in zip(names, _load(look, loader, *files), strict=True):
            if "error" in read:
                facts[key][loader], resolved[key][loader] = shown(read), False
                continue
            last = read["value"]["hidden_dim"][-1]
            facts[key][loader] = repr(last)
            resolved[key][loader] = last == read["value"]["num_classes"]
    return {**facts, "resolved": resolved}


def judge_c13(facts: Facts) -> dict[str, bool]:
    """As printed in any loader, and as mended in each."""
    resolved = facts["resolved"]
    return {
        "some loader resolves the reference in the sample as printed": any(
            resolved["printed"].values()
        ),
        **{
            f"{loader} resolves it in a list in quotes or in block form": (
                resolved["quoted"][loader] or resolved["block"][loader]
            )
            for loader in resolved["printed"]
        },
    }


CLAIMS: Code = {
    "C9": (measure_c9, judge_c9),
    "C10": (measure_c10, judge_c10),
    "C11": (measure_c11, judge_c11),
    "C12": (measure_c12, judge_c12),
    "C13": (measure_c13, judge_c13),
}
