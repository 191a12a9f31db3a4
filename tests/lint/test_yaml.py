"""What a lint sees in YAML files, by themselves and by the program that loads them."""

import sys
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st

from configbench.audit.rules import BY_ID
from configbench.errors import UserError
from configbench.lint import linting, mending
from configbench.lint.module import Module
from configbench.lint.yamls import judging
from configbench.lint.yamls.documents import Document, may_repeat
from configbench.yamls import reading, scalars

HEAD = """\
from dataclasses import dataclass
from pathlib import Path
import argparse, dacite, torch, yaml
from omegaconf import OmegaConf
from pydantic import BaseModel

@dataclass
class Config:
    name: str = "x"
    lr: float = 0.1
    steps: int | None = 3
    more: "Optional[str]" = None

class Model(BaseModel):
    width: int = 3

"""

#: How one file is loaded.
CALL = HEAD + 'cfg = Config(**yaml.safe_load(open("c.yaml")))'
OMEGACONF = (
    HEAD
    + 'cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.load("c.yaml"))'
)
MODEL = (
    HEAD
    + 'raw = yaml.safe_load(open("c.yaml"))\nModel(**raw["model"])\nif __name__ == "__main__": pass'
)
BY_OPTION = HEAD + (
    'p = argparse.ArgumentParser()\np.add_argument("--config", default="c.yaml")\n'
    "args = p.parse_args()\nwith open(args.config) as file:\n"
    "    raw = yaml.load(file, Loader=yaml.SafeLoader)\ncfg = Config(**raw)"
)
BESIDE = HEAD + (
    'raw = yaml.full_load((Path(__file__).parent / "c.yaml").read_text())\n'
    'print(raw["lr"] / 2)\ntorch.optim.SGD(x, lr=raw["opt"]["lr"])\n'
    'if __name__ == "__main__": pass'
)


def told(folder: Path, source: str, content: str) -> list[str]:
    """Return what is found in a file that a program loads, by line, rule and setting."""
    (folder / "c.yaml").write_text(content, encoding="utf-8", newline="")
    (folder / "train.py").write_text(source, encoding="utf-8")
    linted = linting.lint([folder], BY_ID)
    assert linted.troubles == []
    return [f"{x.line} {x.rule} {' '.join(x.settings)}" for x in linted.found]


FAULTS = {
    "a word for no": (CALL, "name: no", ["1 CB102 name"]),
    "octal for text": (CALL, "name: 012", ["1 CB102 name"]),
    "base 60 for text": (CALL, "name: 12:30", ["1 CB102 name"]),
    "a date for text": (CALL, "more: 2026-11-27", ["1 CB102 more"]),
    "octal for a number": (CALL, "steps: 012", ["1 CB102 steps"]),
    "a number that is text": (CALL, "lr: 1e-4", ["1 CB201 lr"]),
    "by an option": (BY_OPTION, "steps: 1e3", ["1 CB201 steps"]),
    "a strict class": (CALL, "lrr: 1", ["1 CB111 lrr"]),
    "a lax class": (MODEL, "model: {width: 1, depht: 2}", ["1 CB103 model.depht"]),
    "OmegaConf": (OMEGACONF, "name: no\nlrr: 3", ["1 CB102 name", "2 CB111 lrr"]),
    "used as a number": (
        BESIDE,
        "lr: 1e-4\nopt:\n  lr: 1E5",
        ["1 CB201 lr", "3 CB201 opt.lr"],
    ),
    "twice": (CALL, "lr: 1.0\nname: a\nlr: 2.0", ["3 CB107 lr"]),
    "twice, by nobody": ("", "a:\n  - b: 1\n    b: 2", ["3 CB107 a.b"]),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_found(case: str, tmp_path: Path) -> None:
    """Each at its line, by its rule, and nothing else."""
    source, content, expected = FAULTS[case]
    assert told(tmp_path, source, content) == expected


CLEAN = {
    "numbers that are read": (CALL, "lr: 1.0e-4\nsteps: 10\nname: 'no'\nmore: ~"),
    "OmegaConf reads it": (OMEGACONF, "lr: 1e-4\nname: 1.0"),
    "pydantic refuses or converts": (MODEL, "model: {width: 1e3}"),
    "interpolated": (OMEGACONF, "name: ${lr}"),
    "converted": (f"{CALL}\nprint(float(cfg.lr))", "lr: 1e-4"),
    "another loader": (
        CALL + '\nyaml.SafeLoader.add_implicit_resolver("x", y)',
        "lr: 1e-4",
    ),
    "a subclass": (
        CALL.replace("class Config:", "class Config(Base):"),
        "lr: 1e-4\nlrr: 2",
    ),
    "its own init": (
        CALL.replace(
            "    name: str", "    def __post_init__(self): ...\n    name: str"
        ),
        "lr: 1e-4\nlrr: 2",
    ),
    "changed before": (BY_OPTION.replace("cfg =", "raw.pop('lrr')\ncfg ="), "lrr: 2"),
    "more beside": (CALL.replace('c.yaml")))', 'c.yaml")), name="a")'), "lrr: 2"),
    "merged in": (CALL, "<<: {name: a}\nlrr: 2"),
    "the same twice": (CALL, "lr: 1.0\nlr: 1.0"),
    "two documents": (BESIDE, "lr: 1e-4\n---\nlr: 1"),
    "tagged": (CALL, "name: !!str no"),
    "not loaded": (HEAD, "lr: 1e-4\nname: no"),
    "a template": ("", "a: {{ x }}\n  b: 1\na: 2"),
}


@pytest.mark.parametrize("case", CLEAN)
def test_what_only_looks_like_a_fault_is_none(case: str, tmp_path: Path) -> None:
    """In doubt nothing is said."""
    source, content = CLEAN[case]
    assert told(tmp_path, source, content) == []


def test_a_class_of_another_module(tmp_path: Path) -> None:
    """One that lies beside the program is read, too."""
    source = CALL.replace("class Config:", "class Other:") + "\nfrom a.b import Config"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.py").write_text(
        "from dataclasses import dataclass\n@dataclass\nclass Config:\n    lr: float",
        encoding="utf-8",
    )
    assert told(tmp_path, source, "lr: 1e-4\nname: a") == ["1 CB201 lr", "2 CB111 name"]


def test_a_mend_keeps_the_rest(tmp_path: Path) -> None:
    """Comments, order and ends of lines stay, and then nothing is found."""
    content = "# top\r\nname: no  # really\r\nlr: 1e-4\r\nmore: {}\r\n"
    told(tmp_path, CALL, content)
    linted = linting.lint([tmp_path], BY_ID)
    (source,) = linted.sources.values()
    assert not isinstance(source, Module)
    new = mending.mended(source, linted.found)
    assert new == content.replace("no ", '"no" ').replace("1e-4", "1.0e-4")
    assert told(tmp_path, CALL, new) == []


def test_without_its_reader_python_is_linted_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence names the extra."""
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    monkeypatch.setattr(reading, "find_spec", lambda _: None)
    assert told(
        tmp_path,
        CALL + "\np = argparse.ArgumentParser()\np.add_argument('--x', type=bool)",
        "lr: 1e-4",
    ) == ["19 CB101 x"]
    (note,) = linting.lint([tmp_path], BY_ID).notes
    assert "pip install 'configbench[files]'" in note


# -- words ----------------------------------------------------------------------------------------

_WORDS = st.from_regex(
    r"[-+]?(0[xb]?)?[0-9_]{0,3}(:[0-9]{1,2}){0,2}(\.[0-9_]{0,2})?([eE][-+]?[0-9])?|no|Yes|~|\.inf",
    fullmatch=True,
)


@settings(max_examples=40, deadline=None)
@given(_WORDS)
def test_a_word_is_what_pyyaml_makes_of_it(word: str) -> None:
    """Value and type; what it cannot read stays a word."""
    try:
        read = yaml.safe_load(f"a: {word}\n")["a"]
    except (ValueError, yaml.YAMLError):
        return
    assert repr(scalars.read(word)) == repr(read)
    if scalars.number(word) is not None and isinstance(read, str):
        assert yaml.safe_load(f"a: {scalars.spelt(word)}") == {"a": float(word)}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a: ",
                "b: ",
                "- ",
                "  ",
                "\n",
                "1e-4",
                "no",
                "{",
                "}",
                "&x ",
                "*x",
                "!t ",
                "? ",
                "|",
            ]
        ),
        max_size=12,
    ).map("".join)
    | st.text(max_size=20)
)
@example("&x a: &x ")
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    """Never a traceback; what is found is there."""
    try:
        document = Document(Path("c.yaml"), text)
    except UserError as error:
        assert "\n" not in str(error)  # noqa: PT017  either is right
        return
    for each in judging.by_itself(document):
        assert each.rule == "CB107"
        assert (
            1
            <= each.line
            <= text.count("\n") + text.count("\r") + text.count("\x85") + 1
        )


def test_most_files_need_not_be_parsed() -> None:
    """A key that stands twice is suspected by its line; in other mappings it is not."""
    assert may_repeat("a: 1\nb:\n  c: 1\na: 2")
    assert may_repeat("- a: 1\n  a: 2")
    assert not may_repeat("- a: 1\n- a: 2\nb:\n  a: 3\nc:\n  a: 4\n---\nb: 1")
