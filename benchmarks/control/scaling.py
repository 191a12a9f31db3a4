"""A program with any number of settings without any configuration: literals, read one by one."""

Sections = dict[str, dict[str, object]]


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines = [
        f"    {section!r}: {settings!r}," for section, settings in sections.items()
    ]
    return {"program.py": "\n".join(["cfg = {", *lines, "}", use, ""])}


def read(section: str, key: str, value: object) -> str:
    """Return the expression that reads a setting, with its type."""
    del value
    return f"cfg[{section!r}][{key!r}]"


def words(section: str, key: str, value: object) -> list[str]:
    """Return no words: a literal cannot be set from the command line."""
    del section, key, value
    return []


def hot(section: str, key: str, value: object) -> dict[str, str]:
    """Return the statements that read, write, export and copy; the config is ``cfg``."""
    return {
        "read": f"cfg[{section!r}][{key!r}]",
        "write": f"cfg[{section!r}][{key!r}] = {value!r}",
        "to_dict": "{name: dict(settings) for name, settings in cfg.items()}",
        "deepcopy": "copy.deepcopy(cfg)",
    }
