"""A program with any number of settings, as it is written with OmegaConf and dataclasses."""

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND = ("help",)

_HEAD = """\
import sys
from dataclasses import dataclass, field

from omegaconf import OmegaConf
"""

_LOAD = """\


schema = OmegaConf.structured(Config)
words = OmegaConf.from_cli()
if "--help" in words:
    print(OmegaConf.to_yaml(schema))
    sys.exit()
cfg = OmegaConf.merge(schema, words)
config = OmegaConf.to_object(cfg)
"""


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines = [_HEAD]
    for section, settings in sections.items():
        lines += ["", "@dataclass", f"class {section.title()}:"]
        lines += [
            f"    {key}: {type(v).__name__} = {v!r}" for key, v in settings.items()
        ]
        lines.append("")
    lines += ["", "@dataclass", "class Config:"]
    for section in sections:
        kind = section.title()
        lines.append(f"    {section}: {kind} = field(default_factory={kind})")
    return {"program.py": "\n".join([*lines, _LOAD + use, ""])}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"config.{section}.{key}"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return [f"{section}.{key}={value}"]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": f"cfg.{section}.{key}",
        "write": f"cfg.{section}.{key} = {value!r}",
        "to_dict": "OmegaConf.to_container(cfg, resolve=True)",
        "deepcopy": "copy.deepcopy(cfg)",
    }
