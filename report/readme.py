"""The README's picture of the site, and whether it still is one.

The picture holds what it was taken of: ``make screenshot`` writes that into it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image, PngImagePlugin

from report import load

FILE = load.HERE.parent / "docs" / "site.png"

#: The page that is shown, and what of the site it looks like.
PAGE = "index.html"
_LOOKS = re.compile(r'(?:href|src)="([\w./-]+\.(?:css|js|svg))"')

#: Under which name a picture holds it.
_KEY = "configbench:site"


def shown(files: Mapping[str, str]) -> str:
    """Return a hash of what the picture shows, of the files of a report by their paths."""
    digest = hashlib.sha256()
    for path in _paths(files):
        digest.update(f"{path}\0{files.get(path, '')}\0".encode("utf-8", "replace"))
    return digest.hexdigest()


def _paths(files: Mapping[str, str]) -> Iterator[str]:
    page = f"site/{PAGE}"
    yield page
    for name in dict.fromkeys(_LOOKS.findall(files.get(page, ""))):
        yield name.removeprefix("../") if name.startswith("../") else f"site/{name}"


def mark(path: Path, what: str) -> None:
    """Write into a picture what it shows."""
    with Image.open(path) as picture:
        picture.load()
        told = PngImagePlugin.PngInfo()
        told.add_text(_KEY, what)
        picture.save(path, pnginfo=told, optimize=True)


def stale(files: Mapping[str, str], path: Path = FILE) -> str:
    """Return what is wrong with the picture of a site, or nothing."""
    try:
        with Image.open(path) as picture:
            held = getattr(picture, "text", {}).get(_KEY)
    except OSError as error:
        return f"cannot be read as a picture: {error.strerror or error}"
    return "" if held == shown(files) else "shows the site as it was before"
