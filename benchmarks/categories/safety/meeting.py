"""A row meets a canary: in a saved config of its own, as a name, or on the command line."""

import os
import re

from benchmarks import core, rerun, running
from benchmarks.categories.safety.canaries import Canary
from benchmarks.categories.safety.judging import Landed, Met
from benchmarks.dialect import Dialect, load
from benchmarks.errors import NotApplicableError, ProgramError
from benchmarks.judging import at
from benchmarks.registry import Adapter
from benchmarks.rerun import carry, files_of, name_in
from benchmarks.running import Manner, typed_command
from benchmarks.texts import short
from benchmarks.values import show
from configbench.foreign import shown
from configbench.process import MIB, Limits
from configbench.workplace import Workplace, workplace

#: A restored run takes a quarter of a second at most, and no file of more than some kilobytes.
LIMITED = Manner(limits=Limits(seconds=4, memory=1024 * MIB, file_size=16 * MIB))

#: Endings by which a format goes as well.
OTHERWISE = {"yml": "yaml", "cfg": "ini", "conf": "ini"}

#: The value whose text a canary replaces in a saved config.
PLACE = "canaryplace"


def meet(row: Adapter, canary: Canary) -> Met | Landed:
    """Let a row meet one canary.

    Raises
    ------
    NotApplicableError
        If the row's files have no place for it.
    ProgramError
        If the row does not run, or saves nothing, without the canary.
    """
    dialect = load(row)
    with workplace() as place:
        if canary.secret is not None:
            return _tell(row, dialect, canary.secret, place)
        marker = place.base / "marker"
        if canary.marker == "there":
            marker.touch()
        before = marker.exists()
        lay_out = _choose if canary.choice else _plant
        words, planted = lay_out(row, dialect, canary.armed(marker), place)
        probe = running.probe(row, words, place, LIMITED)
        setting = core.MODEL if canary.choice else core.LABEL
        value = at(probe.reached[0], setting) if probe.reached else None
        text = show(value) if value else None
        # The variables of a run hold nothing secret; its home is a path that no other run has.
        asked = str(place.home) if canary.reads == "HOME" else canary.arrives
        return Met(
            probe,
            touched=marker.exists() != before,
            arrived=text,
            read=asked is not None and asked in (text or ""),
            command=typed_command(row, words),
            planted=planted,
            places={str(marker): "MARKER", str(place.base): "/PLACE"},
        )


def _plant(
    row: Adapter, dialect: Dialect, canary: Canary, place: Workplace
) -> tuple[list[str], str]:
    """Put a canary into a saved config; return the words that restore it, and what stands there."""
    with workplace() as first:
        running.probe(row, dialect.words({core.LABEL: PLACE}), first)
        try:
            saved = carry(dialect, first, place)
        except ProgramError as error:
            # It was no refusal of the canary.
            raise ProgramError(str(error)) from error
    holding = [f for f in files_of(saved.path) if PLACE.encode() in rerun.content(f)]
    if not holding:
        sentence = "the saved config is no text that a canary could be put into"
        raise NotApplicableError(sentence)
    path = holding[0]
    if canary.file is not None:
        path.write_text(canary.file, encoding="utf-8")
        return dialect.restore(saved.path), canary.file
    ending = path.suffix.removeprefix(".")
    suffix = OTHERWISE.get(ending, ending)
    if reason := no_place(canary, suffix):
        raise NotApplicableError(reason)
    payload = canary.value[suffix].strip()
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    # With the quotes around it, where the format has put any.
    text = re.sub(rf"""(["']?){PLACE}\1""", lambda _: payload, text)
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    lines = [line for line in text.splitlines() if payload[:20] in line]
    return dialect.restore(saved.path), short("\n".join(lines[:1]))


def no_place(canary: Canary, suffix: str) -> str | None:
    """Return why config files of a kind have no place for a canary, if they have none."""
    if suffix in canary.value:
        return None
    known = " and ".join(canary.value)
    return f"its config files are {suffix}, the canary is {known} only"


def _choose(
    row: Adapter, dialect: Dialect, canary: Canary, place: Workplace
) -> tuple[list[str], str]:
    """Lay files out beside the run; return the words that choose them as a model, and the name."""
    # What refuses everything refuses this too, which makes it no safer.
    running.defaults(row)
    endings = {**{each: each for each in canary.choice}, **OTHERWISE}
    for ending, suffix in endings.items():
        outside = place.base / f"outside.{ending}"
        outside.write_text(canary.choice[suffix], encoding="utf-8")
    group = (row.configs or row.folder) / core.MODEL
    # By the root: a way that both share would be another one for another row.
    up = os.path.relpath(group.anchor, group)
    name = f"{up}{place.base / 'outside'}"
    return dialect.words({core.MODEL: name}), name


def _tell(row: Adapter, dialect: Dialect, secret: str, place: Workplace) -> Landed:
    """Run with a secret among the settings; return where it landed."""
    words = dialect.words({core.LABEL: secret})
    probe = running.probe(row, words, place, LIMITED)
    saved = dialect.found_in(place.work)
    inside, outside = [], []
    for folder in (place.work, place.home):
        for path in files_of(folder):
            if secret.encode() not in rerun.content(path):
                continue
            homes = [home for home in saved if path == home or home in path.parents]
            if homes:
                inside.append(name_in(homes[0], path))
            else:
                outside.append(shown(path.name))
    return Landed(
        probe,
        saved=bool(saved),
        inside=tuple(inside),
        outside=tuple(outside),
        printed=secret in probe.finished.stdout + probe.finished.stderr,
        command=typed_command(row, words),
    )
