"""A program with any number of settings, as it is written with Hydra and a YAML file."""

import json

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND: tuple[str, ...] = ()

_PROGRAM = """\
import hydra
from omegaconf import OmegaConf


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    {use}


main()
"""


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines: list[str] = []
    for section, settings in sections.items():
        lines.append(f"{section}:")
        # JSON's spelling of a number, a plain word or a bool is YAML's.
        lines += [f"  {key}: {json.dumps(value)}" for key, value in settings.items()]
    return {
        "program.py": _PROGRAM.replace("{use}", use),
        "conf/config.yaml": "\n".join([*lines, ""]),
    }


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"cfg.{section}.{key}"


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
