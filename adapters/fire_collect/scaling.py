"""A program with any number of settings, as it is written with a dictionary that Fire fills."""

Sections = dict[str, dict[str, object]]

#: What a hand-written line answers for: the library has no such thing.
BY_HAND: tuple[str, ...] = ()


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    keys = {
        key: value for settings in sections.values() for key, value in settings.items()
    }
    lines = [
        "import fire",
        "",
        "",
        "def declare(",
        "    *,",
        *(f"    {key}: {type(v).__name__} = {v!r}," for key, v in keys.items()),
        "):",
        '    """Run.',
        "",
        "    Args:",
        *(f"        {key}: what {key} does" for key in keys),
        '    """',
        "    return locals()",
        "",
        "",
        "cfg = fire.Fire(declare, serialize=lambda _: None)",
        use,
        "",
    ]
    return {"program.py": "\n".join(lines)}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    return f"cfg[{key!r}]"


def words(section: str, key: str, value: object) -> list[str]:
    """Return the words that set a setting, not a bool, from the command line."""
    return [f"--{key}={value}"]


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": f"cfg[{key!r}]",
        "write": f"cfg[{key!r}] = {value!r}",
        "to_dict": "dict(cfg)",
        "deepcopy": "copy.deepcopy(cfg)",
    }
