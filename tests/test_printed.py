"""What the libraries of many grammars print, as they printed it: judged alike by one rule.

``printed/`` has the outputs of small programs with the settings of the training core, 80 columns
wide, of November 2026: absl 2.5, chz 0.4, click 8.5, cyclopts 5.5, draccus 0.11, jsonargparse 4.53,
pydantic-settings 2.16, rich-click 1.9, simple-parsing 0.1.9, typed-argument-parser 1.12,
typer 0.29, tyro 1.0.  Usage and frames are cut short in ``refused.toml``.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.categories.overrides.cases import Case, cases
from benchmarks.outcomes import Kind
from benchmarks.running import Record
from benchmarks.texts import examine, explained
from benchmarks.values import parse

PRINTED = Path(__file__).parent / "printed"

NESTED: Record = {
    "model": parse("LSTM(hidden_dim=64, n_layers=2, head_dims=[32])"),
    "data": parse(
        "Simulated(n_students=600, n_steps=50, max_seq_len=20, valid_fraction=0.3, shuffle=True)"
    ),
    "loss": parse("BCEWithLogits(weights={'right': 1.0, 'wrong': 1.0})"),
    "optimizer": parse("Adam(lr=0.001, weight_decay=0.0, betas=(0.9, 0.999))"),
    "scheduler": parse("ReduceLROnPlateau(factor=0.5, patience=2)"),
    "n_epochs": parse("3"),
    "batch_size": parse("64"),
    "clip_grad": parse("10.0"),
    "precision": parse("Precision.FP32"),
    "seed": parse("42"),
    "tags": parse("[]"),
    "run_name": parse("'baseline'"),
}
SMALL: Record = {
    "data": parse("Simulated(shuffle=True)"),
    "optimizer": parse("Adam(lr=0.001, betas=(0.9, 0.999))"),
    "n_epochs": parse("3"),
    "clip_grad": parse("10.0"),
    "run_name": parse("'baseline'"),
}
FLAT: Record = {
    **SMALL,
    "model": parse("LSTM(head_dims=[32])"),
    "precision": parse("Precision.FP32"),
    "tags": parse("[]"),
}
HELP: dict[str, tuple[tuple[str, ...], Record]] = {
    "absl": (("absl",), FLAT),
    "argparse": (("argparse",), SMALL),
    "chz": (("chz",), SMALL),
    "click": (("click",), FLAT),
    "cyclopts": (("cyclopts",), NESTED),
    "draccus": (("draccus",), NESTED),
    "jsonargparse": (("jsonargparse",), NESTED),
    "pydantic_settings": (("pydantic_settings",), FLAT),
    "rich_click": (("rich_click",), FLAT),
    "simple_parsing": (("simple_parsing",), NESTED),
    "tap": (("tap",), FLAT),
    "typer": (("typer",), FLAT),
    "tyro": (("tyro",), NESTED),
    # Where a choice is a subcommand, the settings stand behind it.
    "tyro_choices": (
        ("tyro_choices", "tyro_choices_model", "tyro_choices_scheduler"),
        NESTED,
    ),
}


def printed(*names: str) -> str:
    """Return some outputs, one after the other."""
    return "\n".join((PRINTED / f"{name}.txt").read_text("utf-8") for name in names)


@pytest.mark.parametrize("grammar", HELP)
def test_a_help_explains_whatever_its_grammar(grammar: str) -> None:
    """Every setting with its default and a text, and what is taken out of it is missed."""
    names, settings = HELP[grammar]
    text = printed(*names)
    assert explained(text, settings).whole, explained(text, settings)
    other = explained(re.sub(r"0\.001\b", "0.002", text), settings)
    assert (other.unnamed, other.without_default) == ((), ("lr",))
    other = explained(re.sub(r"learning\s+rate\b", "", text, count=1), settings)
    assert other.without_text == ("lr",)
    other = explained(re.sub("(?i)clip([-_])grad", r"clap\1grad", text), settings)
    assert other.unnamed == ("clip_grad",)
    switched = r"(?i)(default\W+)(true|shuffle)|True( \(default\))"
    other = explained(re.sub(switched, r"\1no-shuffle\3", text), settings)
    assert other.without_default == ("shuffle",)


def test_every_output_is_read() -> None:
    """None lies there that no test has seen."""
    used = {name for names, _ in HELP.values() for name in names}
    assert used == {path.stem for path in PRINTED.glob("*.txt")}


def test_a_level_without_the_next_does_not_explain_all() -> None:
    """The help in front of the subcommands lacks what stands behind them."""
    found = explained(printed("tyro_choices"), NESTED)
    behind = {"hidden_dim", "n_layers", "head_dims", "factor", "patience"}
    assert {*found.unnamed} == behind


REFUSED = tomllib.loads((PRINTED / "refused.toml").read_text("utf-8"))["refused"]


@pytest.mark.parametrize(
    "refused", REFUSED, ids=[f"{each['library']}-{each['case']}" for each in REFUSED]
)
def test_a_message_says_what_it_says_whatever_its_grammar(
    refused: dict[str, Any],
) -> None:
    """Key, value, what is allowed, the nearest name: from boxes, flags, paths and assignments."""
    facts = examine(cases()[refused["case"]], refused["text"])
    assert [fact for fact, there in facts.items() if there] == refused["told"]
    assert [fact for fact, there in facts.items() if there is False] == refused[
        "not_told"
    ]


# -- one form alone -------------------------------------------------------------------------------

RATE: Record = {"optimizer": parse("Adam(lr=0.001)"), "n_epochs": parse("3")}


@pytest.mark.parametrize(
    "text",
    [
        "# learning rate\nlr: 0.001\n# passes over the data\nn_epochs: 3\n",
        "lr = 0.001  ; learning rate\nn_epochs = 3  ; passes over the data",
        "| lr       | float | 0.001 | learning rate |\n| n_epochs | int | 3 | passes |",
        "  -l RATE, --lr RATE  learning rate [0.001]\n  -n,--n-epochs  passes [3]",
        "* `lr`: learning rate, 1e-3\n* `n_epochs`: passes, 3",
        "OPTIMIZER__LR  learning rate (0.001)\nN_EPOCHS  passes (3)",
        "--optimizer-lr  learning rate (0.001)\n--n-epochs  passes (3)",
        "LR  learning rate (0.001)\nN-EPOCHS  passes (3)",
        "  --lr  FLOAT  how far a step goes for\n               n_epochs passes  [0.001]\n"
        "  --n-epochs INT  passes [3]",
        "  --lr  학습률 (0.001)\n  --n-epochs  폭 (3)",
    ],
)
def test_a_setting_is_found_in_any_layout(text: str) -> None:
    """Remarks above or behind, tables, lists, aliases, capitals, joined paths, any script."""
    assert explained(text, RATE).whole, explained(text, RATE)
    found = explained(text.replace("0.001", "0.1").replace("1e-3", "0.1"), RATE)
    assert (found.unnamed, found.without_default) == ((), ("lr",))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[default: shuffle]", True),
        ("[default: no-shuffle]", False),
        ("(default is on)", True),
        ("(default: off)", False),
        ("(defaults to yes)", True),
        ("shuffle or not", False),
    ],
)
def test_a_switch_is_shown_by_the_name_of_its_flag(text: str, *, shown: bool) -> None:
    """Click and typer name the flag that counts; of the other it would be wrong."""
    settings: Record = {"data": parse("Simulated(shuffle=True)")}
    line = f"--shuffle / --no-shuffle  new batches in each epoch {text}"
    assert explained(line, settings).whole is shown


LR = cases()["wrong_type"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("argument --optimizer-lr: no", True),
        ("OPTIMIZER__LR: no", True),
        ("flag -lr: no", True),
        ("Missing argument 'LR'", True),
        ("optimizer.lr: no", True),
        ("--lr-decay: no", False),
        ("Lr is no", False),
    ],
)
def test_a_key_is_named_as_its_grammar_has_it(text: str, *, named: bool) -> None:
    """Joined to its path, in capitals, behind one dash or two; and no other name."""
    assert examine(LR, text)["names_key"] is named


def test_a_choice_is_named_by_its_class_too() -> None:
    """Where parts are chosen by class, a message has their capitals."""
    case = Case("m", Kind.MISTAKE, key="model", choices=("lstm", "bert"))
    assert examine(case, "model: one of shared_model.LSTM, BERT")["names_allowed"]
    assert not examine(case, "model: one of shared_model.LSTM")["names_allowed"]


def test_a_sentence_is_one_wherever_its_lines_break() -> None:
    """The width of a terminal decides nothing."""
    case = cases()["misspelt_key"]
    text = "│ unknown n_epochz, did you │\n│ mean n_epochs? │"
    assert examine(case, text)["suggests_nearest"]
