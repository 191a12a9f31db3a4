"""One config written as JSON and as YAML, by ``json`` and PyYAML: what a reader and a diff see.

Usage:
    python benchmarks/claims/programs/two_formats.py configs/easydict/default.yaml
"""

import copy
import difflib
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types


def as_json(config: Any) -> str:
    """Write JSON over several lines."""
    return json.dumps(config, indent=2)


def as_yaml(config: Any) -> str:
    """Write YAML in the order of the keys."""
    text: str = yaml.safe_dump(config, sort_keys=False)
    return text


def values(config: Any) -> int:
    """Count the values of a config, at any depth."""
    if isinstance(config, dict):
        return sum(map(values, config.values()))
    if isinstance(config, list):
        return sum(map(values, config))
    return 1


def marks(text: str) -> int:
    """Count punctuation marks: a dot or sign inside a number and an underscore are none."""
    return len(re.findall(r"[^\w\s]", re.sub(r"[-+]?\d+\.?\d*(e[-+]?\d+)?", "0", text)))


def touched(before: str, after: str) -> int:
    """Count the lines that a diff removes and adds."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return sum(line.startswith(("+ ", "- ")) for line in lines)


def facts(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the same facts of both formats."""
    changed, appended = copy.deepcopy(config), copy.deepcopy(config)
    key = next(key for key, value in config.items() if isinstance(value, int))
    changed[key] += 1
    appended["one_more"] = 1
    unsorted = {"b": 1, "a": 2}
    found = {}
    for name, write, read, plain in (
        ("JSON", as_json, json.loads, json.dumps),
        ("YAML", as_yaml, yaml.safe_load, yaml.safe_dump),
    ):
        text = write(config)
        note = "# a comment\n" + text if name == "YAML" else "// a comment\n" + text
        try:
            comments = read(note) == config
        except ValueError:
            comments = False
        found[name] = {
            "lines": len(text.splitlines()),
            "marks": marks(text),
            "marks a value": round(marks(text) / values(config), 2),
            "diff of a change": touched(text, write(changed)),
            "diff of one more": touched(text, write(appended)),
            "comments": comments,
            "lines by default": len(plain(config).splitlines()),
            "order kept by default": list(read(plain(unsorted))) == list(unsorted),
        }
    return found


if __name__ == "__main__":
    given = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps(facts(given)))
