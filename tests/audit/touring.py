"""``docs/tour.md``, walked in an environment into which the wheel was installed.

``python -m tests.audit.touring`` writes into the page what is printed now, where that is other:
read the difference before it is committed.
"""

import sys
import tempfile
from pathlib import Path

from tests import packaging
from tests.audit.pages import walked

PAGE = packaging.ROOT / "docs" / "tour.md"


def other(page: str, base: Path) -> list[tuple[str, str]]:
    """Return what is other than a page says: as it has it, and as it is."""
    wheel = packaging.built(base / "built")
    commands = packaging.installed(wheel, base / "environment", along=True)
    for name in ("home", "here"):
        (base / name).mkdir()
    return [*walked(page, base / "here", packaging.variables(commands, base / "home"))]


def main() -> int:
    """Write what is printed into the page; exit 1 if a change of a file no longer fits."""
    page, code = PAGE.read_text(encoding="utf-8"), 0
    with tempfile.TemporaryDirectory(prefix="tour-") as base:
        for shown, printed in other(page, Path(base)):
            if shown.startswith("$ "):
                page = page.replace(shown, printed, 1)
            else:
                print(f"{printed}\n{shown}", file=sys.stderr)
                code = 1
    PAGE.write_text(page, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
