"""The variables of an audited program: whose they are, what files say of them, what is secret."""

import json
import os
import re
import site
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from configbench import foreign
from configbench.errors import UserError

#: What is handed on in any case: without it nothing can be found, started or read.
_NEEDED = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "VIRTUAL_ENV",
)

#: What would have a program colour what it prints for us, who are no terminal.
_COLOURED = ("FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS", "PYTHON_COLORS")

#: By these libraries find no GPU: CUDA, ROCm (two names), Level Zero.
_NO_GPU = {
    "CUDA_VISIBLE_DEVICES": "",
    "HIP_VISIBLE_DEVICES": "",
    "ROCR_VISIBLE_DEVICES": "",
    "ZE_AFFINITY_MASK": "",
}

#: Interpreters and packages that lie in a home: a program that is given another still finds them.
_IN_A_HOME = {"PYENV_ROOT": ".pyenv", "UV_PYTHON_INSTALL_DIR": ".local/share/uv/python"}

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")

#: Whose values are secret, by their names: these words anywhere, or these as whole parts of it.
_SECRET = re.compile(
    r"TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|COOKIE|KEY$"
    r"|(?:^|[^A-Z0-9])(?:KEY|AUTH|DSN|PAT|PWD)(?:[^A-Z0-9]|$)",
    re.IGNORECASE,
)
#: Variables of every shell, whose names only look so.
_NO_SECRETS = {"PWD", "OLDPWD"}

#: Last words of the names of settings that are secret.
_SECRET_WORDS = frozenset(
    {
        "password",
        "passwd",
        "passphrase",
        "secret",
        "credential",
        "credentials",
        "apikey",
    }
)
#: Those that are if this stands in front: a token may be one of a text, a key one to sort by.
_SECRET_OF = {
    "token": frozenset(
        {
            *(
                "access",
                "api",
                "auth",
                "bearer",
                "bot",
                "github",
                "gitlab",
                "hf",
                "hub",
            ),
            *("huggingface", "refresh", "secret", "session", "slack", "wandb"),
        }
    ),
    "key": frozenset(
        {"access", "api", "auth", "client", "openai", "private", "secret", "wandb"}
    ),
}

#: ``scheme://user:password@host``, in the value of any variable.
_URL_PASSWORD = re.compile(r"[a-zA-Z][\w+.-]*://[^\s/:@]*:([^\s/@]+)@")

#: What is shorter would be found everywhere.
_LEAST = 4

MASK = "***"


# -- what a program is given ----------------------------------------------------------------------


def base(
    own: Mapping[str, str], passed: Sequence[str], stated: Mapping[str, str]
) -> dict[str, str]:
    """Return the variables of a program, but for those that tell of its folders.

    Parameters
    ----------
    own
        Those of this process.
    passed
        Names of those that are handed on; all, if there is none.
    stated
        Those that are set.
    """
    found = {
        name: value
        for name, value in own.items()
        if name not in _COLOURED and (not passed or name in passed or name in _NEEDED)
    }
    home = Path(own.get("HOME") or "/")
    # Where hashes are drawn anew, sets arrive in another order.
    usual = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
    usual["PYTHONUSERBASE"] = site.getuserbase()
    for name, folder in _IN_A_HOME.items():
        if (home / folder).is_dir():
            usual[name] = str(home / folder)
    fixed = {
        "TERM": "dumb",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        # Compiled files would be written for each run, and vanish with it.
        "PYTHONDONTWRITEBYTECODE": "1",
        **_NO_GPU,
    }
    return {**usual, **found, **fixed, **stated}


def joined(variables: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Return variables with more of them; a path of Python's comes before the one that was there.

    >>> joined({"PYTHONPATH": "src"}, {"PYTHONPATH": "/entry", "A": "1"})
    {'PYTHONPATH': '/entry:src', 'A': '1'}
    """
    found = {**variables, **more}
    old, new = variables.get("PYTHONPATH"), more.get("PYTHONPATH")
    if old and new and old not in (new, new.partition(os.pathsep)[2]):
        found["PYTHONPATH"] = os.pathsep.join([new, old])
    return found


# -- what is stated of them -----------------------------------------------------------------------


def read(pairs: Iterable[str], files: Iterable[Path]) -> dict[str, str]:
    """Return the variables that ``--env`` and ``--env-file`` state; ``--env`` comes last.

    Raises
    ------
    UserError
        Of what is no pair, or a file that cannot be read.
    """
    found: dict[str, str] = {}
    for file in files:
        found.update(_of_file(file))
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UserError(f"--env {pair}: expected NAME=VALUE")
        _check(name, value, f"--env {pair}")
        found[name] = value
    return found


def _of_file(file: Path) -> Iterator[tuple[str, str]]:
    try:
        text = foreign.read(file, name=str(file)).decode("utf-8-sig")
    except foreign.ForeignError as error:
        raise UserError(f"--env-file {error}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"--env-file {file}: not UTF-8 ({error.reason})") from error
    for number, line in enumerate(text.splitlines(), 1):
        where = f"--env-file {file}:{number}"
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, equals, value = stripped.removeprefix("export ").lstrip().partition("=")
        name = name.rstrip()
        if not equals:
            raise UserError(f"{where}: {foreign.quoted(stripped)}, expected NAME=VALUE")
        value = _unquoted(value.strip(), where)
        _check(name, value, where)
        yield name, value


def _check(name: str, value: str, where: str) -> None:
    if not _NAME.fullmatch(name):
        raise UserError(
            f"{where}: {foreign.quoted(name)} is no name of a variable, "
            "expected letters, digits and _"
        )
    if "\0" in value:
        raise UserError(f"{where}: a variable cannot hold a zero character")


#: What a backslash stands for in double quotes.
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "$": "$"}


def _unquoted(value: str, where: str) -> str:
    r"""Return a value as it is meant.

    >>> _unquoted("'a # b' # c", ""), _unquoted('"a\\nb"', ""), _unquoted("a#b # c", "")
    ('a # b', 'a\nb', 'a#b')
    """
    quote = value[:1]
    if quote not in ("'", '"'):
        return re.split(r"(?:^|\s+)#", value, maxsplit=1)[0].strip()
    body = r"(?:[^\"\\]|\\.)*" if quote == '"' else r"[^']*"
    match = re.fullmatch(rf"{quote}({body}){quote}\s*(?:#.*)?", value)
    if match is None:
        raise UserError(f"{where}: a quote that is opened and not closed at the end")
    if quote == "'":
        return match[1]
    return re.sub(
        r"\\(.)", lambda each: _ESCAPES.get(each[1], each[0]), match[1], flags=re.DOTALL
    )


# -- what is secret -------------------------------------------------------------------------------


def is_secret(name: str) -> bool:
    """Whether a setting is a secret by its name.

    >>> [is_secret(each) for each in ("hf_token", "apiKey", "db.password")]
    [True, True, True]
    >>> [is_secret(each) for each in ("pad_token", "tokenizer", "sort_key")]
    [False, False, False]
    """
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|-", "_", name.rpartition(".")[2])
    *before, last = parts.lower().split("_")
    if last in _SECRET_WORDS or (last == "token" and not before):
        return True
    return bool(before) and before[-1] in _SECRET_OF.get(last, ())


def secrets(variables: Mapping[str, str]) -> list[str]:
    """Return the values that must not be shown, and how they may be written, longest first."""
    found = set()
    for name, value in variables.items():
        if name not in _NO_SECRETS and _SECRET.search(name):
            found.add(value)
            found.update(value.split("\n"))
        found.update(_URL_PASSWORD.findall(value))
    spelt = {
        each
        for value in found
        for each in (value, repr(value)[1:-1], json.dumps(value)[1:-1])
    }
    return sorted((each for each in spelt if len(each) >= _LEAST), key=_longest_first)


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text
