"""Facts as small text: what repeats is written once.  ``site.js`` unpacks it in a dozen lines.

A dictionary becomes ``[n, value, …]`` with its keys at place ``n`` of a list of key lists; a list
becomes ``[-1, …]``; a text that occurs again becomes ``[-2, n]``; anything else stays.
"""

import json
from collections import Counter
from typing import Any

LIST, TEXT = -1, -2

#: A shorter text costs no more than the reference to it.
_SHORT = 9


def packed(value: Any) -> str:
    """Return a value as JSON: ``{"keys", "texts", "value"}``."""
    counts: Counter[str] = Counter()
    _count(value, counts)
    texts = [text for text, times in counts.items() if times > 1 and len(text) > _SHORT]
    places = {text: place for place, text in enumerate(texts)}
    keys: dict[tuple[str, ...], int] = {}
    made = _pack(value, keys, places)
    return json.dumps(
        {"keys": list(keys), "texts": texts, "value": made},
        ensure_ascii=True,
        separators=(",", ":"),
    )


def unpacked(text: str) -> Any:
    """Return the value again: what ``site.js`` does."""
    content = json.loads(text)
    return _unpack(content["value"], content["keys"], content["texts"])


def _count(value: Any, counts: Counter[str]) -> None:
    if isinstance(value, str):
        counts[value] += 1
    elif isinstance(value, dict):
        for each in value.values():
            _count(each, counts)
    elif isinstance(value, list):
        for each in value:
            _count(each, counts)


def _pack(value: Any, keys: dict[tuple[str, ...], int], places: dict[str, int]) -> Any:
    # Texts are most of what there is, and a list is made sooner than what yields one.
    if isinstance(value, str):
        return [TEXT, places[value]] if value in places else value
    if isinstance(value, dict):
        shape = keys.setdefault(tuple(value), len(keys))
        return [shape, *[_pack(each, keys, places) for each in value.values()]]
    if isinstance(value, list):
        return [LIST, *[_pack(each, keys, places) for each in value]]
    return value


def _unpack(value: Any, keys: list[list[str]], texts: list[str]) -> Any:
    if not isinstance(value, list):
        return value
    kind, *rest = value
    if kind == TEXT:
        return texts[rest[0]]
    inner = [_unpack(each, keys, texts) for each in rest]
    return inner if kind == LIST else dict(zip(keys[kind], inner, strict=True))
