"""What ``--export-json`` writes, and what ``--baseline`` reads of it."""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from configbench import __version__, escaping
from configbench.errors import UserError
from configbench.timing.measuring import Measured
from configbench.timing.paired import Difference
from configbench.timing.verdicts import Verdict

#: Of the form of the file.
FORMAT = 1

#: Bytes that a baseline may have: samples of many commands are far fewer.
_MOST = 64 * 1024 * 1024

#: No ratio of two commands is as high; quotients of what is in between can be computed.
_HIGHEST = 1e9


def document(
    commands: Mapping[str, str],
    verdicts: Mapping[str, Verdict],
    measured: Measured,
    until: str | None,
) -> str:
    """Return all that was measured as one JSON document.

    Returns
    -------
    str
        An object of ``configbench`` (the version), ``format``, ``commands`` (by letter), ``until``,
        ``machine``, ``seconds``, ``ended``, ``loads``, ``samples`` (by letter ``wall`` and ``cpu``,
        in seconds, a value a round) and ``beside`` (by letter ``ratio`` and ``more`` of the first
        to it, each ``median``, ``low`` and ``high``, and ``different``).
    """
    content = {
        "configbench": __version__,
        "format": FORMAT,
        "commands": dict(commands),
        "until": until,
        "machine": {"platform": platform.platform(), "cores": os.cpu_count()},
        "seconds": round(measured.seconds, 3),
        "ended": measured.ended,
        "loads": list(measured.loads),
        "samples": {
            name: {"wall": own.wall, "cpu": own.cpu}
            for name, own in measured.samples.items()
        },
        "beside": {
            name: {
                "ratio": asdict(each.ratio),
                "more": asdict(each.more),
                "different": each.different,
            }
            for name, each in verdicts.items()
        },
    }
    return f"{escaping.document(content)}\n"


def baseline(
    path: Path, commands: Mapping[str, str], until: str | None
) -> dict[str, Difference]:
    """Return the ratios that an earlier ``--export-json`` of the same commands has written.

    Raises
    ------
    UserError
        If it cannot be read, is of another form, or is of other commands.
    """
    content = _read(path)
    for key, same in (("commands", dict(commands)), ("until", until)):
        if content.get(key) != same:
            raise UserError(
                f"{path}: is of {key} {json.dumps(content.get(key))[:200]}, expected "
                f"{json.dumps(same)[:200]}: only ratios of the same can be compared"
            )
    return {name: _ratio(path, content, name) for name in list(commands)[1:]}


def _read(path: Path) -> dict[str, Any]:
    wanted = "expected a file that --export-json has written"
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_MOST))
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or error
        raise UserError(f"{path}: cannot be read: {why}; {wanted}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UserError(f"{path}: is of another form; {wanted}, format {FORMAT}")
    return content


def _ratio(path: Path, content: Mapping[str, Any], name: str) -> Difference:
    try:
        stored = content["beside"][name]["ratio"]
        low, median, high = (stored[key] for key in ("low", "median", "high"))
        sound = all(type(each) in {int, float} for each in (low, median, high))
        sound = sound and 1 / _HIGHEST < low <= median <= high < _HIGHEST
        told = content["beside"][name]["different"] is not None
    except (LookupError, TypeError):
        sound = told = False
    if sound and not told:
        raise UserError(f"{path}: has too few rounds to be a baseline: measure longer")
    if not sound:
        raise UserError(
            f"{path}: beside.{name}.ratio: expected low, median and high, numbers above "
            f"{1 / _HIGHEST:g} and below {_HIGHEST:g} in this order"
        )
    return Difference(median, low, high)
