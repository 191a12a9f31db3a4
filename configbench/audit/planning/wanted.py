"""What a setting is wanted to be: as stated, else by its parser, annotation, choices, default.

What none of them says is unknown, and not guessed.  Of a choice, ``Wanted.items`` says what its
words arrive as: nothing for whatever they can be read as, ``UNKNOWN`` where only the program knows.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace

from configbench.audit.model import NUMBERS, Kind, Narrowed, Option, Said, Wanted
from configbench.values import PATH, Typed

UNKNOWN = Wanted()
MANY = frozenset({Kind.LIST, Kind.TUPLE})

#: Grammars that read a value themselves, so that a default is of the type that a program has.
#: Elsewhere a word arrives as text unless somebody converts it.
_READING = (
    *(
        "fire",
        "hydra",
        "omegaconf",
        "gin",
        "ml_collections",
        "jsonargparse",
        "lightning",
    ),
    *("draccus", "pyrallis", "tyro", "pydantic", "cyclopts"),
)

#: What a parser converts with, by its dotted name.
_TYPES: Mapping[str, Kind] = {
    "builtins.int": Kind.INT,
    "builtins.float": Kind.FLOAT,
    "builtins.str": Kind.STR,
    "builtins.bool": Kind.BOOL,
    # They take a text apart, letter by letter.
    "builtins.list": Kind.LIST,
    "builtins.tuple": Kind.LIST,
    **{
        f"pathlib.{pure}{name}": Kind.PATH
        for pure in ("", "Pure")
        for name in ("Path", "PosixPath")
    },
    **{
        f"click.types.{name}": kind
        for name, kind in (
            *(("IntParamType", Kind.INT), ("IntRange", Kind.INT)),
            *(("FloatParamType", Kind.FLOAT), ("FloatRange", Kind.FLOAT)),
            *(("BoolParamType", Kind.BOOL), ("StringParamType", Kind.STR)),
            ("Path", Kind.PATH),
        )
    },
}

#: What functions that read a bool from text are called everywhere, without their underscores.
_BOOL_READERS = frozenset(
    {
        *("str2bool", "strtobool", "stringtobool", "str2boolean", "strtoboolean"),
        *("stringtoboolean", "text2bool", "tobool", "parsebool", "parseboolean"),
        *("boolflag", "booltype", "boolstring", "boolean", "asbool", "isbool"),
    }
)

#: What changes a text and no more: of a choice it may be asked what arrives.
_TEXTUAL = frozenset({f"{cls}.{name}" for cls in ("str", "builtins.str") for name in
                      ("lower", "upper", "strip", "casefold")})  # fmt: skip

_ANNOTATIONS: Mapping[str, Kind] = {
    "int": Kind.INT,
    "float": Kind.FLOAT,
    "bool": Kind.BOOL,
    "str": Kind.STR,
    **dict.fromkeys(("Path", "PosixPath", "PurePath", "PurePosixPath"), Kind.PATH),
    **dict.fromkeys(("list", "List", "Sequence", "MutableSequence"), Kind.LIST),
    **dict.fromkeys(("tuple", "Tuple"), Kind.TUPLE),
    **dict.fromkeys(("dict", "Dict", "Mapping", "MutableMapping"), Kind.DICT),
}
_WRAPPERS = frozenset(
    {"Annotated", "ClassVar", "Final", "InitVar", "Required", "NotRequired"}
)

#: What a parser says of text, and the types of a default that is one.
_TEXT = Wanted(Kind.STR, Said.PARSER)
_TEXTS = frozenset({"str", "NoneType", PATH})
_NONE = frozenset({"none", "null"})

#: Whoever says so declares it: what is none of that kind is nonsense.
DECLARED = frozenset({Said.STATED, Said.PARSER, Said.ANNOTATION, Said.CHOICES})


def wanted(
    option: Option | None,
    default: Typed,
    narrowed: Narrowed | None = None,
    grammar: str = "",
) -> Wanted:
    """Return what a setting is wanted to be.

    Parameters
    ----------
    option
        What a parser tells of it, if any does.
    default
        What arrives with the words as given.
    narrowed
        What ``pyproject.toml`` states.
    grammar
        Of which library the words are.
    """
    if option is None:
        found = _by_default(default)
    else:
        found = _told(option, default, reads=reads_values(option, grammar))
    return _narrowed(found, narrowed) if narrowed else found


def reads_values(option: Option | None, grammar: str) -> bool:
    """Whether words are read as values, and no parser hands them on as text."""
    return option is None or grammar.lower().startswith(_READING)


def is_declared(wanted: Wanted) -> bool:
    """Whether somebody says what it is, and it is not only like its default."""
    return wanted.said in DECLARED and wanted.kind is not Kind.UNKNOWN


def is_many(option: Option) -> bool:
    """Whether an option takes several words, or is typed several times."""
    return option.repeatable or option.most is None or option.most > 1


# -- by the parser --------------------------------------------------------------------------------


def _told(option: Option, default: Typed, *, reads: bool) -> Wanted:
    if not option.valued:
        # A flag may store anything, or count.
        is_flag = (option.on or option.off) and default["t"] == "bool"
        return Wanted(Kind.BOOL, Said.PARSER) if is_flag else UNKNOWN
    hint = annotated(option.annotation)
    found = _by_type(option.type)
    if found.kind is Kind.UNKNOWN:
        found = hint if hint.kind is not Kind.UNKNOWN else UNKNOWN
    if found == _TEXT and default["t"] not in _TEXTS and not is_many(option):
        # Text that is read later, as its default is: of a ``dict | str``.
        found = UNKNOWN
    choices = option.choices or (found.choices if found.kind is Kind.CHOICE else ())
    if choices:
        said = found.said if found.kind is not Kind.UNKNOWN else Said.CHOICES
        found = Wanted(Kind.CHOICE, said, _arriving(option, found, default), choices)
    elif found.kind is Kind.UNKNOWN:
        return replace(_guessed(option, default, reads=reads), optional=hint.optional)
    if found.kind is Kind.LIST and not found.items:
        found = replace(found, items=_by_default(default).items[:1])
    if is_many(option) and found.kind not in MANY:
        found = Wanted(Kind.LIST, found.said, (found,))
    return replace(found, optional=found.optional or hint.optional)


def _by_type(name: str) -> Wanted:
    kind = _TYPES.get(name)
    if kind is None:
        last = name.rpartition(".")[2].replace("_", "").lower()
        kind = Kind.BOOL if last in _BOOL_READERS else Kind.UNKNOWN
    return Wanted(kind, Said.PARSER) if kind is not Kind.UNKNOWN else UNKNOWN


def _arriving(option: Option, found: Wanted, default: Typed) -> tuple[Wanted, ...]:
    """Return what the words of a choice arrive as."""
    if found.kind is Kind.CHOICE:
        return found.items
    if default["t"] == "NoneType" and _NONE.intersection(
        map(str.lower, option.choices)
    ):
        # Where words are values already, one of them may be None.
        return (UNKNOWN,)
    if found.kind is not Kind.UNKNOWN:
        return (replace(found, optional=False),)
    is_own = option.type and option.type not in _TEXTUAL
    # A member of an enum arrives under a name that need not be the word.
    if is_own or option.annotation or "." in default["t"]:
        return (UNKNOWN,)
    return ()


def _guessed(option: Option, default: Typed, *, reads: bool) -> Wanted:
    """Return what the default alone says of a setting that a parser tells of."""
    if option.type or _says_something(option.annotation):
        # A function of the program's own: what it makes of a number, only it knows; but false words
        # for a bool are false.
        is_bool = default["t"] == "bool" and not is_many(option)
        return Wanted(Kind.BOOL, Said.DEFAULT) if is_bool and option.type else UNKNOWN
    found = _by_default(default)
    if is_many(option):
        item = found.items[0] if found.kind in MANY and found.items else UNKNOWN
        return Wanted(Kind.LIST, Said.DEFAULT, (item,))
    if reads or found.kind is Kind.NUMBER:
        return found
    return UNKNOWN


def _says_something(annotation: str) -> bool:
    return bool(annotation) and annotation.rpartition(".")[2] not in {"Any", "object"}


# -- by the annotation ----------------------------------------------------------------------------


def annotated(text: str) -> Wanted:
    """Return what a type hint says, as Python writes it; nothing of it is evaluated.

    >>> annotated("float | None")
    Wanted(kind=<Kind.FLOAT: 'float'>, said=<Said.ANNOTATION: 'annotation'>, items=(), choices=(), \
optional=True, least=None, most=None)
    """
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return UNKNOWN
    return _hint(node)


def _hint(node: ast.expr) -> Wanted:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            return annotated(node.value)
        return replace(UNKNOWN, optional=node.value is None)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union([_hint(node.left), _hint(node.right)])
    if isinstance(node, ast.Subscript):
        return _subscripted(_last(node.value), _arguments(node.slice))
    kind = _ANNOTATIONS.get(_last(node), Kind.UNKNOWN)
    if _last(node) in {"None", "NoneType"}:
        return replace(UNKNOWN, optional=True)
    return Wanted(kind, Said.ANNOTATION) if kind is not Kind.UNKNOWN else UNKNOWN


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _arguments(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]


def _subscripted(name: str, arguments: list[ast.expr]) -> Wanted:
    if name == "Literal":
        return _literal(arguments)
    if name in _WRAPPERS and arguments:
        return _hint(arguments[0])
    if name == "Optional" and arguments:
        return replace(_hint(arguments[0]), optional=True)
    if name == "Union":
        return _union([_hint(each) for each in arguments])
    kind = _ANNOTATIONS.get(name, Kind.UNKNOWN)
    if kind is Kind.TUPLE:
        if len(arguments) == 2 and _is_ellipsis(arguments[1]):  # noqa: PLR2004  of any length
            return Wanted(Kind.LIST, Said.ANNOTATION, (_hint(arguments[0]),))
        return Wanted(kind, Said.ANNOTATION, tuple(map(_hint, arguments)))
    if kind is Kind.LIST and arguments:
        return Wanted(kind, Said.ANNOTATION, (_hint(arguments[0]),))
    return Wanted(kind, Said.ANNOTATION) if kind is Kind.DICT else UNKNOWN


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _union(members: list[Wanted]) -> Wanted:
    optional = any(each.optional for each in members)
    named = [
        each for each in members if each.kind is not Kind.UNKNOWN or not each.optional
    ]
    if len(named) == 1:
        return replace(named[0], optional=optional)
    if named and {each.kind for each in named} <= {*NUMBERS}:
        return Wanted(Kind.NUMBER, Said.ANNOTATION, optional=optional)
    return replace(UNKNOWN, optional=optional)


def _literal(arguments: list[ast.expr]) -> Wanted:
    values = list(_constants(arguments))
    chosen = [value for value in values if value is not None]
    if not chosen or len(values) != len(arguments):
        return UNKNOWN
    optional = len(chosen) < len(values)
    if all(isinstance(value, bool) for value in chosen) and len(set(chosen)) > 1:
        return Wanted(Kind.BOOL, Said.ANNOTATION, optional=optional)
    kinds = {_ANNOTATIONS.get(type(value).__name__, Kind.UNKNOWN) for value in chosen}
    items = (Wanted(kinds.pop(), Said.ANNOTATION),) if len(kinds) == 1 else ()
    return Wanted(
        Kind.CHOICE, Said.ANNOTATION, items, tuple(map(str, chosen)), optional=optional
    )


def _constants(arguments: list[ast.expr]) -> Iterator[object]:
    for node in arguments:
        try:
            value = ast.literal_eval(node)
        except ValueError:
            continue
        if value is None or isinstance(value, bool | int | str):
            yield value


# -- by the default -------------------------------------------------------------------------------


def _by_default(default: Typed) -> Wanted:
    """Return what a default alone says; a number says no more than that it is one."""
    kind = default["t"]
    body = default.get("v")
    if kind in {"int", "float"} and "cut" not in default:
        return Wanted(Kind.NUMBER, Said.DEFAULT)
    if kind == "bool":
        return Wanted(Kind.BOOL, Said.DEFAULT)
    if isinstance(body, list) and "cut" not in default:
        if kind in {"tuple", "omegaconf.tupleconfig.TupleConfig"}:
            return Wanted(Kind.TUPLE, Said.DEFAULT, tuple(map(_by_default, body)))
        if kind in {"list", "omegaconf.listconfig.ListConfig"}:
            return Wanted(Kind.LIST, Said.DEFAULT, (_common(body),))
    return Wanted(Kind.DICT, Said.DEFAULT) if kind == "dict" else UNKNOWN


def _common(items: list[Typed]) -> Wanted:
    """Return what all items of a list are, if they are the same."""
    kinds = {_by_default(each) for each in items if isinstance(each, dict)}
    return kinds.pop() if len(kinds) == 1 else UNKNOWN


# -- as stated ------------------------------------------------------------------------------------


def _narrowed(found: Wanted, narrowed: Narrowed) -> Wanted:
    """Return what is left of what was found where a user states more."""
    kind = narrowed.kind or (Kind.CHOICE if narrowed.choices else found.kind)
    bounds = narrowed.least is not None or narrowed.most is not None
    if bounds and kind is Kind.UNKNOWN:
        kind = Kind.NUMBER
    stated = bool(narrowed.kind or narrowed.choices or bounds)
    same = kind is found.kind
    items = found.items if same else ()
    if kind is Kind.CHOICE and not same and found.kind is not Kind.UNKNOWN:
        items = (found,)
    return replace(
        found,
        kind=kind,
        said=Said.STATED if stated else found.said,
        items=items,
        choices=narrowed.choices or (found.choices if same else ()),
        optional=found.optional if narrowed.optional is None else narrowed.optional,
        least=narrowed.least,
        most=narrowed.most,
    )
