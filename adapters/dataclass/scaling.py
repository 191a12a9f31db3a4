"""A program with any number of settings, as it is written with dataclasses."""

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND = ("help", "override")

_HEAD = """\
import argparse
from dataclasses import asdict, dataclass, field, fields, replace
"""

_LOAD = """\


FLAGS = {
    int: {"type": int},
    float: {"type": float},
    bool: {"action": argparse.BooleanOptionalAction},
    str: {"type": str},
}


def build_parser(config):
    parser = argparse.ArgumentParser(
        formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    for section in fields(config):
        part = getattr(config, section.name)
        for each in fields(part):
            parser.add_argument(
                f"--{section.name}.{each.name}",
                **FLAGS[each.type],
                default=getattr(part, each.name),
                help=each.metadata["help"],
            )
    return parser


def load():
    config = Config()
    settings = {}
    for name, value in vars(build_parser(config).parse_args()).items():
        section, _, key = name.partition(".")
        settings.setdefault(section, {})[key] = value
    parts = {
        section: replace(getattr(config, section), **values)
        for section, values in settings.items()
    }
    return replace(config, **parts)


cfg = load()
"""


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines = [_HEAD]
    for section, settings in sections.items():
        lines += ["", "@dataclass", f"class {section.title()}:"]
        for key, value in settings.items():
            lines.append(
                f"    {key}: {type(value).__name__} = field("
                f"default={value!r}, metadata={{'help': 'what {key} does'}})"
            )
        lines.append("")
    lines += ["", "@dataclass", "class Config:"]
    for section in sections:
        kind = section.title()
        lines.append(f"    {section}: {kind} = field(default_factory={kind})")
    return {"program.py": "\n".join([*lines, _LOAD + use, ""])}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"cfg.{section}.{key}"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return [f"--{section}.{key}", str(value)]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": f"cfg.{section}.{key}",
        "write": f"cfg.{section}.{key} = {value!r}",
        "to_dict": "asdict(cfg)",
        "deepcopy": "copy.deepcopy(cfg)",
    }
