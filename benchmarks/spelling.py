"""How a row spells settings, as templates: the table ``[spelling]`` of its ``adapter.toml``; pure.

:mod:`benchmarks.spelling_table` reads the table.

A template is words with fields: ``--{flag} {text}`` are two, ``{path}={yaml}`` is one.

==============  ====================================================================================
field           what stands there
==============  ====================================================================================
``{path}``      the whole path, ``optimizer.lr``
``{name}``      without its slot: ``lr``
``{flag}``      the name with hyphens
``{a|b}``       either: a spelling with each
``{text}``      the value as text, which knows no types; or as a literal: ``{python}``, ``{yaml}``,
                ``{json}`` (:mod:`benchmarks.literals`)
``{items}``     the items of a list: a word each, spelt by ``item`` if there is one, or joined where
                they are part of a word
``{entries}``   the entries of a mapping, each spelt by ``entry``, which has ``{key}``
==============  ====================================================================================

No kind of setting is compulsory: what has no template, and no literal to be written as, has no
documented spelling.  A grammar with subcommands puts a setting behind the choice that owns it, so
the words for several settings are spelt together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

from benchmarks import core, shell
from benchmarks.config_files import FORMATS, Section, section
from benchmarks.errors import UnsupportedError
from benchmarks.literals import GRAMMARS, Grammar, Numeral, Style

Setting = tuple[str, object]


class Word(NamedTuple):
    """A word of a command line.

    Attributes
    ----------
    before
        What stands in front of the value.
    value
        ``None`` where the word has none.
    """

    before: str
    value: str | None = None

    @property
    def text(self) -> str:
        """The whole word."""
        return self.before + (self.value or "")


Template = tuple[str, ...]
#: Writes a value by a grammar: so that it arrives, or as it is typed.
How = Callable[[Grammar, object, Style], str]
FIELD = re.compile(r"\{([\w|]+)\}")
#: A value that is a word of its own.
_ALONE = re.compile("|".join(f"{{{name}}}" for name in GRAMMARS).replace("{", r"\{"))
_MANY = ("items", "entries")


@dataclass(frozen=True)
class Files:
    """How config files of a row look, and how one is named on the command line.

    Attributes
    ----------
    format
        One of :data:`benchmarks.config_files.FORMATS`.
    name
        The file's name, with ``{name}`` for what the case calls it; the words that name it, with
        ``{text}`` for the file and ``{name}`` likewise: those that restore a run, if not given.
    head
        A text with which each begins.
    part
        The key under which the choice of a slot stands in the slot's section; where there is none,
        the file is flat.
    words
        What stands for None, True and False, where that is not the format's own.
    """

    format: str
    name: str
    line: Template
    head: str = ""
    part: str | None = None
    words: Mapping[object, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Spelling:
    """The templates of a row; each attribute is a key of the table.

    Attributes
    ----------
    saved
        Where a saved config lies, as a pattern below the working folder.
    restore
        The words that start from a saved config, whose path is the value.
    templates
        By kind, each in the order of preference:

        - ``set`` for any value; ``part`` for the choice of a part, ``subcommand`` for that of one
          of the slots in ``subcommands``;
        - ``true``, ``false``, ``none``; ``member`` for one of an enum;
        - ``list``, ``list_of_one``, ``empty_list``, and ``item`` for each item, where a flag is
          repeated; ``tuple``, if one is not spelt as a list;
        - ``mapping``, and ``entry`` for each of its entries, or for one that is set alone.
    no_part
        The choice of nothing.
    enum
        Whether members of an enum go by their ``name`` or ``value``.
    unsectioned
        The section of settings that are in no slot.
    owners
        Where the settings of a part stand behind its name and not behind the slot's: the names of
        the parts there, by the names that choices have.  The slots themselves are settings of the
        section ``unsectioned`` then.
    chosen
        The parts chosen by the settings that are spelt together: see :meth:`among`.
    option, option_in_list
        A pattern of words that are taken for options, so that no value can stand alone as one; the
        same of several values behind one flag.
    refused_item
        A pattern of text that an item of a list cannot be.
    merges, adds
        Whether the entries of a mapping that are not spelt keep their defaults, so that none can be
        left out; whether there can be others than in its default.
    choice_first
        Whether the choice of a part must stand before its settings.
    subcommands
        Slots whose settings stand behind the choice of the part, and that behind all else.
    style, quoted
        What is special in the grammar of literals; whether people quote the whole ``word`` for the
        shell, or the ``value`` in it.
    reasons
        Sentences of the row's own for what has no spelling, by kind.
    files
        How its config files look, if it has any.
    statements
        Of files that are none of these, but are carried out line by line, so that a setting may
        stand there twice: the page that says so.
    """

    saved: str | None = None
    restore: Template = ()
    templates: Mapping[str, tuple[Template, ...]] = field(default_factory=dict)
    no_part: str = "none"
    enum: str = "name"
    unsectioned: str | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, object] = field(default_factory=dict)
    option: re.Pattern[str] | None = None
    option_in_list: re.Pattern[str] | None = None
    refused_item: re.Pattern[str] | None = None
    merges: bool = False
    adds: bool = True
    choice_first: bool = False
    subcommands: tuple[str, ...] = ()
    style: Style = field(default_factory=Style)
    quoted: str = "value"
    reasons: Mapping[str, str] = field(default_factory=dict)
    files: Files | None = None
    statements: str | None = None

    def among(self, settings: Iterable[Setting]) -> Self:
        """Return how a setting is spelt among some, whose choices tell who owns it."""
        if not self.owners:
            return self
        chosen = {p: v for p, v in settings if p in core.SLOTS and _is_name(v)}
        return replace(self, chosen=chosen)

    # -- exactly, so that the value arrives -------------------------------------------------------

    def alone(self, path: str, value: object) -> list[list[str]]:
        """Return all documented spellings of one setting, without what must be with it.

        Raises
        ------
        UnsupportedError
            Where there is none.
        """
        self._require_entries(path, value)
        templates, value = self._kind(path, value)
        faults = [self._fault(template, value) for template in templates]
        fitting = [t for t, fault in zip(templates, faults, strict=True) if not fault]
        if not fitting:
            raise self._unsupported(faults[0] or "set", path, value)
        spelt = [_texts(self._fill(t, path, value, _exactly)) for t in fitting]
        return [words for n, words in enumerate(spelt) if words not in spelt[:n]]

    def restored(self, saved: str) -> list[str]:
        """Return the words that start from a saved config."""

        def write(name: str) -> str:
            # A path is no value of a setting: in plain text nothing of it is escaped.
            style = Style() if name == "text" else self.style
            return GRAMMARS[name].exact(saved, style)

        return _texts(_filled(self.restore, {}, write, {}))

    def _require_entries(self, path: str, value: object) -> None:
        """Require that the entries that are spelt make the mapping that is meant."""
        if not isinstance(value, Mapping):
            return
        usual = {*core.MAPPINGS.get(path, ())}
        if self.merges and not usual <= value.keys():
            raise self._unsupported("entry_left_out", path, value)
        if not self.adds and value.keys() - usual:
            raise self._unsupported("entry_added", path, value)

    def _fault(self, template: Template, value: object) -> str | None:
        """Return why a value cannot be spelt by one template, as the kind of a reason."""
        match value:
            case list() | tuple():
                return self._fault_of_items(template, [str(item) for item in value])
            case Mapping() if not value and template == ("{entries}",):
                return "none"
            case Mapping() if "{entries}" in template:
                keyed = any("{key}=" in word for word in self.templates["entry"][0])
                if keyed and any("=" in key for key in value):
                    return "key"
                # Behind a flag they are its values, alone each brings its own.
                starts = [f"{key}=" for key in value] if len(template) > 1 else []
                return self._option_among(starts)
            case str() | int() | float() if any(map(_ALONE.fullmatch, template)):
                alone = self.option and self.option.fullmatch(str(value))
                return "option" if alone else None
        return None

    def _fault_of_items(self, template: Template, texts: Sequence[str]) -> str | None:
        if template == ("{items}",):
            (item, *_) = self.templates.get("item", (("{text}",),))
            alone = any(self._fault(item, text) for text in texts)
            return "option" if alone else None if texts else "none"
        if "{items}" in template:
            return self._option_among(texts)
        if any("{items}" in word for word in template):
            if texts == [""]:
                return "empty_item"
            if any(self.style.separator in text for text in texts):
                return "item"
        if self.refused_item and any(map(self.refused_item.fullmatch, texts)):
            return "item"
        return None

    def _option_among(self, texts: Iterable[str]) -> str | None:
        option = self.option_in_list or self.option
        return "option" if option and any(map(option.fullmatch, texts)) else None

    # -- as people type it ------------------------------------------------------------------------

    def typed(self, settings: Iterable[Setting]) -> str:
        """Return a command line for bash as it is typed by somebody who knows this grammar.

        He does not think of what is special in a value: nothing is escaped or refused.

        Raises
        ------
        UnsupportedError
            If a setting has no spelling.
        """
        return " ".join(map(self.quote, self._all_typed([*settings])))

    def nearest(self, settings: Iterable[Setting]) -> list[str]:
        """Return the words of :meth:`typed`, as the program gets them."""
        return _texts(self._all_typed([*settings]))

    def _all_typed(self, settings: Sequence[Setting]) -> Iterator[Word]:
        arranged = self.arranged(settings)
        spelling = self.among(arranged)
        for each in arranged:
            yield from spelling._typed(*each)  # noqa: SLF001  of its own class

    def naming(self, name: str) -> str:
        """Return what is typed to name a config file; the errors are those of :meth:`config`."""
        files = self._require_files()
        return self._named(files.line, files.name.replace("{name}", name), name)

    def restoring(self, saved: str) -> str:
        """Return what is typed to start from a saved config.

        Raises
        ------
        UnsupportedError
            If no template says so.
        """
        return self._named(self.restore, saved, "")

    def _named(self, template: Template, file: str, name: str) -> str:
        if not template:
            raise UnsupportedError("there is no spelling.restore")
        write = self._writer(_as_typed, file)
        return " ".join(map(self.quote, _filled(template, {"name": name}, write, {})))

    def config(self, name: str, settings: Sequence[Setting]) -> tuple[str, str]:
        """Return a config file with some settings: its name, and what stands in it.

        Raises
        ------
        UnsupportedError
            If the row has no config files.
        """
        files = self._require_files()
        words, write = FORMATS[files.format]
        head = f"{files.head}\n" if files.head else ""
        text = write(self._content(files, settings), {**words, **files.words})
        return files.name.replace("{name}", name), head + text

    def handed(self, file: str, settings: Sequence[Setting]) -> tuple[str, str]:
        """Return what is typed to name a file that a tool has written as JSON, and what it wrote.

        The tool names keys as the row's own files have them.

        Raises
        ------
        UnsupportedError
            If the row has no config files, or names them otherwise than by a path.
        """
        files = self._require_files()
        if _value_in(" ".join(files.line)) == len(" ".join(files.line)):
            raise UnsupportedError("a config file is not named by its path")
        words, write = FORMATS["json"]
        return self._named(files.line, file, ""), write(
            self._content(files, settings), words
        )

    def _content(self, files: Files, settings: Sequence[Setting]) -> Section:
        if files.part is None:
            return Section(tuple((self._names(p)["name"], v) for p, v in settings))
        return section([*self._in_sections(settings, files.part)])

    def _require_files(self) -> Files:
        if self.files is None:
            raise UnsupportedError("there is no [spelling.file]")
        return self.files

    def _in_sections(self, settings: Iterable[Setting], part: str) -> Iterator[Setting]:
        for path, value in settings:
            if path in core.SLOTS and isinstance(value, Mapping):
                yield from ((f"{path}.{key}", item) for key, item in value.items())
            elif path in core.SLOTS and _is_name(value):
                yield f"{path}.{part}", value
            else:
                yield self._names(path)["path"], value

    def unvalued(self, path: str) -> str:
        """Return what is typed in front of the value of a setting, without the value."""
        words = []
        for word in self._typed(path, ""):
            words.append(word.before.rstrip("=:"))
            if word.value is not None:
                break
        return " ".join(filter(None, words))

    def called(self, path: str) -> tuple[str, bool]:
        """Return what a setting is called on a command line, and whether behind hyphens.

        Raises
        ------
        UnsupportedError
            If nothing can be set.
        """
        if not self.templates.get("set"):
            raise self._unsupported("set", path, None)
        template = self.templates["set"][0]
        before = ""
        for word in self._fill(template, path, "", _as_typed):
            before = word.before or before
        name = before.rstrip("=: ")
        return name.lstrip("-"), name.startswith("-")

    def quote(self, word: Word) -> str:
        """Return a word as it is typed for bash."""
        return shell.typed(word.before, word.value, whole=self.quoted == "word")

    def _typed(self, path: str, value: object) -> list[Word]:
        mapping, _, key = path.rpartition(".")
        if mapping in core.MAPPINGS and "entry" in self.templates:
            path, value = mapping, {key: value}
        elif mapping in core.MAPPINGS and not self._by_path:
            raise self._unsupported("entry", mapping, {key: value})
        templates, value = self._kind(path, value, typed=True)
        words = self._fill(templates[0], path, value, _as_typed)
        if not words:
            # A flag for each item says nothing of a list without any.
            raise self._unsupported("none", path, value)
        return words

    @property
    def _by_path(self) -> bool:
        return any("{path}" in w for t in self.templates.get("set", ()) for w in t)

    # -- both -------------------------------------------------------------------------------------

    def _kind(
        self, path: str, value: object, *, typed: bool = False
    ) -> tuple[Sequence[Template], object]:
        """Return the templates for a value of this kind, and what is to stand there."""
        if path in core.SLOTS and not isinstance(value, Mapping):
            kind = "subcommand" if path in self.subcommands else "part"
            if value is None and path not in core.OPTIONAL and not typed:
                raise self._unsupported("none", path, value)
            if kind in self.templates and not (value is None and self.owners):
                value = self.no_part if value is None else value
                return self.templates[kind], self.owners.get(str(value), value)
        match value:
            case None if typed or path in core.OPTIONAL:
                kind = "none"
            case None if "none" in self.templates:
                raise self._unsupported("none", path, value)
            case None:
                kind = "none"
            case bool():
                kind = str(value).lower()
            case Mapping():
                kind = "mapping"
            case tuple() if "tuple" in self.templates:
                kind = "tuple"
            case list() | tuple():
                kind = self._kind_of_list(value)
            case _ if path in core.ENUMS and "member" in self.templates:
                value = self._member(path, value)
                kind = "member"
            case _:
                value = self._member(path, value)
                kind = "set"
        templates = self.templates.get(kind, ())
        if not templates and kind != "set":
            # What writes literals writes values of every kind.
            every = self.templates.get("set", ())
            templates = tuple(t for t in every if not any("{text}" in w for w in t))
        if not templates:
            raise self._unsupported(kind, path, value)
        if kind == "list_of_one" and isinstance(value, list | tuple):
            (value,) = value
        return templates, value

    def _kind_of_list(self, value: Sequence[object]) -> str:
        kinds = {0: "empty_list", 1: "list_of_one"}
        kind = kinds.get(len(value), "list")
        return kind if kind in self.templates else "list"

    def _member(self, path: str, value: object) -> object:
        """Return what stands for a member of an enum."""
        members = core.ENUMS.get(path)
        if members is None or self.enum == "name" or value not in members.__members__:
            return value
        return members[str(value)].value

    def _fill(
        self, template: Template, path: str, value: object, how: How
    ) -> list[Word]:
        fields = self._names(path)
        many: dict[str, list[Word]] = {}
        if isinstance(value, Mapping) and "entry" in self.templates:
            many["entries"] = [
                word
                for key, item in value.items()
                for word in _filled(
                    self.templates["entry"][0],
                    {**fields, "key": key},
                    self._writer(how, item),
                    {},
                )
            ]
        if isinstance(value, list | tuple):
            whole = isinstance(value, tuple) and "tuple" in self.templates
            each = (
                (("{text}",),) if whole else self.templates.get("item", (("{text}",),))
            )
            many["items"] = [
                word
                for item in value
                for word in _filled(each[0], fields, self._writer(how, item), {})
            ]
        write = self._writer(how, value, many)
        return _filled(template, fields, write, many)

    def _writer(
        self, how: How, value: object, many: Mapping[str, Sequence[Word]] | None = None
    ) -> Callable[[str], str]:
        """Return what writes a value into a field."""

        def write(name: str) -> str:
            if many and name in many:
                return self.style.separator.join(_texts(many[name]))
            return how(GRAMMARS[name], value, self.style)

        return write

    def _names(self, path: str) -> dict[str, str]:
        slot, dot, rest = path.partition(".")
        name = rest if dot and slot in core.SLOTS else path
        whole = path
        if self.unsectioned and not dot and (self.owners or path not in core.SLOTS):
            whole = f"{self.unsectioned}.{path}"
        if self.owners and dot and slot in core.SLOTS:
            part = str(self.chosen.get(slot, core.SLOTS[slot]))
            whole = f"{self.owners.get(part, part)}.{rest}"
        return {"path": whole, "name": name, "flag": name.replace("_", "-")}

    def arranged(self, settings: Sequence[Setting]) -> list[Setting]:
        """Return settings in an order in which each has its effect, with the choices they need."""
        if self.subcommands:
            return [*self._behind_choices(settings)]
        if not self.choice_first:
            return [*settings]
        left, arranged = [*settings], []
        while left:
            path, _ = left[0]
            slot = path.partition(".")[0]
            choice = next((s for s in left if s[0] == slot), left[0])
            left.remove(choice)
            arranged.append(choice)
        return arranged

    def chosen_again(
        self, settings: Iterable[Setting], made: Mapping[str, object]
    ) -> list[Setting]:
        """Return the choices that are ``made`` elsewhere, in a file, behind which settings stand.

        Where choices are subcommands such a one is typed again: without it the default's is.
        """
        named = {path for path, _ in settings}
        return [
            (slot, made[slot])
            for slot in self.subcommands
            if slot in made
            and slot not in named
            and any(path.startswith(f"{slot}.") for path in named)
        ]

    def _behind_choices(self, settings: Sequence[Setting]) -> Iterator[Setting]:
        slots = {slot: [*_of(slot, settings)] for slot in self.subcommands}
        inside = [setting for members in slots.values() for setting in members]
        yield from (setting for setting in settings if setting not in inside)
        for slot, members in slots.items():
            if members:
                chosen = [value for path, value in members if path == slot]
                yield slot, chosen[-1] if chosen else core.SLOTS[slot]
                yield from (setting for setting in members if setting[0] != slot)

    def _unsupported(self, kind: str, path: str, value: object) -> UnsupportedError:
        reason = self.reasons.get(kind, REASONS.get(kind, REASONS["none"]))
        setting = self.unvalued(path) if "set" in self.templates else path
        fields = {"setting": setting, "value": str(value)}
        return UnsupportedError(FIELD.sub(lambda m: fields.get(m[1], m[0]), reason))


def _exactly(grammar: Grammar, value: object, style: Style) -> str:
    return grammar.exact(value, style)


def _as_typed(grammar: Grammar, value: object, style: Style) -> str:
    return grammar.typed(value, style)


#: Why a setting has no spelling, where a row says nothing else.
REASONS = {
    "set": "{setting} has no spelling",
    "none": "{setting} has no spelling for {value}",
    "option": "{setting} takes words: none may look like a flag",
    "entry": "{setting} has no spelling for a single entry",
    "entry_left_out": "{setting} updates the default: no key can be left out",
    "entry_added": "{setting} takes the keys of its default, no other",
    "key": "{setting} takes KEY=NUMBER: a key has no '='",
    "item": "{setting} takes items without its separator",
    "empty_item": "{setting} takes an empty value for the empty list",
}


def _filled(
    template: Template,
    fields: Mapping[str, str],
    write: Callable[[str], str],
    many: Mapping[str, Sequence[Word]],
) -> list[Word]:
    """Fill the fields of a template: names from ``fields``, values by ``write``."""
    words: list[Word] = []
    for word in template:
        alone = FIELD.fullmatch(word)
        if alone and alone[1] in many:
            words += many[alone[1]]
            continue
        start = _value_in(word)
        before = FIELD.sub(lambda m: fields[m[1]], word[:start])
        value = FIELD.sub(
            lambda m: fields[m[1]] if m[1] in fields else write(m[1]), word[start:]
        )
        words.append(Word(before, value if start < len(word) else None))
    return words


def _texts(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words]


def _value_in(word: str) -> int:
    """Return where the first field of a value begins in a word of a template, else its length."""
    values = {*GRAMMARS, *_MANY}
    starts = (m.start() for m in FIELD.finditer(word) if m[1] in values)
    return next(starts, len(word))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Numeral)


def _of(slot: str, settings: Iterable[Setting]) -> Iterator[Setting]:
    for path, value in settings:
        if path.partition(".")[0] == slot:
            yield path, value
