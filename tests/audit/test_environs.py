"""Variables of an audited program: read, handed on, and never shown where they are secret."""

import re
from pathlib import Path

import pytest

from configbench.audit.ground import environs, laid
from configbench.audit.model import Request
from configbench.errors import UserError

FILE = """
# a comment
PLAIN=some words # told
export EXPORTED = x
EMPTY=
SINGLE='a # "b" \\n'   # told
DOUBLE="a # 'b' \\n\\"c\\" \\$D \\e"
URL=https://host/#part
EQUALS=a=b
"""


def test_a_file_of_variables_is_read_as_others_read_it(tmp_path: Path) -> None:
    """Comments, quotes, ``export``; what ``--env`` says comes last."""
    file = tmp_path / ".env"
    file.write_text("\ufeff" + FILE, encoding="utf-8")
    assert environs.read(["EQUALS=c", "NEW= x "], [file]) == {
        "PLAIN": "some words",
        "EXPORTED": "x",
        "EMPTY": "",
        "SINGLE": 'a # "b" \\n',
        "DOUBLE": "a # 'b' \n\"c\" $D \\e",
        "URL": "https://host/#part",
        "EQUALS": "c",
        "NEW": " x ",
    }


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("WORD", "--env WORD: expected NAME=VALUE"),
        ("=x", '--env =x: "" is no name of a variable, expected letters, digits and _'),
        ("a b=x", '"a b" is no name'),
        ("A=\0", "cannot hold a zero character"),
    ],
)
def test_what_is_no_pair_is_told(pair: str, said: str) -> None:
    """In one sentence."""
    with pytest.raises(UserError, match=re.escape(said)):
        environs.read([pair], [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"A=1\nword\n", '{file}:2: "word", expected NAME=VALUE'),
        (b"A='x\n", "{file}:1: a quote that is opened and not closed at the end"),
        (b'A="x" y\n', "{file}:1: a quote that is opened and not closed at the end"),
        (b"1A=x\n", '{file}:1: "1A" is no name of a variable'),
        (b"A=\xff\n", "{file}: not UTF-8"),
        (None, "{file}: "),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    content: bytes | None, said: str, tmp_path: Path
) -> None:
    """With its name and the line."""
    file = tmp_path / "variables"
    if content is not None:
        file.write_bytes(content)
    expected = re.escape("--env-file " + said.format(file=file))
    with pytest.raises(UserError, match=expected) as caught:
        environs.read([], [file])
    assert "\n" not in str(caught.value)


def test_all_are_handed_on_or_those_that_are_named() -> None:
    """And those without which nothing starts; no GPU is to be found, and nothing coloured."""
    own = {"PATH": "/bin", "A": "1", "B": "2", "FORCE_COLOR": "1", "TERM": "xterm"}
    given = environs.base(own, (), {"C": "3"})
    assert {"A", "B", "C"} <= given.keys()
    assert "FORCE_COLOR" not in given
    assert (given["TERM"], given["CUDA_VISIBLE_DEVICES"]) == ("dumb", "")
    given = environs.base(own, ("B",), {"TERM": "vt100"})
    assert "A" not in given
    assert (given["B"], given["PATH"], given["TERM"]) == ("2", "/bin", "vt100")
    assert given["LANG"] == "C.UTF-8"


SECRETS = {
    "WANDB_API_KEY": "abcdefgh",
    "GITHUB_TOKEN": "ghp_1234",
    "mysecret": "hush-hush",
    "DB_PASSWORD": "pass",
    "SENTRY_DSN": "https://sentry/1",
    "HTTP_PROXY": "http://me:pr0xy-word@proxy:80",
    "AWS_SECRET_ACCESS_KEY": 'quo"ted\\\n2nd line',
    "LONGER_TOKEN": "abcdefgh-and-more",
}
FREE = {
    "PIN_TOKEN": "123",
    "KEYBOARD": "qwertz",
    "AUTHOR": "somebody",
    "PWD": "/work/x",
    "URL": "https://host:80/x@y",
    "MONKEY_BUSINESS": "banana",
}


def test_secrets_are_masked_wherever_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the name of their variable, longest first; what is short or public is not."""
    for name, value in {**SECRETS, **FREE}.items():
        monkeypatch.setenv(name, value)
    stated = {"MY_COOKIE": "chocolate", "OTHER": "plain"}
    request = Request(
        ("true",), tmp_path, environ=stated, in_place=True, allow_network=True
    )
    with laid(request) as on:
        said = on.masked(
            "key=abcdefgh-and-more,abcdefgh;ghp_1234 hush-hush {'p': 'pass'} https://sentry/1 "
            "http://me:pr0xy-word@proxy:80 'quo\"ted\\\\\\n2nd line' 2nd line chocolate plain"
        )
        public = " ".join(FREE.values())
        assert on.masked(public) == public
    assert said == (
        "key=***,***;*** *** {'p': '***'} *** "
        "http://me:***@proxy:80 '***' *** *** plain"
    )


def test_a_path_of_pythons_is_kept_behind_ours() -> None:
    """Once."""
    own = {"PYTHONPATH": "src:lib"}
    assert environs.joined(own, {"A": "1"}) == {**own, "A": "1"}
    for given in ("/entry", "/entry:src:lib"):
        found = environs.joined(own, {"PYTHONPATH": given})
        assert found == {"PYTHONPATH": "/entry:src:lib"}
    assert environs.joined({}, {"PYTHONPATH": "/entry"}) == {"PYTHONPATH": "/entry"}
