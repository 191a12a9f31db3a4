"""The article's claims: executed here, and judged from stated facts so that each can fail."""

import json
import string
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import claims, registry, reproducing, results
from benchmarks.categories import lines
from benchmarks.claims import libraries, markup, options, reads, statements
from benchmarks.claims import look as looks
from benchmarks.claims.statements import Statement
from benchmarks.cli import main
from benchmarks.environments import Environment, building, pins
from benchmarks.measuring import Run, choose
from configbench.errors import UnmeasuredError, UserError
from configbench.workplace import workplace
from report import claims as section
from report import pages
from report.escaping import escaped

#: Results without a row: claims that need the figures of categories cannot be executed from them.
EMPTY: dict[str, Any] = {"adapters": {}}

#: What execution gives for the claims that need no figures of a category.
EXECUTED = {
    "C3": "holds partly",
    "C9": "holds partly",
    "C10": "holds partly",
    "C11": "holds partly",
    "C12": "does not hold",
    "C13": "holds partly",
    "C14": "does not hold",
    "C16": "holds partly",
    "C17": "holds partly",
    "C18": "holds",
}


@pytest.mark.parametrize(("name", "verdict"), EXECUTED.items())
def test_the_claim_as_executed(name: str, verdict: str) -> None:
    """What execution gives; every piece of evidence tells a command and what it said."""
    entry = claims.execute(claims.find(name), EMPTY)
    assert entry["verdict"] == verdict, entry["statements"]
    assert entry["evidence"]
    assert all(each["command"] and each["says"] for each in entry["evidence"])


@pytest.mark.parametrize(
    ("loader", "row"),
    [
        ("PyYAML", "easydict"),
        ("OmegaConf", "omegaconf"),
        (markup.FILE, "hydra"),
        (markup.WORDS, "hydra"),
    ],
)
def test_a_claim_is_about_the_release_that_is_measured(loader: str, row: str) -> None:
    """What runs is the row's interpreter, and the evidence names the row's releases."""
    look = looks.Look(EMPTY)
    markup._read(look, loader, ("1",))
    where = look.evidence[0]["where"]
    for name, version in registry.find(row).versions().items():
        assert f"{name} {version}" in where
    environment = registry.find(row).environment
    with workplace() as place:
        done = look.shell(environment, place, "command -v python", "an empty folder")
    assert done.stdout == f"{environment.binaries / 'python'}\n"
    assert look.evidence[1]["where"] == f"an empty folder, in {where}"


def test_what_no_row_has_lies_in_a_layer_of_its_own() -> None:
    """The reader of YAML 1.2 is that of our tools' lock, not the harness's."""
    look = looks.Look(EMPTY)
    markup._read(look, "ruamel.yaml", ("1",))
    lock = building.LOCKS / f"{Environment.of(()).tools.name}.txt"
    release = pins(lock.read_text("utf-8"))["ruamel-yaml"]
    assert look.evidence[0]["where"].endswith(f", ruamel.yaml {release}")


def test_what_yaml_makes_of_words() -> None:
    """C9 to C11 in detail: 012 is octal for two loaders, 1e-3 is text for one."""
    found = {
        loader: markup._read(
            looks.Look(EMPTY), loader, ("012", "0x10", "1:30", "no", "1e-3")
        )
        for loader in markup.LOADERS
    }
    told = {
        loader: [each["value"] for each in values.values()]
        for loader, values in found.items()
    }
    assert told == {
        "PyYAML": [10, 16, 90, False, "1e-3"],
        "OmegaConf": [10, 16, 90, False, 1e-3],
        "ruamel.yaml": [12, 16, "1:30", "no", 1e-3],
        # Hydra's two grammars: what a file changes, its command line leaves as it is.
        markup.FILE: [10, 16, 90, False, 1e-3],
        markup.WORDS: ["012", "0x10", "1:30", "no", 1e-3],
    }
    duplicate = "hidden_dim: 64\\nhidden_dim: 32"
    outcomes = [
        "error" in markup._load(looks.Look(EMPTY), each, duplicate)[0]
        for each in markup.DOCUMENTS
    ]
    # The sample says hidden_dim twice: the last wins silently in PyYAML.
    assert outcomes == [False, True, True, True]


@pytest.mark.parametrize("name", ["C9", "C10", "C11", "C12", "C13"])
def test_each_statement_on_yaml_names_the_parser_that_was_asked(name: str) -> None:
    """None is about YAML at large, and Hydra's file and command line are two."""
    entry = claims.execute(claims.find(name), EMPTY)
    asked = {
        next(each for each in markup.LOADERS if text.startswith(each))
        for text in entry["statements"]
    }
    expected = markup.DOCUMENTS if name in {"C12", "C13"} else markup.LOADERS
    assert asked == {*expected}


def test_a_reference_in_a_list_hangs_on_its_spelling() -> None:
    """C13: never in the article's flow list; in quotes or in block form where it is resolved."""
    facts = markup.measure_c13(looks.Look(EMPTY))
    assert not any(ways["flow"] for ways in facts["resolved"].values())
    resolving = {name for name, ways in facts["resolved"].items() if ways["value"]}
    assert resolving == {"OmegaConf", markup.FILE}
    assert all(
        facts["resolved"][name][way]
        for name in resolving
        for way in ("quoted", "block")
    )
    # The sample is a fixture that must fail.
    assert all("Error" in said for said in facts["printed"].values())


def test_an_easydict_in_daily_use() -> None:
    """C5: what is not a dict all the way down is refused by yaml.safe_dump."""
    where = registry.find("easydict").environment
    (found,) = looks.Look(EMPTY).program(where, "easydict_uses.py")
    assert found["inside dict(cfg)"] == "EasyDict"
    assert found["yaml.safe_dump"] == ["RepresenterError"]
    assert found["EasyDict(dict)"] is True


def test_what_a_dot_and_brackets_give() -> None:
    """C1: the completer knows attributes, a misspelt name raises, and a keyword is no attribute."""
    look = looks.Look(EMPTY)
    found = {each["kind"]: each for each in libraries._access(look)}
    assert [*found] == ["dict", "namespace", "dataclass", "EasyDict", "OmegaConf"]
    assert {kind for kind, each in found.items() if not each["by a dot"]} == {"dict"}
    assert {kind for kind, each in found.items() if not each["completed"]} == {"dict"}
    assert all("Error: " in each["misspelt"] for each in found.values())
    assert found["OmegaConf"]["not by a dot"] == ["lambda", "items"]
    assert found["dataclass"]["not by a dot"] == ["lambda"]


def test_what_saves_a_dataclass() -> None:
    """C2 is executed: pickle gives one back as it is, and json not even by asdict."""
    (found,) = looks.Look(EMPTY).program(Environment.of(()), "dataclass_uses.py")
    able = [module for module, said in found["as it is"].items() if said == "equal"]
    assert able == ["pickle"]
    assert found["by asdict"] == "not equal"


def test_what_two_libraries_take_by_themselves() -> None:
    """C7 and C19 are executed: the types that arrive without a line more."""
    look = looks.Look(EMPTY)
    for row, program, lacks in (
        (
            "argparse_dataclass",
            "argparse_dataclass_uses.py",
            ["list[int]", "tuple[float, float]", "dict[str, float]", "float | None"],
        ),
        ("fire", "fire_uses.py", ["path", "enum"]),
    ):
        (found,) = look.program(registry.find(row).environment, program)
        assert [kind for kind, said in found.items() if said != "arrived"] == lacks


OPTION = """
def declare(parser):
    parser.add_argument("--{flag}", type=int, default=10{help})


def wire(args):
    return {{"{name}": args.{name}}}
"""


@given(st.integers(1, 200), st.sampled_from(["", ', help="what it is for"']))
def test_a_longer_name_costs_no_token_more(length: int, text: str) -> None:
    """C4 counts what a line break cannot change: neither the name's length nor the layout does."""
    short, long = (
        OPTION.format(flag=name, name=name, help=text) for name in ("n", "n" * length)
    )
    assert options.python_tokens(short) == options.python_tokens(long)


def test_a_layout_costs_lines_and_no_token() -> None:
    """The formatter makes four lines of one, with a comma more; the count stays."""
    short, long = (
        lines.formatted(OPTION.format(flag=name, name=name, help=""))
        for name in ("n", "n" * 90)
    )
    assert len(short.splitlines()) < len(long.splitlines())
    assert options.python_tokens(short) == options.python_tokens(long)
    plain = "x: int = field(default=1)"
    explained = 'x: int = field(default=1, metadata={"help": "what it is for"})'
    assert options.python_tokens(plain) == options.python_tokens(explained)
    assert options.python_tokens(f"{plain}\ny = 1") > options.python_tokens(plain)


def test_one_more_option_of_a_row() -> None:
    """Its patch is applied to a copy, and a variant that has its origin's costs the same."""
    costs = {
        name: options.added(registry.find(name))
        for name in ("argparse", "argparse_strict", "hydra")
    }
    # In a config file: a name, a colon, a value.
    assert costs["hydra"] == 3
    assert costs["argparse"] == costs["argparse_strict"] > costs["hydra"]


#: For each claim, facts under which it holds, and the fact that then makes a difference.
STATED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "C1": (
        {
            "characters": {"dot": 1, "bracket": 4}, "closed": {"dot": 0, "bracket": 4},
            "dots": {"dict": False, "x": True}, "completed": {"dict": False, "x": True},
            "told": {"dict": True, "x": True},
        },
        {"told": {"dict": True, "x": False}},
    ),
    "C2": (
        {
            "reads": 5, "dotted": 5, "lines": 9, "others": {"x": 8}, "asdict": "not equal",
            "as_it_is": {"json": "TypeError", "pickle": "TypeError"},
        },
        {"as_it_is": {"json": "TypeError", "pickle": "equal"}},
    ),
    "C3": (
        {
            "json_marks": 2, "yaml_marks": 1, "json_comments": False, "yaml_comments": True,
            "json_append": 3, "yaml_append": 1, "json_plain": 1, "json_order": False,
        },
        {"json_order": True},
    ),
    "C4": (
        {"tokens": {"argparse": 4, "x": 1}, "others": {"x": 1}},
        {"tokens": {"argparse": 4, "x": 5}, "others": {"x": 5}},
    ),
    "C5": (
        {"dots": True, "inside": "EasyDict", "yaml": ["Error"], "back": False},
        {"back": True},
    ),
    "C6": ({"configparser": 0, "argparse": 0}, {"configparser": 1}),
    "C7": (
        {"config": 0, "types": {"x": False}, "by_hand": 8, "argparse_by_hand": 7},
        {"types": {"x": True}},
    ),
    "C8": (
        {"mib": 9, "next_mib": 8, "startup": 9, "next_startup": 8},
        {"next_startup": 10},
    ),
    "C9": (
        {"strings": {"x": {"LSTM": True, "no": True}}},
        {"strings": {"x": {"LSTM": True, "no": False}}},
    ),
    "C10": ({"numbers": {"x": True}}, {"numbers": {"x": True, "y": False}}),
    "C11": (
        {"booleans": {"x": ["True", "true", "False", "false", "null"]}},
        {"booleans": {"x": ["True", "true", "False", "false"]}},
    ),
    "C12": ({"loads": {"x": True}}, {"loads": {"x": False}}),
    "C13": (
        {"resolved": {"x": {"value": True, "flow": True, "block": False}}},
        {"resolved": {"x": {"value": True, "flow": False, "block": True}}},
    ),
    "C14": ({"runs": True}, {"runs": False}),
    "C15": (
        {"named": {"x": []}, "made": range(3, 5), "other_made": range(5, 9)},
        {"named": {"x": ["LSTM"]}},
    ),
    "C16": (
        {"resolves": {"bare": True, "packaged": True, "behind": True}},
        {"resolves": {"bare": True, "packaged": True, "behind": False}},
    ),
    "C17": (
        {"own": {"x": True}, "other": {"x": True}, "built": True},
        {"built": False},
    ),
    "C18": ({"overridden": True}, {"overridden": False}),
    "C19": (
        {"kinds": {"x": "arrived"}, "tasks": 3, "right": 2},
        {"right": 1},
    ),
    "C20": ({"values": {"x": {"row": True}}}, {"values": {"x": {"row": False}}}),
}  # fmt: skip


@pytest.mark.parametrize("name", claims.claims())
def test_each_claim_can_hold_and_can_fail(name: str) -> None:
    """Facts decide: with those stated the claim holds, with one changed it does not."""
    facts, other = STATED[name]
    judge = claims.find(name).judge
    assert claims.verdict(judge(facts)) == "holds"
    assert claims.verdict(judge(facts | other)) != "holds"


@given(st.lists(st.booleans(), min_size=1))
def test_the_verdict_follows_from_the_statements(so: list[bool]) -> None:
    """All so: holds.  None so: does not hold.  Else partly; and never by another rule."""
    found = claims.verdict(
        {str(number): Statement(each) for number, each in enumerate(so)}
    )
    expected = {1: "holds", 0: "does not hold"}.get(sum(so) / len(so), "holds partly")  # type: ignore[call-overload]
    assert found == expected


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_margin_is_the_least_that_turns_a_statement(one: int, other: int) -> None:
    """Moved by the margin it is otherwise; by one less it is as it was."""
    for compare, sign in ((statements.more, 1), (statements.at_least, 1)):
        found = compare(one, other, "line")
        assert found.margin is not None
        towards = -sign if found.so else sign
        moved = compare(one + towards * int(found.margin), other, "line")
        almost = compare(one + towards * (int(found.margin) - 1), other, "line")
        assert moved.so is not found.so
        assert almost.so is found.so


def test_exceptions_and_witnesses_are_counted_and_named() -> None:
    """One exception turns a sentence on all, one witness a sentence on some."""
    one = statements.every({"a": True, "b": False}, "row")
    assert (one.so, one.margin, one.between) == (False, 1, "b")
    assert statements.every({"a": True}, "row") == Statement(so=True)
    assert not statements.every({}, "row").so
    some = statements.some({"a": True, "b": False}, "row")
    assert (some.so, some.margin, some.between) == (True, 1, "a")
    assert statements.some({"a": False}, "row") == Statement(so=False)
    none = statements.none(2, "line")
    assert (none.so, none.margin) == (False, 2)


def test_a_verdict_hangs_on_what_would_change_it_by_little() -> None:
    """By one, or by words that people chose; a statement that changes no verdict is none."""
    close, wide = statements.more(5, 4, "line"), statements.more(9, 4, "line")
    resting = statements.more(9, 4, "line", rests=statements.OUR_ROW)
    no = Statement(so=False)
    assert claims.hangs({"a": close, "b": wide}) == {"a": "one line"}
    assert claims.hangs({"a": wide}) == {}
    assert claims.hangs({"a": resting}) == {"a": statements.OUR_ROW}
    assert claims.hangs({"a": close, "b": no}) == {"a": "one line"}
    # Another statement keeps the verdict where it is.
    assert claims.hangs({"a": close, "b": no, "c": wide}) == {}


def test_nothing_is_judged_without_a_statement() -> None:
    """An empty claim would hold by itself."""
    with pytest.raises(ValueError, match="without statements"):
        claims.verdict({})


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    """The published results: figures for the claims that need them."""
    return results.load()


@pytest.fixture(scope="module")
def entries(published: dict[str, Any]) -> dict[str, Any]:
    """Every claim that is made of figures only, and that two of others, executed."""
    wanted = ("C2", "C4", "C6", "C7", "C12", "C15", "C19", "C20")
    return {name: claims.execute(claims.find(name), published) for name in wanted}


def test_figures_of_categories_make_the_other_claims(entries: dict[str, Any]) -> None:
    """Claims on lines, changes and overrides name the cells that they took their figures from."""
    assert entries["C6"]["verdict"] == "holds"
    for name in ("C2", "C4", "C7", "C15", "C19"):
        assert entries[name]["statements"], entries[name]["seen"]
        assert any("cell" in each for each in entries[name]["evidence"])


def test_a_claim_without_its_figures_is_not_executed() -> None:
    """It says which command measures them; nothing is guessed."""
    entry = claims.execute(claims.find("C4"), EMPTY | {"cells": {"change": {}}})
    assert entry["verdict"] == "not executed"
    assert "pytest --benchmark --category change,claims" in entry["seen"]
    rows = {
        "row": {"tool/config": {"outcome": "right"}},
        "other": {"all": {"outcome": "unmeasured"}},
    }
    measured = EMPTY | {"cells": {"remote": rows}}
    assert claims.execute(claims.find("C20"), measured)["verdict"] == "holds"
    assert "make benchmark-beyond" in claims.execute(claims.find("C20"), EMPTY)["seen"]


def test_a_program_that_cannot_run_is_no_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A missing library of a claim's program is told in place of a verdict, and ends no run."""

    def missing(*_: object) -> list[dict[str, Any]]:
        raise UnmeasuredError("load_yaml.py: exit 1: No module named 'ruamel'")

    monkeypatch.setattr(looks.Look, "program", missing)
    entry = claims.execute(claims.find("C9"), EMPTY)
    assert entry["verdict"] == "not executed"
    assert "No module named 'ruamel'" in entry["seen"]
    assert "No module named 'ruamel'" in entry["seen_ko"]


def test_remote_records_are_judged_by_what_the_claim_says() -> None:
    """C20 is read from the cells of a category: a lost value counts, a lost type is told."""

    def executed(outcome: str) -> dict[str, Any]:
        rows = {
            "one": {"wandb/config": {"outcome": "right"}},
            "two": {"wandb/config": {"outcome": outcome}},
            "control": {"wandb/odd": {"outcome": "wrong_value"}},
        }
        measured = EMPTY | {"cells": {"remote": rows}}
        return claims.execute(claims.find("C20"), measured)

    entry = executed("type_changed")
    assert entry["verdict"] == "holds"
    assert "1 with other types, of 2" in entry["seen"]
    # What was never sent is no remote record, and the verdict says so.
    assert [*entry["hangs"].values()] == [statements.NOT_SENT]
    assert executed("wrong_value")["verdict"] == "does not hold"


@pytest.mark.parametrize("name", ["C2", "C6", "C7", "C19"])
def test_what_counts_parties_waits_for_them(name: str) -> None:
    """A claim about who did it is not executed before that is measured; the command is named."""
    stored = results.load()
    for rows in stored["cells"].values():
        for cells in rows.values():
            for cell in cells.values():
                cell["by"] = "unmeasured"
    entry = claims.execute(claims.find(name), stored)
    assert entry["verdict"] == "not executed"
    assert "python -m benchmarks parties" in str(entry)


@pytest.mark.parametrize("name", claims.claims())
def test_no_figure_stands_in_the_sentences(name: str) -> None:
    """Both languages ask for the same facts, and digits stand in names of things only."""
    claim = claims.find(name)
    english, asked = claims.fields(claim.seen), claims.fields(claim.seen_ko)
    assert asked <= english
    for sentence in (claim.seen, claim.seen_ko):
        plain = "".join(text for text, *_ in string.Formatter().parse(sentence))
        for known in ("1.0e-3", "1e-3", "model/lstm"):
            plain = plain.replace(known, "")
        assert not set(plain) & set(string.digits)


def test_a_dict_and_dots_are_told_apart_at_the_call_sites() -> None:
    """Reads are found by their start, kind and syntax; what is no setting is none."""
    source = (
        "# -- wire\n"
        "def wire(args, config, cfg):\n"
        "    kinds = {'a': 1}[args.kind]\n"
        "    a = config.getint('model', 'n_layers'), cfg['x']['y'], tuple(cfg.betas)\n"
        "    return other.thing, args.path.joinpath(a)\n"
        "# -- save\n"
        "def save(args):\n"
        "    return args.out\n"
    )
    found = {
        each.text: (each.kind, each.syntax, each.closed, each.shift)
        for each in reads.reads(source)
    }
    assert found == {
        "args.kind": ("dot", 1, 0, 0),
        # The underscore of a name is no syntax.
        "config.getint('model', 'n_layers')": ("call", 14, 6, 2),
        "cfg['x']['y']": ("bracket", 8, 8, 0),
        "cfg.betas": ("dot", 1, 0, 0),
        "args.path.joinpath": ("dot", 2, 0, 0),
    }


def test_an_unknown_claim_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Bad input ends in one sentence."""
    assert main(["claim", "C21"]) == 2
    assert "there is no claim 'C21'" in capsys.readouterr().err
    assert main(["reproduce", "claims/C99"]) == 2


def test_a_claim_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints evidence, statements, verdict and rule; ``reproduce`` is an alias."""
    assert main(["claim", "c3"]) == 0
    printed = capsys.readouterr().out
    assert "$ python benchmarks/claims/programs/two_formats.py" in printed
    assert "so      one more value touches more lines of JSON\n" in printed
    assert "by 2 lines: 3 and 1\n" in printed
    assert "not so  without a word about order JSON does not keep" in printed
    assert f"holds partly. Rule: {claims.RULE}." in printed
    assert main(["reproduce", "claims/C3"]) == 0


def test_another_verdict_than_the_published_one_is_told() -> None:
    """A claim that came out otherwise names the statement that changed."""
    old = {"verdict": "holds", "statements": {"x": True}}
    fresh = {"verdict": "does not hold", "statements": {"x": False}}
    assert reproducing.compare_claim(old, old) == (True, "as published: holds")
    same, said = reproducing.compare_claim(fresh, old)
    assert (same, "other: x" in said) == (False, True)
    assert reproducing.compare_claim(fresh, None)[0]


def test_claims_go_with_the_whole_or_by_name() -> None:
    """They are about all rows: choosing rows leaves them out, naming them takes them."""
    assert choose(None, None).claims
    assert choose(None, None).whole
    assert not choose(None, "argparse").claims
    assert choose("claims", None).claims
    assert choose("claims", None).categories == ()
    with pytest.raises(UserError, match="did you mean 'claims'"):
        choose("claim", None)


def test_the_run_stores_every_claim(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, entries: dict[str, Any]
) -> None:
    """Twenty entries that the schema accepts, each with its command, and an account."""

    def stand_in(_: object) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in claims.claims():
            yield name, entries["C12"]

    monkeypatch.setattr(claims, "execute_all", stand_in)
    # What becomes of public tables is tested beside their miniature.
    monkeypatch.setattr(claims.tables, "tables", dict)
    run = Run.start(choose("claims", None), path=tmp_path / "results.json")
    ticks: list[None] = []
    run.claims(lambda: ticks.append(None))
    run.finish()
    content = results.load(tmp_path / "results.json")
    assert list(content["claims"]) == [f"C{number}" for number in range(1, 21)]
    assert len(ticks) == 20
    assert content["units"]["claims/all"]["sha256"] == claims.sha256()


def test_the_report_shows_claim_verdict_and_command(
    entries: dict[str, Any], published: dict[str, Any]
) -> None:
    """Each claim with its verdict, what was seen, and how to repeat it."""
    content = {"claims": entries}
    page = section.page(content)
    for name, entry in entries.items():
        assert (
            f"| {name} | {escaped(entry['claim'])} | **{entry['verdict']}**"
            f"{escaped(section.hanging(entry))} |" in page
        )
        assert entry["reproduce"] in page
    assert "*not so*: PyYAML loads a file that is indented by a tab" in page
    assert section.page({"claims": {}}) == ""
    assert section.sentence({"claims": {}}) == ""
    said = section.sentence(content)
    assert f"Of the {len(entries)} claims" in said
    assert said.endswith(
        f"{section.counted(entries)}. [Each with its evidence](claims.md)."
    )
    hanging = section.hanging(entries["C7"])
    assert hanging.startswith("; hangs on how we wrote the row")
    assert f"{escaped(hanging)} |" in page
    assert "gives it back (by one module: pickle)" in page
    made = pages.pages(published | content, {})["site/claims.html"]
    assert "; hangs on how we wrote the row" in made
    json.dumps(entries)
