"""A program with any number of settings, as it is written with configparser."""

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND = ("help", "override")

_PROGRAM = """\
import argparse
import configparser
from pathlib import Path

parser = argparse.ArgumentParser(epilog="All settings: default.ini")
parser.add_argument("settings", nargs="*", metavar="SECTION.KEY=VALUE")
args = parser.parse_args()
cfg = configparser.ConfigParser()
with (Path(__file__).parent / "default.ini").open(encoding="utf-8") as file:
    cfg.read_file(file)
for setting in args.settings:
    name, equals, value = setting.partition("=")
    section, _, key = name.rpartition(".")
    if not equals:
        parser.error(f"{setting!r}: expected SECTION.KEY=VALUE")
    if not cfg.has_option(section, key):
        parser.error(f"unknown key {name!r}")
    cfg.set(section, key, value)
"""

_GET = {int: "getint", float: "getfloat", bool: "getboolean", str: "get"}


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines: list[str] = []
    for section, settings in sections.items():
        lines.append(f"[{section}]")
        for key, value in settings.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            lines.append(f"{key} = {text}")
        lines.append("")
    return {"program.py": f"{_PROGRAM}{use}\n", "default.ini": "\n".join(lines)}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"cfg.{_GET[type(value)]}({section!r}, {key!r})"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return [f"{section}.{key}={value}"]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": read(section, key, value),
        "write": f"cfg.set({section!r}, {key!r}, {str(value)!r})",
        "to_dict": "{name: dict(cfg[name]) for name in cfg.sections()}",
        "deepcopy": "copy.deepcopy(cfg)",
    }
