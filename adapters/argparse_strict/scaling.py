"""A program with any number of settings, as it is written with argparse and all its checks."""

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND: tuple[str, ...] = ()


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines = [
        "import argparse",
        "",
        "parser = argparse.ArgumentParser(",
        "    allow_abbrev=False,",
        "    formatter_class=argparse.ArgumentDefaultsHelpFormatter,",
        ")",
    ]
    for section, settings in sections.items():
        lines.append(f"{section} = parser.add_argument_group({section!r})")
        for key, value in settings.items():
            kind = (
                "action=argparse.BooleanOptionalAction"
                if isinstance(value, bool)
                else f"type={type(value).__name__}"
            )
            lines.append(
                f"{section}.add_argument({_flag(key)!r}, {kind}, default={value!r}, "
                f"help='what {key} does')"
            )
    return {"program.py": "\n".join([*lines, "cfg = parser.parse_args()", use, ""])}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"cfg.{key}"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return [_flag(key), str(value)]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": f"cfg.{key}",
        "write": f"cfg.{key} = {value!r}",
        "to_dict": "dict(vars(cfg))",
        "deepcopy": "copy.deepcopy(cfg)",
    }


def _flag(key: str) -> str:
    return "--" + key.replace("_", "-")
