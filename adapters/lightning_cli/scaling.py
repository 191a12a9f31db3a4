"""A program with any number of settings, as it is written with jsonargparse."""

Sections = dict[str, dict[str, object]]


def files(sections: Sections, use: str) -> dict[str, str]:
    """Return the files by name; program.py ends in the statement ``use`` of ``cfg``."""
    lines = [
        "from dataclasses import dataclass",
        "",
        "from docstring_parser import DocstringStyle",
        "from jsonargparse import ArgumentParser, set_parsing_settings",
        "",
        "set_parsing_settings(docstring_parse_style=DocstringStyle.NUMPYDOC)",
    ]
    for section, settings in sections.items():
        lines += ["", "", "@dataclass", f"class {section.title()}:"]
        lines += [f'    """Settings of {section}.', ""]
        lines += ["    Parameters", "    ----------"]
        for key in settings:
            lines += [f"    {key}", f"        what {key} does"]
        lines += ['    """', ""]
        for key, value in settings.items():
            lines.append(f"    {key}: {type(value).__name__} = {value!r}")
    lines += ["", "", "parser = ArgumentParser()"]
    for section in sections:
        lines.append(f'parser.add_argument("--{section}", type={section.title()})')
    lines += ["cfg = parser.parse_args()", use, ""]
    return {"program.py": "\n".join(lines)}


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
        "to_dict": "cfg.as_dict()",
        "deepcopy": "copy.deepcopy(cfg)",
    }
