"""A program with any number of settings, as it is written with argparse_dataclass."""

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND: tuple[str, ...] = ()


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines = [
        "from dataclasses import asdict, dataclass, field",
        "",
        "from argparse_dataclass import ArgumentParser",
        "",
        "",
        "@dataclass",
        "class Options:",
    ]
    for section, settings in sections.items():
        lines.append(f"    # {section}")
        for key, value in settings.items():
            lines.append(
                f"    {key}: {type(value).__name__} = field("
                f"default={value!r}, metadata={{'help': 'what {key} does'}})"
            )
    lines += ["", "", "cfg = ArgumentParser(Options).parse_args()", use, ""]
    return {"program.py": "\n".join(lines)}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"cfg.{key}"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return ["--" + key.replace("_", "-"), str(value)]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": f"cfg.{key}",
        "write": f"cfg.{key} = {value!r}",
        "to_dict": "asdict(cfg)",
        "deepcopy": "copy.deepcopy(cfg)",
    }
