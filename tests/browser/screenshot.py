"""Take the README's picture of the site: ``make screenshot``.

The picture is of ``report/site/`` as it lies there, in Debian's Chromium.
"""

import sys
from pathlib import Path

from report import load, readme
from tests.browser.conftest import CHROMIUM, FLAGS, INSTALL

WIDTH, HEIGHT = 1080, 760


def main(target: Path) -> None:
    """Write the picture."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be absent
    except ImportError:
        sys.exit(f"screenshot: needs {INSTALL}")
    if not CHROMIUM.is_file():
        sys.exit(f"screenshot: {CHROMIUM} is not there: {INSTALL}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(FLAGS)
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto((load.HERE / "site" / readme.PAGE).as_uri())
        page.locator("#first").wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
        browser.close()
    files = {
        file.relative_to(load.HERE).as_posix(): file.read_text("utf-8")
        for folder in ("site", "plots")
        for file in (load.HERE / folder).rglob("*")
        if file.is_file()
    }
    readme.mark(target, readme.shown(files))
    print(f"{target}: {target.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
