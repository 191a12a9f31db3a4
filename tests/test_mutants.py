"""The tests of judging bite: where what decides an outcome is wrong, a named test fails.

Each mutant of ``tests/mutants.py`` lives for the time of its tests, in this process: the function
that it concerns gets other code, so that whoever imported it has the mutant; a constant of a module
is replaced wherever it was imported by its name.
"""

import ast
import importlib
import inspect
import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import _lru_cache_wrapper, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from benchmarks import categories
from benchmarks.cells import Judgement
from benchmarks.judging import severity
from benchmarks.outcomes import Outcome
from tests.mutants import CONTRACT, KNOWN, MUTANTS, REPORT, Mutant

#: What a test fails with; ``pytest.raises`` has an error of its own that is no ``Exception``.
FAILURES = (Exception, pytest.fail.Exception)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.id)
def test_a_mutant_is_killed(mutant: Mutant) -> None:
    """One of its tests fails; without the mutant all of them pass."""
    for name in mutant.killers:
        # What is imported while a mutant lives would keep it.
        importlib.import_module(name.partition(":")[0])
    with applied(mutant):
        assert not all(map(passes, mutant.killers)), f"nobody sees that {mutant.id}"
    for name in mutant.killers:
        for call in calls(name):
            call()


def test_the_table_is_whole() -> None:
    """Every mutant once, the ten that survived before, and some of every judge."""
    assert len({mutant.id for mutant in MUTANTS}) == len(MUTANTS) >= 40
    assert len({(mutant.module, mutant.old) for mutant in MUTANTS}) == len(MUTANTS)
    assert len(KNOWN) == 10
    assert len(CONTRACT) >= 2
    assert len(REPORT) >= 5
    home = f"{categories.__name__}."
    judges = Counter(
        mutant.module.removeprefix(home).partition(".")[0]
        for mutant in MUTANTS
        if mutant.module.startswith(home)
    )
    for category in categories.CATEGORIES:
        assert judges[category.name] >= 2, category.name


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("no such text", "", LookupError),
        ("return ", "yield ", LookupError),
        ("# -- records", "# -- nothing", LookupError),
        ("from benchmarks import core", "import benchmarks", TypeError),
        ("    candidate: bool = False", "    candidate: bool = True", TypeError),
    ],
)
def test_a_mutant_that_cannot_live_is_refused(
    old: str, new: str, error: type[Exception]
) -> None:
    """A text that is gone or stands twice, and what is neither a function nor a constant."""
    stillborn = Mutant("", "benchmarks.judging", old, new, ())
    with pytest.raises(error), applied(stillborn):
        pass


def test_a_constant_is_replaced_where_it_was_imported() -> None:
    """And is what it was afterwards."""
    old, new = "(Outcome.RIGHT, Outcome.TYPE_CHANGED, ", "(Outcome.RIGHT, "
    wrong = Judgement(Outcome.WRONG_VALUE, "")
    with applied(Mutant("", "benchmarks.outcomes", old, new, ())):
        assert severity(wrong) == 1
    assert severity(wrong) == 2


# -- a mutant takes the place of what is there ----------------------------------------------------


@contextmanager
def applied(mutant: Mutant) -> Iterator[None]:
    """Let a mutant live, in all that has imported its module.

    Raises
    ------
    LookupError
        If the old text does not stand in the module exactly once, or the new one changes nothing.
    TypeError
        If it changes what is neither a function nor a constant of the module.
    """
    module = importlib.import_module(mutant.module)
    source = inspect.getsource(module)
    if (count := source.count(mutant.old)) != 1:
        raise LookupError(f"{mutant.module}: {count} times, not once: {mutant.old!r}")
    mutated = source.replace(mutant.old, mutant.new)
    changed = list(differing(ast.parse(source), ast.parse(mutated)))
    if not changed:
        raise LookupError(f"{mutant.module}: nothing is another for {mutant.new!r}")
    code = compile(mutated, str(module.__file__), "exec", dont_inherit=True)
    with ExitStack() as undo:
        undo.callback(forget, module)
        for path, node in changed:
            match node:
                case ast.FunctionDef():
                    replace_code(undo, module, f"{path}{node.name}", (code, node))
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ) if not path:
                    replace_constant(undo, module, name, value)
                case _:
                    raise TypeError(f"line {node.lineno}: no function, no constant")
        forget(module)
        yield


def differing(
    old: ast.Module | ast.ClassDef, new: ast.Module | ast.ClassDef, path: str = ""
) -> Iterator[tuple[str, ast.stmt]]:
    """Yield what is another in the second of two trees, with the classes around it."""
    for one, other in zip(old.body, new.body, strict=True):
        if isinstance(one, ast.ClassDef) and isinstance(other, ast.ClassDef):
            yield from differing(one, other, f"{path}{other.name}.")
        elif ast.dump(one) != ast.dump(other):
            yield path, other


def replace_code(
    undo: ExitStack,
    module: ModuleType,
    name: str,
    mutated: tuple[CodeType, ast.FunctionDef],
) -> None:
    """Give a function the code and the defaults that it has in the mutated module."""
    function = function_of(module, name)
    code, node = mutated
    (own,) = (inner for inner in codes(code) if inner.co_qualname == name)
    own_names = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    mine = {
        "__code__": own,
        "__defaults__": tuple(worth(module, value) for value in node.args.defaults),
        "__kwdefaults__": {
            argument.arg: worth(module, value) for argument, value in own_names if value
        },
    }
    for attribute, value in mine.items():
        undo.callback(setattr, function, attribute, getattr(function, attribute))
        setattr(function, attribute, value)


def replace_constant(
    undo: ExitStack, module: ModuleType, name: str, value: ast.expr
) -> None:
    """Give a constant another value, in its module and wherever it was imported by its name."""
    old, new = vars(module)[name], worth(module, value)
    for importer in list(sys.modules.values()):
        if vars(importer).get(name) is old:
            undo.callback(setattr, importer, name, old)
            setattr(importer, name, new)


def function_of(module: ModuleType, name: str) -> FunctionType:
    """Return a function by its name, or the one behind a property, a class method, a cache."""
    function: Any = module
    for part in name.split("."):
        function = vars(function)[part]
    for attribute in ("fget", "func", "__func__", "__wrapped__"):
        function = getattr(function, attribute, function)
    if not isinstance(function, FunctionType):
        raise TypeError(f"{module.__name__}.{name} is no function")
    return function


def codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the codes of all functions within a code, however deep."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes(constant)


def worth(module: ModuleType, value: ast.expr) -> Any:
    """Return what an expression is worth in a module."""
    return eval(ast.unparse(value), vars(module))  # noqa: S307  our own source


def forget(module: ModuleType) -> None:
    """Empty the caches of a module: what they hold was judged by other code."""
    for thing in vars(module).values():
        if isinstance(thing, _lru_cache_wrapper):
            thing.cache_clear()


# -- a test is called as it stands ----------------------------------------------------------------


def passes(name: str) -> bool:
    """Whether a test, ``tests.test_judging:test_x``, passes with all its parameters."""
    try:
        for call in calls(name):
            call()
    except FAILURES:
        return False
    return True


def calls(name: str) -> Iterator[Callable[[], object]]:
    """Yield the calls of a test: one, or one for each of its sets of parameters."""
    module, _, test = name.partition(":")
    function = getattr(importlib.import_module(module), test)
    marks = [
        mark
        for mark in getattr(function, "pytestmark", ())
        if mark.name == "parametrize"
    ]
    for chosen in itertools.product(*map(parameters, marks)):
        yield partial(function, **{key: some[key] for some in chosen for key in some})


def parameters(mark: pytest.Mark) -> list[dict[str, Any]]:
    """Return the sets of parameters of a mark."""
    names, sets = mark.args
    if isinstance(names, str):
        return [{names: value} for value in sets]
    return [dict(zip(names, values, strict=True)) for values in sets]
