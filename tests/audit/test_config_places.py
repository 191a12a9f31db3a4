"""Where a program is done with a file that it reads, and what is told of the files it opens."""

import subprocess
import sys
from pathlib import Path

import pytest

from configbench import looking
from configbench.audit.model import Read
from configbench.audit.target import beyond, reads
from configbench.inside import READS


def place(
    tmp_path: Path, source: str, opened: int, *around: tuple[int, str]
) -> list[str]:
    """Return the places behind a line of a program that opens a file, as lines or functions."""
    file = tmp_path / "train.py"
    file.write_text(source)
    lines = (opened, *(line for line, _ in around))
    first = "<module>" if not around else "load"
    functions = (first, *(name for _, name in around))
    read = Read(tmp_path / "c.yaml", tuple(f"{file}:{n}" for n in lines), functions)
    return [each.rpartition(":")[2] for each in beyond.behind(read)]


MERGED = """\
args = parser.parse_args()
with open(args.config) as file:
    config = yaml.safe_load(file)
for key, value in config.items():
    setattr(args, key, value)
print(args)
train(args)
"""
ASSIGNED = """\
config = json.load(open("config.json"))
rate = config.get("rate", 0.1)
epochs = int(config["epochs"])
model = Model(rate, epochs)
train(model, config)
"""
CHECKED = """\
config = tomllib.loads(Path("train.toml").read_text())
unknown = set(config) - {"lr"}
if unknown:
    raise SystemExit(f"unknown: {unknown}")
config = Config(**config)
for epoch in range(config.epochs):
    step(config)
"""


@pytest.mark.parametrize(
    ("source", "opened", "expected"),
    [(MERGED, 2, "6"), (ASSIGNED, 1, "4"), (CHECKED, 1, "6")],
)
def test_what_takes_apart_merges_and_checks_is_followed(
    tmp_path: Path, source: str, opened: int, expected: str
) -> None:
    """The place is the first statement that works with what was read."""
    assert place(tmp_path, source, opened) == [expected]


RETURNED = """\
def load(path):
    with open(path) as file:
        return yaml.safe_load(file)


def main():
    args = parse()
    config = load(args.config)
    vars(args).update(config)
    model = build(args)
    run(model)


main()
"""


def test_what_is_returned_is_followed_out_of_its_function(tmp_path: Path) -> None:
    """And no further than where something is done with it."""
    found = place(tmp_path, RETURNED, 2, (8, "main"), (14, "<module>"))
    assert found[0] == "10"


ENTERED = """\
def load():
    return json.load(open("config.json"))


def train(config):
    print(config)


train(load())
"""


def test_a_function_that_is_called_with_it_is_entered(tmp_path: Path) -> None:
    """For between the two there is no line."""
    assert place(tmp_path, ENTERED, 2, (9, "<module>"))[0] == "train"


def test_what_is_made_in_a_call_is_looked_at_where_it_arrives(tmp_path: Path) -> None:
    """In one statement with what opens the file, or behind it."""
    called = (
        "def train(config):\n    pass\n\n\ntrain(Config(json.load(open('c.json'))))\n"
    )
    assert place(tmp_path, called, 5)[0] == "train"
    made = (
        "def train(lr):\n    pass\n\n\nc = load('c.json')\ntrain(lr=float(c['lr']))\n"
    )
    assert place(tmp_path, made, 5)[0] == "train"
    handed = "def load(file):\n    pass\n\n\nc = load(open('c.json'))\nrun(c)\n"
    assert place(tmp_path, handed, 5) == ["6"]


def test_no_source_is_no_place(tmp_path: Path) -> None:
    """Nor is a line that is not there."""
    assert place(tmp_path, "(", 1) == []
    assert place(tmp_path, "x = 1\n", 7) == []


OPENS = """\
import json
import os
import pathlib


def load(name):
    with open(name) as file:
        return json.load(file)


load("config.json")
load("config.json")
pathlib.Path("sub/app.toml").read_text()
os.close(os.open(".env.local", os.O_RDONLY))
open("out.json", "w").close()
open("data.csv").close()
try:
    open("lacking.yaml")
except OSError:
    pass
"""


def test_who_opens_which_file_is_told(tmp_path: Path) -> None:
    """Each file by each line once: what is written, is not there or is no configuration is not."""
    for name in ("config.json", "sub/app.toml", ".env.local", "data.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    (tmp_path / "main.py").write_text(OPENS)
    told = tmp_path / "told.jsonl"
    environ = {"PYTHONPATH": str(looking.ENTRY), READS: str(told)}
    subprocess.run([sys.executable, "main.py"], cwd=tmp_path, env=environ, check=True)
    found = list(reads.reads(told))
    assert [each.file.name for each in found] == [
        "config.json",
        "app.toml",
        ".env.local",
    ]
    main = tmp_path / "main.py"
    assert found[0].stack == (f"{main}:7", f"{main}:11")
    assert found[0].functions == ("load", "<module>")
