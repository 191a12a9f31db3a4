"""``make vendor``: what the scripts of the site use of others, taken from the npm registry.

``vendor.toml`` beside them says what is taken from which package: its version, its licence, the
hash that the registry gives of the package, and that of each file as it is shipped (without
comments, by rjsmin).  A stated version is held to its stated hash; another one is asked for by name: ``python -m report.vendor minisearch@7.2.0``.
"""

import base64
import hashlib
import io
import json
import sys
import tarfile
import tomllib
from collections.abc import Sequence
from typing import Any
from urllib.request import urlopen

import rjsmin

from report import load

FOLDER = load.HERE / "static" / "vendor"
REGISTRY = "https://registry.npmjs.org"

_HEAD = """\
# What the scripts of the site use of others; `make vendor` takes it from the npm registry.
# `integrity` is the registry's, of the whole package; `from` names the file in it.
"""


def stated() -> dict[str, dict[str, Any]]:
    """Return what is said of each library, by its name."""
    return tomllib.loads((FOLDER / "vendor.toml").read_text(encoding="utf-8"))


def main(argv: Sequence[str]) -> int:
    """Take every library, those that are named in the version that is named."""
    wanted = dict(each.rpartition("@")[::2] for each in argv)
    libraries = {
        name: _taken(name, library, wanted.get(name, library["version"]))
        for name, library in stated().items()
    }
    blocks = (_block(name, library) for name, library in libraries.items())
    text = "\n".join([_HEAD, *blocks])
    (FOLDER / "vendor.toml").write_text(text, encoding="utf-8")
    return 0


def _taken(name: str, library: dict[str, Any], version: str) -> dict[str, Any]:
    """Write the files of a library, and return what is to be said of it."""
    told = json.loads(_read(f"{REGISTRY}/{name}/{version}"))
    integrity, source = told["dist"]["integrity"], told["dist"]["tarball"]
    if version == library["version"] and integrity != library["integrity"]:
        sys.exit(f"vendor: {name} {version} is not what it was: {integrity}")
    package = _read(source)
    digest = base64.b64encode(hashlib.sha512(package).digest()).decode("ascii")
    if f"sha512-{digest}" != integrity:
        sys.exit(f"vendor: {source} has not the hash {integrity}")
    with tarfile.open(fileobj=io.BytesIO(package)) as packed:
        files = {
            file: _written(packed, file, each["from"])
            for file, each in library["files"].items()
        }
    print(f"{name} {version}: {', '.join(files)}")
    return {
        "version": version,
        "licence": told["license"],
        "source": source,
        "integrity": integrity,
        "files": files,
    }


def _read(url: str) -> bytes:
    with urlopen(url, timeout=60) as answer:  # noqa: S310 - of the registry, by https
        return bytes(answer.read())


def _written(packed: tarfile.TarFile, file: str, inside: str) -> dict[str, str]:
    member = packed.extractfile(inside)
    if member is None:
        sys.exit(f"vendor: there is no {inside}")
    content = member.read()
    if file.endswith(
        ".js"
    ):  # what is shipped need not be read: comments are most of it
        content = rjsmin.jsmin(content)
    (FOLDER / file).write_bytes(content)
    return {"from": inside, "sha256": hashlib.sha256(content).hexdigest()}


def _block(name: str, library: dict[str, Any]) -> str:
    keys = ("version", "licence", "source", "integrity")
    files = (
        f'[{name}.files."{file}"]\nfrom = "{each["from"]}"\nsha256 = "{each["sha256"]}"\n'
        for file, each in library["files"].items()
    )
    return "\n".join(
        [f"[{name}]", *(f'{key} = "{library[key]}"' for key in keys), "", *files]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
