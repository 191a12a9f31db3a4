"""A program with any number of settings, as it is written with EasyDict and a YAML file."""

import json

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND = ("help", "override")

_PROGRAM = """\
import argparse
import sys
from ast import literal_eval
from pathlib import Path

import yaml
from easydict import EasyDict


def merge(new, cfg, path=""):
    for key, value in new.items():
        if key not in cfg:
            sys.exit(f"unknown key {path + str(key)!r}")
        old = cfg[key]
        if isinstance(old, EasyDict) and isinstance(value, EasyDict):
            merge(value, old, f"{path}{key}.")
        elif type(value) is type(old):
            cfg[key] = value
        else:
            sys.exit(f"{path}{key} is {value!r}, expected {type(old).__name__}")


def parse(words):
    if len(words) % 2:
        sys.exit(f"{words[-1]!r} has no value: settings are KEY VALUE pairs")
    cfg = EasyDict()
    for path, text in zip(words[::2], words[1::2], strict=True):
        try:
            value = literal_eval(text)
        except (ValueError, SyntaxError):
            value = text
        *sections, key = path.split(".")
        target = cfg
        for section in sections:
            target = target.setdefault(section, EasyDict())
        target[key] = value
    return cfg


def to_dict(cfg):
    return {
        key: to_dict(value) if isinstance(value, EasyDict) else value
        for key, value in cfg.items()
    }


parser = argparse.ArgumentParser(epilog="All settings: default.yaml")
parser.add_argument("settings", nargs=argparse.REMAINDER, metavar="KEY VALUE")
args = parser.parse_args()
text = (Path(__file__).parent / "default.yaml").read_text(encoding="utf-8")
cfg = EasyDict(yaml.safe_load(text))
merge(parse(args.settings), cfg)
"""


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines: list[str] = []
    for section, settings in sections.items():
        lines.append(f"{section}:")
        # JSON's spelling of a number, a plain word or a bool is YAML's.
        lines += [f"  {key}: {json.dumps(value)}" for key, value in settings.items()]
    return {"program.py": f"{_PROGRAM}{use}\n", "default.yaml": "\n".join([*lines, ""])}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"cfg.{section}.{key}"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return [f"{section}.{key}", str(value)]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": f"cfg.{section}.{key}",
        "write": f"cfg.{section}.{key} = {value!r}",
        "to_dict": "to_dict(cfg)",
        "deepcopy": "copy.deepcopy(cfg)",
    }
