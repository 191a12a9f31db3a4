"""What is wrong in a YAML file: by itself, and by what the program makes of it."""

import re
from collections.abc import Iterator
from typing import Any

from configbench.audit.rules.reading import number as float_of
from configbench.errors import nearest
from configbench.lint import beside
from configbench.lint.model import Edit, Found
from configbench.lint.yamls import classes
from configbench.lint.yamls.documents import Document, Entry
from configbench.lint.yamls.loading import Built, Loaded
from configbench.yamls import scalars

#: What does not convert what it is given.
_TAKES_ANY = {("dataclass", "call")}


def by_itself(document: Document) -> Iterator[Found]:
    """Yield keys that stand twice."""
    for first, again in document.duplicates():
        name = ".".join(again.path)
        yield document.found(
            "CB107",
            again.key,
            f"{name} stands here again, after line {first.key.start_mark.line + 1}: PyYAML takes "
            "the last one without a word, ruamel.yaml and OmegaConf refuse the file",
            cause="duplicate key",
            settings=(name,),
        )


def loaded(document: Document, by: Loaded) -> Iterator[Found]:
    """Yield what is wrong of a file that a program loads."""
    if by.is_open:
        return
    if not by.omegaconf:
        for path, node in by.numbers.items():
            line = f"{by.module.file}:{getattr(node, 'lineno', 0)}"
            yield from _numbers(document, path, f"is a number to {line}", by)
    for each in by.built:
        yield from _built(document, by, each)


def _numbers(
    document: Document, path: tuple[str, ...], why: str, by: Loaded
) -> Iterator[Found]:
    *section, name = path or ("",)
    for entry in document.entries(document.section(tuple(section)), tuple(section)):
        if entry.key.value == name and entry.plain is not None:
            yield from _number_as_text(document, entry, why, by)


def _number_as_text(
    document: Document, entry: Entry, why: str, by: Loaded
) -> Iterator[Found]:
    word = entry.plain
    if word is None or scalars.number(word) is None or scalars.read(word) != word:
        return
    name = ".".join(entry.path)
    if _is_converted(by, entry.path[-1]):
        return
    yield document.found(
        "CB201",
        entry.value,
        f"{name}: {word} arrives as text, for YAML 1.1 as PyYAML reads it wants "
        f"{scalars.spelt(word)}; it {why}",
        cause="YAML 1.1",
        settings=(name,),
        mend=_mend(entry, scalars.spelt(word)),
        confirm=by.module.confirm,
    )


def _is_converted(by: Loaded, name: str) -> bool:
    """Whether the program seems to make a number of what has this name."""
    pattern = re.compile(
        rb"\b(?:float\w*|int\w*|Decimal|eval)\(\s*[^()\n]*\b"
        + re.escape(name.encode("utf-8", "replace"))
        # All may be converted, one after the other.
        + rb"\b|\bfields\(|\bsetattr\("
    )
    own = by.module.text.text.encode("utf-8", "replace")
    return bool(pattern.search(own)) or beside.mentions(
        by.module.file, by.module.tree.module, pattern
    )


# -- what a class is made of ----------------------------------------------------------------------


def _built(document: Document, by: Loaded, built: Built) -> Iterator[Found]:
    made = classes.named(by.module, built.by)
    section = document.section(built.path)
    if made is None or not _fits(made.kind, built.how):
        return
    entries = [*document.entries(section, built.path)]
    # What comes from elsewhere is not looked for.
    if not entries or any(each.key.value == "<<" for each in entries):
        return
    for entry in entries:
        if entry.key.value in made.fields:
            yield from _typed(document, entry, made, built.how, by)
        elif made.fields:
            yield _unknown(document, entry, made, built.how, by)


def _fits(kind: str, how: str) -> bool:
    """Whether a class of this kind is made so."""
    if how == "pydantic":
        return kind == "pydantic"
    return kind == "dataclass" or how == "call"


def _unknown(
    document: Document, entry: Entry, made: classes.Class, how: str, by: Loaded
) -> Found:
    name = ".".join(entry.path)
    close = nearest(str(entry.key.value), made.fields)
    dropped = how == "dacite" or made.kind == "pydantic"
    fate = "is dropped without a word" if dropped else "ends the program"
    return document.found(
        "CB103" if dropped else "CB111",
        entry.key,
        f"{name} is no field of {made.name} ({made.where}){close}, and {fate}",
        cause="unknown key",
        settings=(name,),
        confirm=by.module.confirm,
    )


def _typed(
    document: Document, entry: Entry, made: classes.Class, how: str, by: Loaded
) -> Iterator[Found]:
    """Yield a word that YAML reads as another type than the field's, where nothing refuses it."""
    word, type_ = entry.plain, made.fields[str(entry.key.value)]
    if (
        word is None
        or "${" in word
        or (made.kind, how) not in {*_TAKES_ANY, ("dataclass", "omegaconf")}
    ):
        return
    declared = f"{made.name}.{entry.key.value} is declared {type_}"
    if type_ in {"int", "float"} and how == "call":
        yield from _number_as_text(document, entry, f"is {type_} in {made.where}", by)
    value = scalars.read(word, omegaconf=by.omegaconf)
    if type_ == "str":
        shown = _shown(value, omegaconf=how == "omegaconf")
        if value is None or isinstance(value, str) or shown == repr(word):
            return
        mend = _mend(entry, f'"{word}"')
    elif type_ in {"int", "float"} and isinstance(value, int | float):
        if isinstance(value, bool) or not _is_another(word, value):
            return
        shown, mend = repr(value), ()
    else:
        return
    name = ".".join(entry.path)
    yield document.found(
        "CB102",
        entry.value,
        f"{name}: {word} arrives as {shown}, and {declared} ({made.where})",
        cause=f"YAML 1.1: {type_}",
        settings=(name,),
        mend=mend,
        confirm=by.module.confirm,
    )


def _is_another(word: str, value: float) -> bool:
    """Whether a number is read otherwise than everybody reads it: ``012``, ``12:30``."""
    if ":" in word:
        return True
    plain = word.replace("_", "").lstrip("+-")
    return plain.isdigit() and plain.startswith("0") and float_of(word) != value


def _shown(value: scalars.Scalar, *, omegaconf: bool) -> str:
    if isinstance(value, scalars.Date):
        return f"the date {value.text}"
    # It makes a text of what YAML has read.
    return repr(str(value)) if omegaconf else repr(value)


def _mend(entry: Entry, text: str) -> tuple[Edit, ...]:
    mark: Any = entry.value
    return (Edit(mark.start_mark.index, mark.end_mark.index, text),)
