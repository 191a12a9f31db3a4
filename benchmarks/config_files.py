"""Config files as people write them, in the format of a row: JSON, YAML, INI, TOML; pure.

A file is a list of pairs in the order in which they are written: a key may stand there twice.
"""

import ast
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from benchmarks.literals import Numeral, is_yaml_word, yaml_quoted

#: What stands in a file for the values that have no letters of their own: None, True, False.
Words = Mapping[object, str]


@dataclass(frozen=True)
class Section:
    """Pairs of a key and a value; a value may be a section itself."""

    pairs: tuple[tuple[str, object], ...]


def section(pairs: Sequence[tuple[str, object]]) -> Section:
    """Return pairs whose keys are paths as nested sections, each where it is named first."""
    written: list[tuple[str, object]] = []
    for path, value in pairs:
        head, dot, _ = path.partition(".")
        if not dot:
            written.append((head, value))
        elif head not in dict(written):
            start = f"{head}."
            own = [(p.removeprefix(start), v) for p, v in pairs if p.startswith(start)]
            written.append((head, section(own)))
    return Section(tuple(written))


def _json(content: Section, words: Words) -> str:
    return _json_value(content, words)


def _json_value(value: object, words: Words) -> str:
    match value:
        case None | bool():
            return words[value]
        case Numeral():
            return value if _is_json_number(value) else repr(ast.literal_eval(value))
        case Section(pairs=pairs):
            return _json_pairs(pairs, words)
        case dict():
            return _json_pairs(tuple(value.items()), words)
        case list() | tuple():
            return "[" + ", ".join(_json_value(item, words) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _json_pairs(pairs: tuple[tuple[str, object], ...], words: Words) -> str:
    written = (f"{json.dumps(k)}: {_json_value(v, words)}" for k, v in pairs)
    return "{" + ", ".join(written) + "}"


def _is_json_number(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _yaml(content: Section, words: Words) -> str:
    return "".join(line + "\n" for line in _yaml_lines(content, words))


def _yaml_lines(content: Section, words: Words) -> Iterator[str]:
    for key, value in content.pairs:
        inner = Section(tuple(value.items())) if isinstance(value, dict) else value
        if isinstance(inner, Section):
            yield f"{_yaml_text(key)}:"
            yield from (f"  {line}" for line in _yaml_lines(inner, words))
        else:
            yield f"{_yaml_text(key)}: {_yaml_value(inner, words)}"


def _yaml_value(value: object, words: Words) -> str:
    match value:
        case None | bool():
            return words[value]
        case Numeral():
            return value
        case list() | tuple():
            return "[" + ", ".join(_yaml_item(item, words) for item in value) + "]"
        case float() if not math.isfinite(value):
            return repr(value).replace("nan", ".nan").replace("inf", ".inf")
        case int() | float():
            # A number with an exponent has a dot, or YAML 1.1 takes it for text.
            return re.sub(r"^(-?\d+)e", r"\g<1>.0e", repr(value))
    return _yaml_text(str(value))


def _yaml_item(value: object, words: Words) -> str:
    """Write what stands in brackets, where only words need no quotes."""
    if isinstance(value, str) and not isinstance(value, Numeral):
        return value if is_yaml_word(value) else yaml_quoted(value)
    return _yaml_value(value, words)


def _yaml_text(text: str) -> str:
    """Write text in a line of its own, where a reference to something needs no quotes either."""
    plain = is_yaml_word(text) or re.fullmatch(r"\$\{[\w.:]+\}", text, re.ASCII)
    return text if plain else yaml_quoted(text)


def _ini(content: Section, words: Words) -> str:
    bare = [pair for pair in content.pairs if not isinstance(pair[1], Section)]
    lines = [f"{key} = {_ini_value(value, words)}" for key, value in bare]
    for name, value in content.pairs:
        if isinstance(value, Section):
            flat = [*_ini_flat(value)]
            mappings = {key: item for key, item in flat if isinstance(item, dict)}
            single = [pair for pair in flat if pair[0] not in mappings]
            if single or not mappings:
                lines += [f"[{name}]", *_ini_pairs(single, words)]
            # A section is one level deep: a mapping in one is a section of its own.
            for key, item in mappings.items():
                lines += [f"[{name}.{key}]", *_ini_pairs(item.items(), words)]
    return "".join(line + "\n" for line in lines)


def _ini_flat(content: Section) -> Iterator[tuple[str, object]]:
    for key, value in content.pairs:
        if isinstance(value, Section):
            yield from ((f"{key}.{k}", v) for k, v in _ini_flat(value))
        else:
            yield key, value


def _ini_pairs(pairs: Iterable[tuple[str, object]], words: Words) -> Iterator[str]:
    return (f"{key} = {_ini_value(value, words)}" for key, value in pairs)


def _ini_value(value: object, words: Words) -> str:
    match value:
        case None | bool():
            return words[value]
        case list() | tuple():
            return ", ".join(_ini_value(item, words) for item in value)
    return str(value)


def _toml(content: Section, words: Words) -> str:
    return "".join(line + "\n" for line in _toml_lines(content, words, ""))


def _toml_lines(content: Section, words: Words, inside: str) -> Iterator[str]:
    tables = [pair for pair in content.pairs if isinstance(pair[1], Section)]
    for key, value in content.pairs:
        if not isinstance(value, Section):
            yield f"{_toml_key(key)} = {_toml_value(value, words)}"
    for key, value in tables:
        name = f"{inside}{_toml_key(key)}"
        if isinstance(value, Section):
            yield f"[{name}]"
            yield from _toml_lines(value, words, f"{name}.")


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key, re.ASCII) else json.dumps(key)


def _toml_value(value: object, words: Words) -> str:
    match value:
        case None | bool():
            return words[value]
        case Numeral():
            # A dot stands between digits.
            text = re.sub(r"^([+-]?)\.", r"\g<1>0.", value)
            return re.sub(r"\.(?!\d)", ".0", text)
        case dict():
            pairs = (
                f"{_toml_key(k)} = {_toml_value(v, words)}" for k, v in value.items()
            )
            return "{ " + ", ".join(pairs) + " }"
        case list() | tuple():
            return "[" + ", ".join(_toml_value(item, words) for item in value) + "]"
        case float() if not math.isfinite(value):
            return repr(value)
    # The one character that JSON leaves as it is, and TOML does not.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_JSON_WORDS: Words = MappingProxyType({None: "null", True: "true", False: "false"})
_TEXT_WORDS: Words = MappingProxyType({None: "none", True: "true", False: "false"})

#: The words of each format, where a row has none of its own, and what writes a file in it.
FORMATS: Mapping[str, tuple[Words, Callable[[Section, Words], str]]] = {
    "json": (_JSON_WORDS, _json),
    "yaml": (_JSON_WORDS, _yaml),
    "ini": (_TEXT_WORDS, _ini),
    "toml": (MappingProxyType({**_TEXT_WORDS, None: '"none"'}), _toml),
}
