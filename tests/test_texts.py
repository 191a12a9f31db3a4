"""What a program printed is judged by its words: frames, colours and quoted blocks do not count."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.categories.overrides.cases import Case
from benchmarks.outcomes import Kind
from benchmarks.running import Record
from benchmarks.texts import (
    Explained,
    examine,
    explained,
    last_line,
    lists_options,
    message,
    plain,
    short,
    without_blocks,
)
from benchmarks.values import parse

MISSPELT = Case("m", Kind.MISTAKE, key="n_epochz", right="n_epochs")
TYPE = Case("m", Kind.MISTAKE, key="lr", value="abc", allowed=(r"\bfloat\b",))
OWN: Record = {
    "optimizer": parse("Adam(lr=0.001, betas=(0.9, 0.999))"),
    "n_epochs": parse("3"),
}

#: A help as tyro lays it out: boxes by group, texts wrapped inside them.
TYRO_HELP = """\
usage: train.py [-h] [OPTIONS]

Train Deep Knowledge Tracing.

╭─ options ────────────────────────────────────────────────────╮
│ -h, --help              show this help message and exit      │
│ --n-epochs INT          passes over the training data        │
│                         (default: 3)                         │
╰──────────────────────────────────────────────────────────────╯
╭─ optimizer options ──────────────────────────────────────────╮
│ How the weights are moved.                                   │
│ ──────────────────────────────────────────────────────────── │
│ --optimizer.lr FLOAT    learning rate (default: 0.001)       │
│ --optimizer.betas FLOAT FLOAT                                │
│                         decay of the two averages (default:  │
│                         0.9 0.999)                           │
╰──────────────────────────────────────────────────────────────╯
"""

#: A help as typer lays it out with rich, colours and the blanks to the right included.
TYPER_HELP = (
    "                                                                      \n"
    " \x1b[1;33mUsage: \x1b[0m\x1b[1mtrain.py [OPTIONS]\x1b[0m                 \n"
    "                                                                      \n"
    " Train Deep Knowledge Tracing.                                        \n"
    "                                                                      \n"
    "\x1b[2m╭─\x1b[0m\x1b[2m Options \x1b[0m\x1b[2m──────────────────────────────╮\x1b[0m\n"
    "\x1b[2m│\x1b[0m \x1b[1;36m-\x1b[0m\x1b[1;36m-lr\x1b[0m        \x1b[1;33mFLOAT\x1b[0m"
    "    learning rate \x1b[2m[default: 0.001]\x1b[0m \x1b[2m│\x1b[0m\n"
    "│ --betas     <FLOAT FLOAT>...  decay of the averages [default: 0.9, │\n"
    "│                               0.999]                               │\n"
    "│ --n-epochs  INTEGER  passes over the data [default: 3]             │\n"
    "│ --help               Show this message and exit.                   │\n"
    "╰────────────────────────────────────────────────────────────────────╯\n"
)

TYRO_ERROR = """\
╭─ Unrecognized options ───────────────────────────────────────╮
│ Unrecognized options: --n-epochz 5                           │
│ ──────────────────────────────────────────────────────────── │
│ Perhaps you meant:                                           │
│     --n-epochs INT                                           │
│         passes over the training data (default: 3)           │
│ ──────────────────────────────────────────────────────────── │
│ For full helptext, run train.py --help                       │
╰──────────────────────────────────────────────────────────────╯
"""

TYRO_TYPE = """\
╭─ Parsing error ──────────────────────────────────────────────╮
│ Error parsing --optimizer.lr: could not read 'abc' as a      │
│ float                                                        │
╰──────────────────────────────────────────────────────────────╯
"""

TYPER_ERROR = """\
Usage: train.py [OPTIONS]
Try 'train.py --help' for help.
╭─ Error ──────────────────────────────────────────────────────╮
│ Invalid value for '--lr': 'abc' is not a valid float.        │
╰──────────────────────────────────────────────────────────────╯
"""

RICH_TRACEBACK = """\
╭───────────────────── Traceback (most recent call last) ──────────────────────╮
│ /home/me/train.py:12 in main                                                 │
│                                                                              │
│   11 │   settings = read()                                                   │
│ ❱ 12 │   return train(lr=float(settings["lr"]))                              │
│   13                                                                         │
│ ╭─ locals ─╮                                                                 │
│ │ lr = abc │                                                                 │
│ ╰──────────╯                                                                 │
╰──────────────────────────────────────────────────────────────────────────────╯
ValueError: could not convert string to float
"""


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("│ --lr FLOAT  learning rate │", "--lr FLOAT  learning rate"),
        ("┃     --lr FLOAT ┃\r", "    --lr FLOAT"),
        ("╭─ Error ─────╮", "Error"),
        ("╭──── two words ────╮\n│ a │\n╰─────╯\nb", "two words\na\nb"),
        ("╭─────╮\n│ a b │\n│ c   │\n╰─────╯\n", "a b\nc\n"),
        ("│ a │\n│   │\n│ b │", "a\n\nb"),
        ("│ ─── │\n═══\n├────┤\n", ""),
        ("│ ╭─ in ─╮ │\n│ │  a   │ │\n│ ╰──────╯ │", "in\n a"),
        ("│ lr  │ 0.1 │", "lr    0.1"),
        ("─ a", "a"),
        ("\x1b[1;31mred\x1b[0m and \x1b[Kplain", "red and plain"),
        ("\x1b]8;;https://x.org\x1b\\page\x1b]8;;\x1b\\ \x1b]0;title\x07", "page "),
        ("a\x1b(B\x1b\x1b[0m[0mb\x1b", "a[0mb"),
        ("no frame | at - all +", "no frame | at - all +"),
    ],
)
def test_frames_and_colours_are_taken_away(text: str, bare: str) -> None:
    """What stands in a box keeps its lines and its indentation; a border goes."""
    assert plain(text) == bare


DRAWN = st.characters(min_codepoint=0x2500, max_codepoint=0x257F)


@given(st.text())
def test_a_text_without_frames_is_left_alone(text: str) -> None:
    """Not a blank is changed where nothing is drawn and nothing escapes."""
    own = re.sub(r"[\x1b\u2500-\u257f]", "", text)
    assert plain(own) == own


@given(st.text(st.sampled_from("│─╭╯┃ab \t\r\n\x1b[]m0;\x07\\") | DRAWN))
def test_nothing_drawn_remains(text: str) -> None:
    """No stroke and no escape is left, so that a text may be cleaned twice."""
    bare = plain(text)
    assert not re.search(r"[\x1b\u2500-\u257f]", bare)
    assert plain(bare) == bare


WORDS = st.text("ab-=: ").map(str.rstrip)


@given(WORDS.map(str.strip), st.lists(WORDS))
def test_a_box_and_its_content_are_one_text(title: str, lines: list[str]) -> None:
    """A box around any lines, taken away, leaves the lines, with its title above them."""
    width = max(map(len, lines), default=0)
    border = f"╭─ {title} ─╮" if title else "╭──╮"
    inside = [f"│ {line:{width}} │" for line in lines]
    box = "\n".join([border, *inside, f"╰{'─' * (width + 2)}╯"])
    assert plain(box) == "\n".join([*([title] if title else []), *lines])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("usage: x [-h]\n         [--lr LR]\nx: error: no", "x: error: no"),
        ("Usage: x [OPTIONS]\n\nError: no\n", "\nError: no\n"),
        (" Usage: x  \n           [--lr]\n \n Text\n", " \n Text\n"),
        ("a\nusage: x [-h]", "a\n"),
        ("Traceback (most recent call last):\n  File\n    f()\nKeyError: 1", "KeyError: 1"),
        ("the usage: none\nA Traceback is\n", "the usage: none\nA Traceback is\n"),
        (RICH_TRACEBACK, "ValueError: could not convert string to float\n"),
        ("│ usage: x      │\n│        [--lr] │\n│ no            │", "no"),
    ],
)  # fmt: skip
def test_a_usage_block_and_a_traceback_are_no_message(text: str, left: str) -> None:
    """They name every flag and quote source code, boxed or not; what stands around them is left."""
    assert without_blocks(text) == left


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("usage: x\nx: error: no such flag\n", "x: error: no such flag"),
        ("ValueError: bad\nSet HYDRA_FULL_ERROR=1 for more", "ValueError: bad"),
        ("a warning\nthe first\nthe last", "the first"),
        ("DeprecationWarning: x", "DeprecationWarning: x"),
        ("", "(no output)"),
        # A program may refuse with nothing but its usage.
        ("Usage:\n  x --lr=LR\n", "Usage:"),
        (TYRO_ERROR, "Unrecognized options: Unrecognized options: --n-epochz 5"),
        (
            TYRO_TYPE,
            "Parsing error: Error parsing --optimizer.lr: could not read 'abc' as a",
        ),
        (TYPER_ERROR, "Error: Invalid value for '--lr': 'abc' is not a valid float."),
        (RICH_TRACEBACK, "ValueError: could not convert string to float"),
        (
            "E1126 20:16:34.566359 1402 reader.py:55] Path not found: a.gin\ntrain.py: no",
            "train.py: no",
        ),
    ],
)
def test_the_line_that_says_what_went_wrong(text: str, line: str) -> None:
    """Never a line of a frame, and never a title alone."""
    assert last_line(text) == line


def test_a_message_is_one_line_without_blocks() -> None:
    """A title begins the line below it, and wrapped words are joined."""
    assert message(TYPER_ERROR) == (
        "Try 'train.py --help' for help. "
        "Error: Invalid value for '--lr': 'abc' is not a valid float."
    )
    assert message(TYRO_TYPE) == (
        "Parsing error: Error parsing --optimizer.lr: could not read 'abc' as a float"
    )
    assert message(RICH_TRACEBACK) == "ValueError: could not convert string to float"
    assert message(" \n") == "(no output)"
    assert message("usage: x [-h]\n") == "usage: x [-h]"


@given(st.text(), st.integers(20, 60))
def test_a_shortened_text_keeps_its_ends(text: str, limit: int) -> None:
    """Nothing is cut that fits; what is cut tells how much."""
    shown = short(text, limit)
    if len(text) <= limit:
        assert shown == text
    else:
        half = limit // 2
        assert shown.startswith(text[:half])
        assert shown.endswith(text[-half:])
        assert f"…({len(text) - 2 * half})…" in shown


@pytest.mark.parametrize(
    ("case", "text", "facts"),
    [
        # argparse: the usage block names every flag, whatever was wrong
        (
            MISSPELT,
            "usage: train.py [--n-epochs N]\n                [--lr LR]\n"
            "train.py: error: unrecognized arguments: --n-epochz 5\n",
            (True, None, None, False, True),
        ),
        (
            MISSPELT,
            "No such option: --n-epochz. Did you mean --n-epochs?",
            (True, None, None, True, True),
        ),
        (
            TYPE,
            "argument --lr: invalid float value: 'abc'",
            (True, True, True, None, True),
        ),
        (
            TYPE,
            'Traceback (most recent call last):\n  File "x", line 1, in f\n    get("lr")\n'
            "ValueError: lrr is abcd",
            (False, False, False, None, False),
        ),
        (TYPE, "", (False, False, False, None, True)),
        (MISSPELT, TYRO_ERROR, (True, None, None, True, True)),
        (TYPE, TYRO_TYPE, (True, True, True, None, True)),
        (TYPE, TYPER_ERROR, (True, True, True, None, True)),
        # The source that it quotes names the setting, the locals the value.
        (TYPE, RICH_TRACEBACK, (False, False, True, None, False)),
        (
            TYPE,
            RICH_TRACEBACK.replace("(most", "\x1b[2m(most"),
            (False, False, True, None, False),
        ),
    ],
)
def test_facts_of_a_message(
    case: Case, text: str, facts: tuple[bool | None, ...]
) -> None:
    """Key, value, what is allowed, the nearest name, no traceback: each from the words alone."""
    assert tuple(examine(case, text).values()) == facts


HELP = """usage: train.py [--lr LR] [--betas B B] [--n-epochs N]

options:
  -l, --lr LR           learning rate (default: 0.001)
  --betas BETAS BETAS   {betas}
  --n-epochs N_EPOCHS
                        passes over the data (default: {epochs})
"""


@pytest.mark.parametrize(
    ("betas", "epochs", "lacking"),
    [
        ("decay (default: (0.9, 0.999))", "3", ((), (), ())),
        ("decay (default: (0.9, 0.99))", "3", ((), ("betas",), ())),
        ("(default: (0.9, 0.999))", "3", ((), (), ("betas",))),
        ("decay (default: (0.9, 0.999))", "30", ((), ("n_epochs",), ())),
    ],
)
def test_a_help_explains_every_setting(
    betas: str, epochs: str, lacking: tuple[tuple[str, ...], ...]
) -> None:
    """Name, default and a text: each is missed where it is missing."""
    found = explained(HELP.format(betas=betas, epochs=epochs), OWN)
    assert (found.unnamed, found.without_default, found.without_text) == lacking
    assert found.whole is (lacking == ((), (), ()))


def test_a_usage_block_explains_nothing() -> None:
    """Flags in the usage are named nowhere else."""
    found = explained(HELP.partition("options")[0], OWN)
    assert set(found.unnamed) == {"lr", "betas", "n_epochs"}


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ({}, "of 3 settings 3 are named, 3 with their default, 3 with a text"),
        (
            {"unnamed": ("a",), "without_default": ("a", "b"), "without_text": ("a",)},
            "of 3 settings 2 are named, 1 with their default, 2 with a text; "
            "not named: a; without their default: b",
        ),
        (
            {"without_default": ("b",), "without_text": ("b", "c")},
            "of 3 settings 3 are named, 2 with their default, 1 with a text; "
            "without their default: b; without a text: c",
        ),
    ],
)
def test_which_settings_a_help_does_not_explain_is_told(
    lacking: dict[str, tuple[str, ...]], told: str
) -> None:
    """Each once, with the first that it lacks: who mends it need not count."""
    none: dict[str, tuple[str, ...]] = dict.fromkeys(
        ("unnamed", "without_default", "without_text"), ()
    )
    assert str(Explained(3, **(none | lacking))) == told


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        # absl's, of a program whose settings are fields of a config: no flag is one of them.
        ("flags:\n\ntrain.py:\n  --config: path to config file.\n", True),
        ("usage: train.py [-h]\n  --lr LR\n", False),
        ("unknown option --help", False),
        ("--help: unknown option", False),
    ],
)
def test_a_help_lists_options_and_a_refusal_does_not(
    text: str, *, listed: bool
) -> None:
    """A usage block stands above a refusal, too."""
    assert lists_options(text) == listed


@pytest.mark.parametrize("text", [TYRO_HELP, TYPER_HELP])
def test_a_boxed_help_explains_as_one_without_boxes(text: str) -> None:
    """All three settings are named with default and text; what is missing there is missed."""
    assert explained(text, OWN).whole
    found = explained(text.replace("0.001", "0.002").replace("passes", ""), OWN)
    assert (found.unnamed, found.without_default) == ((), ("lr",))
    found = explained(re.sub("(?m)^.*--n-epochs.*$", "│ │", text), OWN)
    assert found.unnamed == ("n_epochs",)
