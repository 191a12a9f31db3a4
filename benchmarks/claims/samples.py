"""Claims about the article's programs: C14, C16, C17 and C18, run in copies of their own."""

from benchmarks import registry, running
from benchmarks.claims.look import Code, Facts, Look, copied, said
from benchmarks.claims.statements import Statement, every
from benchmarks.texts import last_line
from configbench.process import Finished
from configbench.workplace import Workplace, workplace

_RUN = "python python.py"
_ROW = "hydra"
_PRINTED, _MENDED = "hydra_printed", "hydra_mended"


def _in(name: str) -> str:
    return f"a copy of benchmarks/claims/article/{name}"


def _ran(look: Look, place: Workplace, line: str, where: str) -> Finished:
    """Run a command line where Hydra's row runs."""
    return look.shell(registry.find(_ROW).environment, place, line, where)


def measure_c14(look: Look) -> Facts:
    """The snippet as printed, then with one mend, then with two."""
    with workplace() as place:
        program = copied(_PRINTED, place) / "python.py"
        printed = _ran(look, place, _RUN, _in(_PRINTED))
        text = program.read_text(encoding="utf-8")
        program.write_text(f"import omegaconf\n{text}", encoding="utf-8")
        imported = _ran(look, place, _RUN, f"{_in(_PRINTED)}, `import omegaconf` added")
    with workplace() as place:
        copied(_MENDED, place)
        mended = _ran(look, place, _RUN, _in(_MENDED))
    return {
        "printed": said(printed),
        "imported": said(imported),
        "mended": said(mended),
        "runs": printed.exit == 0,
    }


def judge_c14(facts: Facts) -> dict[str, Statement]:
    """As printed."""
    return {"the printed snippet runs": Statement(facts["runs"])}


_TARGET = "code.dkt.src.model.LSTM"


def _resolve(look: Look, place: Workplace, where: str, *, behind: bool) -> Finished:
    # `-P` keeps the working folder out of sys.path, as an installed program has it.
    call = "sys.path.append('.')" if behind else "sys.path.insert(0, '.')"
    code = (
        f"import sys; {call}; from hydra.utils import get_class; "
        f"print(get_class('{_TARGET}').__module__)"
    )
    return _ran(look, place, f'python -P -c "{code}"', where)


def measure_c16(look: Look) -> Facts:
    """A class in a package called ``code``, which is a module of Python's own too."""
    with workplace() as place:
        folder = place.work / "code" / "dkt" / "src"
        folder.mkdir(parents=True)
        (folder / "model.py").write_text("class LSTM: pass\n", encoding="utf-8")
        bare = _resolve(look, place, "code/ without __init__.py", behind=False)
        for each in (folder, *folder.parents):
            if each.is_relative_to(place.work / "code"):
                (each / "__init__.py").touch()
        packaged = _resolve(look, place, "code/ with __init__.py", behind=False)
        behind = _resolve(look, place, "the same, behind in sys.path", behind=True)
    ended = {"bare": bare, "packaged": packaged, "behind": behind}
    return {
        **{key: said(done) for key, done in ended.items()},
        "resolves": {key: done.exit == 0 for key, done in ended.items()},
    }


def judge_c16(facts: Facts) -> dict[str, Statement]:
    """From three places."""
    resolves = facts["resolves"]
    return {
        "it resolves from the project's folder without __init__.py": Statement(
            resolves["bare"]
        ),
        "it resolves there with __init__.py in each folder": Statement(
            resolves["packaged"]
        ),
        "it resolves where the standard library comes first": Statement(
            resolves["behind"]
        ),
    }


#: An argument of each schedule of the Hydra row, and one of the other.
_OWN = {
    "ReduceLROnPlateau": "scheduler=plateau scheduler.patience=5",
    "CosineAnnealing": "scheduler=cosine scheduler.t_max=5",
}
_OTHER = {
    "ReduceLROnPlateau": "scheduler=plateau scheduler.t_max=5",
    "CosineAnnealing": "scheduler=cosine scheduler.patience=5",
}


def measure_c17(look: Look) -> Facts:
    """Choices of a group with arguments of their own, and a group file with a key of its own."""
    hydra = registry.find(_ROW)
    own: dict[str, bool] = {}
    other: dict[str, bool] = {}
    for name, line in _OWN.items():
        seen = running.probe(hydra, line.split())
        arrived = seen.reached[0]["scheduler"]["t"] if len(seen.reached) == 1 else ""
        own[name] = str(arrived).rpartition(".")[2] == name
        command = f"python -m benchmarks probe hydra -- {line}"
        look.note("command", command, arrived or "refused")
    for name, line in _OTHER.items():
        seen = running.probe(hydra, line.split())
        key = line.rpartition(".")[2].partition("=")[0]
        other[name] = not seen.reached and f"'{key}'" in seen.finished.stderr
        look.note(
            "command",
            f"python -m benchmarks probe hydra -- {line}",
            last_line(seen.finished.stderr),
        )
    with workplace() as place:
        copied("hydra_group", place)
        done = _ran(look, place, _RUN, _in("hydra_group"))
    made, _, where = done.stdout.strip().partition(" ")
    return {
        "own": own,
        "other": other,
        "made": made or said(done),
        "where": where,
        "built": done.exit == 0 and made == "LSTM",
    }


def judge_c17(facts: Facts) -> dict[str, Statement]:
    """Choosing, refusing, and the printed file."""
    return {
        "each schedule is chosen with an argument of its own": every(
            facts["own"], "schedule"
        ),
        "an argument of the other schedule is refused by name": every(
            facts["other"], "schedule"
        ),
        "the printed model.yaml works as model/lstm.yaml": Statement(facts["built"]),
    }


def measure_c18(look: Look) -> Facts:
    """The printed command line, through bash."""
    with workplace() as place:
        copied(_MENDED, place)
        before = _ran(look, place, _RUN, _in(_MENDED))
        after = _ran(look, place, f'{_RUN} data.data_dir="./data"', _in(_MENDED))
    return {
        "printed": said(after),
        "default": said(before),
        "overridden": after.exit == 0 and after.stdout == "./data\n",
    }


def judge_c18(facts: Facts) -> dict[str, Statement]:
    """What the shell passed on arrived."""
    return {"the value of the command line arrives": Statement(facts["overridden"])}


CLAIMS: Code = {
    "C14": (measure_c14, judge_c14),
    "C16": (measure_c16, judge_c16),
    "C17": (measure_c17, judge_c17),
    "C18": (measure_c18, judge_c18),
}
