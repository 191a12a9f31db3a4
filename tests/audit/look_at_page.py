"""``python -m tests.audit.look_at_page [FOLDER]``: the page of a large audit, in a browser.

170 settings, 1,500 tries, each with all leaves.  Prints how large and how quick the page is and
what axe says of it, wide and narrow, light and dark, closed and open; pictures go to the folder.
The exit code is 1 if axe complains, anything is asked of a network or a step takes too long.
"""

import random
import sys
import tempfile
import time
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from configbench.audit.formats import Options, html
from configbench.audit.model import (
    Accepted,
    Act,
    Arrived,
    Audit,
    Audited,
    Expected,
    Kind,
    Must,
    Said,
    Setting,
    Severity,
    Try,
    Wanted,
)
from tests.audit import made
from tests.browser.conftest import CHROMIUM, FLAGS

SETTINGS, TRIES = 170, 1500

#: Largest page in bytes, and longest step in seconds.
BYTES, SECONDS = 2_000_000, 3.0


def large(folder: Path, settings: int = SETTINGS, tries: int = TRIES) -> Audit:
    """Return an audit with so many settings, and so many tries of them."""
    draw = random.Random(0)
    names = [f"model.part_{n % 9}.setting_{n}" for n in range(settings)]
    leaves = {name: {"t": "float", "v": f"0.{n}"} for n, name in enumerate(names)}
    audit = made.audit(folder)
    results = []
    for number in range(tries):
        name = names[number % settings]
        word = draw.choice(["1e-4", "False", "none", "abc", "012", "a b", "--next"])
        tried = Try(
            act=Act.VALUE,
            settings=(name,),
            words=(f"--{name}", word),
            expected=Expected(Must.MEAN, text=f"{word}, or a refusal"),
            typed=word,
            why="a person types it so",
        )
        arrived = {**leaves, name: {"t": "str", "v": word}}
        said = f"usage: train.py\ntrain.py: error: argument --{name}: invalid {word!r}"
        taken = number % 3 != 0
        results.append(
            (
                tried,
                Arrived(
                    reached=taken,
                    leaves=arrived if taken else {},
                    left=None,
                    exit=0 if taken else 2,
                    exceeded=None,
                    stdout="",
                    stderr="" if taken else said,
                ),
            )
        )
    rules = ("CB101", "CB102", "CB103", "CB104", "CB107")
    findings = [
        made.finding(folder, rule, settings=tuple(names[n : n + 3 + 9 * n]))
        for n, rule in enumerate(rules)
    ]
    note = made.finding(folder, "CB301", severity=Severity.NOTE, settings=("lr",))
    lived_with = Accepted(findings[0], "pyproject.toml", "it was always so")
    return replace(
        audit,
        target=replace(audit.target, leaves=leaves),
        settings=tuple(
            Setting(
                name,
                Wanted(Kind.FLOAT, Said.PARSER),
                leaves[name],
                ((f"--{name}", "{}"),),
            )
            for name in names
        ),
        findings=(*findings, *audit.findings[1:], note),
        accepted=(lived_with,),
        results=tuple(results),
        tries=tries,
    )


def main(folder: Path) -> int:
    """Write the page, look at it, and return the exit code."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  an extra

    audit = large(folder)
    began = time.process_time()
    text = html.write([Audited("", audit)], Options(folder))
    print(f"written in {time.process_time() - began:.2f} s, {len(text):,} characters")
    page = folder / "page.html"
    page.write_text(text, encoding="utf-8")
    several = folder / "several.html"
    trouble = Audited("odd", None, "there is no file 'odd.py'")
    several.write_text(
        html.write(
            [Audited("train", audit), Audited("eval", audit), trouble], Options(folder)
        ),
        encoding="utf-8",
    )
    faults = [] if len(text) < BYTES else ["the page is too large"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(FLAGS)
        )
        for width, scheme in (
            (1280, "light"),
            (360, "dark"),
            (360, "light"),
            (1280, "dark"),
        ):
            for file in (page, several):
                faults += _looked(browser, file, width, scheme, folder)
        faults += _keyboard(browser, page)
        browser.close()
    print(*faults or ["nothing is amiss"], sep="\n")
    return 1 if faults else 0


def _looked(
    browser: Any, file: Path, width: int, scheme: str, folder: Path
) -> list[str]:
    what = f"{file.stem}-{width}-{scheme}"
    faults: list[str] = []
    tab = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    tab.on("console", lambda said: faults.append(f"{what}: {said.text}"))
    tab.on("pageerror", lambda error: faults.append(f"{what}: {error}"))
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    seconds = {}

    def timed(name: str, step: Any) -> None:
        began = time.monotonic()
        step()
        tab.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")
        seconds[name] = time.monotonic() - began

    timed("open", lambda: tab.goto(file.as_uri()))
    tab.screenshot(path=folder / f"{what}.png", full_page=False)
    faults += [f"{what}: {each}" for each in _axe(tab)]
    timed("program", tab.locator("#lists > details > summary").first.click)
    if not tab.locator("#lists > details").first.evaluate("block => block.open"):
        timed("program", tab.locator("#lists > details > summary").first.click)
    timed("setting", tab.locator("#lists details details > summary").first.click)
    timed("search", lambda: tab.locator("#text").fill("invalid 'abc'"))
    timed(
        "open all",
        lambda: tab.evaluate(
            "() => document.querySelectorAll('#lists details').forEach(d => { d.open = true; })"
        ),
    )
    timed("filter", lambda: tab.locator("#severity").select_option("note"))
    tab.locator("button[type=reset]").click()
    timed("setting named", lambda: tab.locator("#setting").fill("setting_1"))
    tab.screenshot(path=folder / f"{what}-open.png", full_page=False)
    faults += [f"{what} open: {each}" for each in _axe(tab)]
    wide = tab.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        faults.append(f"{what}: {wide} px wider than the window")
    faults += [f"{what}: asked for {url}" for url in asked if url != file.as_uri()]
    faults += [f"{what}: {n} took {s:.2f} s" for n, s in seconds.items() if s > SECONDS]
    print(what, *(f"{name} {value:.2f} s" for name, value in seconds.items()), sep=", ")
    tab.close()
    return faults


def _axe(tab: Any) -> list[str]:
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    tab.evaluate(script)
    found = tab.evaluate("() => axe.run()")["violations"]
    return [f"axe {each['id']} ({each['nodes'][0]['html'][:200]})" for each in found]


def _keyboard(browser: Any, file: Path) -> list[str]:
    """Return what cannot be reached or done without a mouse."""
    tab = browser.new_page()
    tab.goto(file.as_uri())
    reached = []
    for _ in range(400):
        tab.keyboard.press("Tab")
        reached.append(
            tab.evaluate(
                "() => { const on = document.activeElement; return on.id || on.localName; }"
            )
        )
        if reached[-1] == "body":
            break
        if reached.count("summary") == 12:
            tab.keyboard.press("Enter")
            break
    opened = tab.evaluate("() => document.activeElement.parentElement.open")
    wanted = {"text", "setting", "severity", "rule", "button", "summary", "a"}
    tab.close()
    faults = [f"{each} is not reached by Tab" for each in wanted - {*reached}]
    return faults if opened else [*faults, "Enter opens no block"]


if __name__ == "__main__":
    WHERE = Path(sys.argv[1]) if sys.argv[1:] else Path(tempfile.mkdtemp())
    WHERE.mkdir(parents=True, exist_ok=True)
    sys.exit(main(WHERE))
