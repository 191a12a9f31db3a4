"""A program with any number of settings, as it is written with HfArgumentParser."""

Sections = dict[str, dict[str, object]]


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines = [
        "from dataclasses import asdict, dataclass, field",
        "",
        "from transformers import HfArgumentParser",
    ]
    for section, settings in sections.items():
        lines += ["", "", "@dataclass", f"class {section.title()}:"]
        lines += [f"    _argument_group_name = {section!r}", ""]
        for key, value in settings.items():
            lines.append(
                f"    {key}: {type(value).__name__} = field("
                f"default={value!r}, metadata={{'help': 'what {key} does'}})"
            )
    kinds = "".join(f"{section.title()}, " for section in sections)
    targets = "".join(f"{section}, " for section in sections)
    lines += [
        "",
        "",
        f"cfg = HfArgumentParser(({kinds})).parse_args_into_dataclasses()",
        f"({targets}) = cfg",
        use,
        "",
    ]
    return {"program.py": "\n".join(lines)}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"{section}.{key}"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return [f"--{key}", str(value)]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "setup": f"{section} = next(each for each in cfg if hasattr(each, {key!r}))",
        "read": f"{section}.{key}",
        "write": f"{section}.{key} = {value!r}",
        "to_dict": "[asdict(each) for each in cfg]",
        "deepcopy": "copy.deepcopy(cfg)",
    }
