"""``python -m tests.browser.look [SITE]``: what is looked at before the site is published.

Debian's Chromium opens every page.  A line or a small table for each question; the exit code is 1
if an answer is not as it has to be.  It takes minutes: no test runs it whole.
"""

import argparse
import contextlib
import functools
import http.server
import io
import os
import random
import re
import statistics
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from benchmarks.paths import ROOT
from report import counting, load
from report.__main__ import main as write
from report.load import Results
from tests.browser.conftest import CHROMIUM, FLAGS, INSTALL
from tests.many_rows import with_rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Of the whole site with so many rows, in bytes.
MOST, ROWS, MORE_ROWS = 1_500_000, 24, 30

WIDTHS = (360, 800, 1440)
SCHEMES = ("light", "dark")

#: A phone as Chromium's tools have it: a processor four times slower, and "Slow 4G", called "Fast
#: 3G" before: bytes a second, and milliseconds.
SLOWER = 4
SLOW_4G = {"downloadThroughput": 180_000, "uploadThroughput": 84_375, "latency": 562.5}

#: Tab stops of a page at most: its links, what a filter has, one for each table.
STOPS = 100

#: How many figures are drawn by chance.
FIGURES = 30

#: States that axe looks at beside the pages as they open.
STATES = (
    "overrides.html#open=overrides/argparse/tuple",
    "index.html#row=zzz",
    "compare.html#rows=argparse,hydra,tyro",
    "try.html#case=overrides/float_exponent",
)

#: What pictures are taken of, by name; "at" is the language's ending.
PICTURES = {
    "index": "index{at}.html",
    "overrides": "overrides{at}.html",
    "row-hydra": "row-hydra{at}.html",
    "compare": "compare{at}.html#rows=argparse,hydra,tyro",
    "try": "try{at}.html#case=overrides/float_exponent",
    "empty": "index{at}.html#row=zzz",
    "cells": "overrides{at}.html#rows=argparse,hydra,tyro,draccus&find=e",
    "evidence": "overrides{at}.html#open=overrides/hydra/tuple",
}
PRINTED = ("index", "overrides")

#: Addresses that nobody wrote who means well.
HOSTILE = (
    "open=../../x", "open=__proto__/x/y", "open=constructor/x/y", "open=counted/hydra/__proto__",
    "open=must/hydra/nothing", "open=overrides/__proto__/tuple", "open=tables/__proto__/x/y",
    "sort=__proto__", "sort=-", "rows=%00", "rows=%", "%", "%E0%A4%A", "case=%", "find=<b>",
    "a/b/%", "by=-1", "by=1e9", "line=hydra:99999999", "case=__proto__/x", "in=__proto__&q=x",
    f"find={'x' * 100_000}", f"q={'x ' * 50_000}", f"rows={'hydra,' * 17_000}",
)  # fmt: skip


@dataclass
class Look:
    """A site, a browser, and what was found."""

    folder: Path
    browser: "Browser"
    seed: int
    pictures: Path | None
    faults: list[str] = field(default_factory=list)
    complaints: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def pages(self) -> list[str]:
        """The pages, the first one first."""
        names = sorted(path.name for path in self.folder.glob("*.html"))
        return sorted(names, key=lambda name: not name.startswith("index."))

    def address(self, name: str) -> str:
        """Return the address of a page on disk."""
        file, _, place = name.partition("#")
        address = (self.folder / file).as_uri()
        return f"{address}#{quote(place, safe='/=&,:-%')}" if place else address

    @contextlib.contextmanager
    def tab(self, **options: Any) -> Iterator["Page"]:
        """Open a tab of a fresh profile; what it complains of, and asks of the network, is kept."""
        size = {"width": 1440, "height": 900}
        context = self.browser.new_context(
            **{"viewport": size, "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(60_000)
        context.add_init_script(path=Path(__file__).with_suffix(".js"))
        page = context.new_page()
        page.on("console", lambda said: self._complained(page, said.text))
        page.on("pageerror", lambda error: self._complained(page, str(error)))
        page.on("request", lambda request: self._requested(request.url))
        try:
            yield page
        finally:
            context.close()

    def _complained(self, page: "Page", said: str) -> None:
        name = urlsplit(page.url).path.rpartition("/")[2]
        self.complaints[f"{name}: {said[:200]}"] += 1

    def _requested(self, url: str) -> None:
        if not url.startswith(
            ("file:", "about:", "data:", "blob:", "http://127.0.0.1")
        ):
            self.asked[url[:200]] += 1

    def go(self, page: "Page", name: str) -> None:
        """Open a page of the site, as if for the first time; return once it is whole."""
        page.goto("about:blank")
        page.goto(self.address(name))
        page.locator("#main").wait_for()
        page.evaluate(
            "() => new Promise(done => configbench.ready(() => setTimeout(done, 50)))"
        )

    def fault(self, told: str) -> None:
        """Keep, and print, what is not as it has to be."""
        self.faults.append(told)
        if len(self.faults) <= 200:
            print(f"  FALSE: {told}", flush=True)


def size(look: Look) -> None:
    """Sizes by kind of file, with the rows there are and with more."""
    print(
        "rows      all  "
        + "".join(f"{kind:>10}" for kind in ("html", "js", "css", "txt"))
    )
    report = look.folder.parent
    present = len(load.load(report / "results.json")["adapters"])
    _sized(look, f"{present:4}", look.folder, present)
    for count in (ROWS, MORE_ROWS):
        if count != present:
            with tempfile.TemporaryDirectory(prefix="configbench-look-") as made:
                target = Path(made)
                with_rows(report, target, count)
                with contextlib.redirect_stdout(io.StringIO()):
                    write(["--dir", made])
                _sized(look, f"{count:4}", target / "site", count)
    whole = sum(_bytes(look.folder).values())
    print(
        f"in proportion to {present} rows: {whole * ROWS // present:,} with {ROWS}, "
        f"{whole * MORE_ROWS // present:,} with {MORE_ROWS} (copies pack better than rows do)"
    )


def _bytes(site: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in site.rglob("*"):
        if path.is_file():
            found[path.suffix[1:]] += path.stat().st_size
    return found


def _sized(look: Look, told: str, site: Path, rows: int) -> None:
    found = _bytes(site)
    kinds = "".join(f"{found[kind]:10,}" for kind in ("html", "js", "css", "txt"))
    print(f"{told}{sum(found.values()):10,} {kinds}", flush=True)
    if rows <= ROWS and sum(found.values()) > MOST:
        look.fault(
            f"the site has {sum(found.values()):,} bytes with {rows} rows, not {MOST:,}"
        )


def times(look: Look) -> None:
    """How long a slow phone waits for the first table, and for the evidence behind a figure."""
    handler = functools.partial(_Quiet, directory=look.folder.parent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/site"
    found = defaultdict(list)
    for _ in range(3):
        for name, cell in (
            ("index.html", "#first [data-open^='counted/']"),
            ("overrides.html", ".matrix tbody td:not(.none)"),
        ):
            with look.tab(
                viewport={"width": 360, "height": 640}, is_mobile=True
            ) as page:
                session = page.context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                session.send("Network.enable")
                session.send(
                    "Network.emulateNetworkConditions", {"offline": False, **SLOW_4G}
                )
                page.goto(f"{address}/{name}", wait_until="commit")
                page.locator("#first tbody tr, .matrix tbody tr").first.wait_for()
                found[f"{name}, first table"].append(page.evaluate("performance.now()"))
                page.wait_for_load_state("load")
                page.evaluate("() => new Promise(done => configbench.ready(done))")
                found[f"{name}, ready"].append(page.evaluate("performance.now()"))
                began = page.evaluate("performance.now()")
                page.locator(cell).first.evaluate("e => e.click()")
                page.locator("dialog[open] :is(li, .badge)").first.wait_for()
                found[f"{name}, from a press to its evidence"].append(
                    page.evaluate("performance.now()") - began
                )
    server.shutdown()
    for what, took in found.items():
        seconds = " ".join(f"{each / 1000:.1f}" for each in sorted(took))
        print(f"{statistics.median(took) / 1000:5.1f} s  {what} ({seconds})")
    print(
        f"processor {SLOWER} times slower, Slow 4G; load of this machine {os.getloadavg()[0]:.0f}"
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer; a browser asks for a picture of the site by itself."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def axe(look: Look) -> None:
    """Ask axe-core of every page, light and dark, and of what pages can show."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    found: Counter[str] = Counter()
    looked = 0
    for scheme in SCHEMES:
        with look.tab(color_scheme=scheme) as page:
            for name in [*look.pages, *STATES, *map(_korean, STATES)]:
                look.go(page, name)
                page.wait_for_timeout(400 if "#" in name else 0)
                page.evaluate(script)
                part = "'dialog[open]'" if "#open" in name else "document"
                # A scheme is colours: every other rule finds in it what it found before.
                rules = "" if scheme == "light" else ", runOnly: ['color-contrast']"
                told = page.evaluate(
                    f"axe.run({part}, {{preload: false, resultTypes: ['violations']{rules}}})"
                )
                looked += 1
                for each in told["violations"]:
                    html = each["nodes"][0]["html"][:120]
                    what = f"{each['impact']} {each['id']}: {html}"
                    if not found[what]:
                        look.fault(f"{name}, {scheme}: {what}")
                    found[what] += 1
    print(
        f"axe: {looked} pages and states, {len(found)} kinds of violations in {found.total()}"
    )


def _korean(name: str) -> str:
    return name.replace(".html", ".ko.html")


def links(look: Look) -> None:
    """Open every link: files are there, anchors are in them, addresses do what they say."""
    found: dict[str, str] = {}
    ids: dict[str, set[str]] = {}
    with look.tab() as page:
        for name in look.pages:
            look.go(page, name)
            told = page.evaluate("look.links()")
            ids[name] = set(told["ids"])
            for url in told["links"]:
                found.setdefault(url, name)
    counts: Counter[str] = Counter()
    states = defaultdict(list)
    for url, where in found.items():
        if not url.startswith("file:"):
            counts["outside" if url.startswith("http") else "other"] += 1
            continue
        parts = urlsplit(url)
        path = Path(unquote(parts.path))
        counts["on disk"] += 1
        if not _there(look, path).exists():
            look.fault(f"{where}: {path} is not there")
        elif "=" in parts.fragment:
            states[path.name].append(parts.fragment)
        elif parts.fragment and path.parent == look.folder:
            counts["anchors"] += 1
            if unquote(parts.fragment) not in ids.get(path.name, set()):
                look.fault(f"{where}: no #{parts.fragment} in {path.name}")
    with look.tab() as page:
        for name, fragments in states.items():
            look.go(page, name)
            for fragment in dict.fromkeys(fragments):
                counts["states"] += 1
                if wrong := page.evaluate(
                    "([at, so]) => look.at(at, so)",
                    [f"#{fragment}", _wanted(name, fragment)],
                ):
                    look.fault(f"{name}#{fragment}: {wrong}")
                    look.go(page, name)
    print("links: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))


def _there(look: Look, path: Path) -> Path:
    """Return where a file is that is linked from a report outside the repository."""
    report = look.folder.parent
    outside = report != load.HERE and not path.is_relative_to(report)
    return (
        ROOT / path.relative_to(report.parent)
        if outside and path.is_relative_to(report.parent)
        else path
    )


def _wanted(name: str, fragment: str) -> str:
    """Return what has to be so, of the state ``s`` of look.js, once an address is opened."""
    asked = {key: each[0] for key, each in parse_qs(fragment).items()}
    wanted = []
    if place := asked.get("open"):
        case = place.split("/", 2)[2]
        wanted.append(f"s.dialog.startsWith({case!r}) && s.body.includes('reproduce')")
    if find := asked.get("find"):
        wanted.append(f"s.lines.includes({find!r})")
    if tried := asked.get("case"):
        wanted.append(f"(s.tried === {tried!r} || s.fields.includes({tried!r}))")
    if query := asked.get("q"):
        wanted.append(f"s.query === {query!r} && /[1-9]/.test(s.found)")
    if rows := asked.get("rows"):
        which = "compared" if name.startswith("compare") else "heads"
        wanted.append(f"{rows.split(',')}.every((each) => s.{which}.includes(each))")
        if which == "heads":
            wanted.append(f"s.heads.every((each) => {rows.split(',')}.includes(each))")
    if "line" in asked:
        number = asked["line"].rpartition(":")[2]
        wanted.append(f"s.here.startsWith({number!r})")
    return " && ".join(wanted) or "false"


def tab_stops(look: Look) -> None:
    """Count the tab stops of each page."""
    found = {}
    with look.tab() as page:
        for name in look.pages:
            look.go(page, name)
            found[name] = page.evaluate("look.stops()")
            if found[name] > STOPS:
                look.fault(f"{name}: {found[name]} tab stops, not {STOPS}")
    worst = sorted(found, key=lambda name: -found[name])[:3]
    print(
        f"tab stops: median {statistics.median(found.values()):.0f} of {len(found)} pages, most: "
        + ", ".join(f"{name} {found[name]}" for name in worst)
    )


def layout(look: Look) -> None:
    """No scroller in another, nothing but tables wider than the window, no text on another."""
    counts: Counter[str] = Counter()
    for width in WIDTHS:
        with look.tab(viewport={"width": width, "height": 800}) as page:
            for name in [*look.pages, *STATES]:
                look.go(page, name)
                page.wait_for_timeout(300 if "#" in name else 0)
                counts["pages"] += 1
                for what in ("scrollers", "wide", "overlaps"):
                    if (some := page.evaluate(f"look.{what}()")) and not (
                        what == "overlaps"
                        and "#open" in name  # the page is behind its evidence
                    ):
                        counts[what] += 1
                        look.fault(f"{name} at {width}: {len(some)} {what}: {some[0]}")
    print(
        f"layout: {counts['pages']} views at {', '.join(map(str, WIDTHS))}; with nested scrollers "
        f"{counts['scrollers']}, wider than the window {counts['wide']}, overlapping text "
        f"{counts['overlaps']}"
    )


def figures(look: Look) -> None:
    """Draw figures by chance: each says what its evidence lists."""
    results = load.whole(look.folder.parent)
    every = []
    with look.tab() as page:
        names = ["index.html", *(f"row-{name}.html" for name in results["adapters"])]
        for name in names:
            look.go(page, name)
            some = page.evaluate("look.figures()")
            # What lines buy is words.
            every += [(name, *each) for each in some if not each[1].endswith("/bought")]
        chosen = random.Random(look.seed).sample(every, min(FIGURES, len(every)))
        kinds = Counter(place.split("/")[0] for _, _, place, *_ in chosen)
        for name, _, place, shown, beside in chosen:
            look.go(page, f"{name}#open={place}")
            page.locator("dialog[open] .body :is(li, p, pre)").first.wait_for(
                state="attached"
            )
            if wrong := _otherwise(page, results, place, shown, beside):
                look.fault(f"{name}: {place} says {shown!r}: {wrong}")
    print(
        f"figures: {len(chosen)} of {len(every)} drawn (--seed {look.seed}) and compared with what "
        "they open: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    )


def _otherwise(
    page: "Page", results: Results, place: str, shown: str, beside: str
) -> str:
    """Return what is otherwise in the evidence of a figure than the figure says."""
    kind, row, key = place.split("/", 2)
    head = page.locator("dialog[open] h2").inner_text()
    lists = page.locator("dialog[open] .body > ul").evaluate_all(
        "lists => lists.map(list => [...list.querySelectorAll('button')].map(e => e.textContent))"
    )
    if kind == "must":
        count = int((re.search(r"\d+", shown) or [""])[0])
        return (
            ""
            if len(lists[0]) == count and head.startswith(f"{count} ")
            else f"{head}; {len(lists[0])} listed"
        )
    if kind != "counted":
        text = page.locator("dialog[open] .body").inner_text()
        number = (re.search(r"[\d.]+", shown) or [""])[0]
        # The evidence has more digits, of which the last is rounded, too.
        off = 0.5 * 10 ** -len(number.partition(".")[2])
        near = [
            each
            for each in re.findall(r"\d+\.?\d*", text)
            if abs(float(each) - float(number)) <= off * 1.1
        ]
        return "" if near else f"{number} is not in it: {text[:200]!r}"
    every = [case for some in lists for case in some]
    those = lists[0] if not head.startswith("0 ") else []
    told = [int(each) for each in re.findall(r"\d+", head)[:2]]
    if told != [len(those), len(every)]:
        return f"{head!r}, and {len(those)} of {len(every)} are listed"
    return _counts(results, row, key, shown, beside, those, every)


def _counts(
    results: Results,
    row: str,
    key: str,
    shown: str,
    beside: str,
    those: list[str],
    every: list[str],
) -> str:
    """Return what is otherwise if a figure is computed from the cells that its evidence lists."""
    asked = [each for each in counting.asked(results, row) if each.address in every]
    share = counting.share(asked, lambda each: each.address in those)
    at_all = counting.share(asked, lambda each: each.right)
    if share is None or at_all is None:
        return "nothing was asked"
    number = str(len(those))
    wanted = {
        "harm": (share.per_mille, number),
        "right": (f"{share.percent} / {at_all.percent}",),
        "rejected": (f"{number} of {len(every)}",),
        "wrong": (number,),
        "accepted": (number,),
    }[key]
    if key == "harm" and "‰" not in shown:
        return ""  # a rank: of what it stands for all are listed, as was seen
    if key == "right" and f"{number} of {len(every)}" not in beside:
        return f"beside it stands {beside!r}, and {number} of {len(every)} are listed"
    return "" if shown.strip() in wanted else f"what is listed gives {wanted[0]}"


def addresses(look: Look) -> None:
    """What is chosen is in the address: a fresh browser shows the same, "back" what was before."""
    tried = {
        "index.html": "need=&case=nested_int&by=1&hide=fire&sort=-lines",
        "index.ko.html": "row=a&sort=lines",
        "overrides.html": "rows=argparse,hydra&apart=1&find=int",
        "roundtrip.html": "bad=1&rows=hydra",
        "compare.html": "rows=hydra,tyro,omegaconf",
        "try.html": "case=overrides/nested_int&order=name",
        "search.html": "q=1e-3&in=overrides",
    }
    for name, place in tried.items():
        with look.tab() as page:
            look.go(page, name)
            page.wait_for_timeout(300)
            before = _state(page)
            page.evaluate("place => { location.hash = place; }", place)
            page.wait_for_timeout(700)
            after, url = _state(page), page.url
            if after == before:
                look.fault(f"{name}#{place} changes nothing")
            page.go_back()
            page.wait_for_timeout(500)
            if _state(page) != before:
                look.fault(f"{name}#{place}: back does not lead back")
            page.go_forward()
            page.wait_for_timeout(500)
            if _state(page) != after:
                look.fault(f"{name}#{place}: forward does not lead forward")
        with look.tab() as fresh:
            fresh.goto(url)
            fresh.locator("#main").wait_for()
            fresh.wait_for_timeout(900)
            if _state(fresh) != after:
                look.fault(f"{name}#{place}: a fresh browser shows something else")
    complained = look.complaints.total()
    with look.tab() as page:
        for name in (
            "index.html",
            "overrides.html",
            "compare.html",
            "try.html",
            "search.html",
        ):
            for place in HOSTILE:
                page.goto("about:blank")
                page.goto(f"{look.address(name)}#{place}")
                page.locator("#main").wait_for()
                page.wait_for_timeout(60)
                if "undefined" in (
                    told := page.locator("main").inner_text() + _dialog(page)
                ):
                    look.fault(f"{name}#{place[:40]}: {told[-200:]}")
    if look.complaints.total() > complained:
        look.fault("a hostile address: " + "; ".join(list(look.complaints)[-4:]))
    print(
        f"addresses: {len(tried)} restored in a fresh browser, changed, back and forward; "
        f"{len(HOSTILE)} hostile ones on 5 pages"
    )


def _state(page: "Page") -> Any:
    return page.evaluate("look.state()")


def _dialog(page: "Page") -> str:
    shown = page.locator("dialog[open]")
    return shown.inner_text() if shown.count() else ""


def plain(look: Look) -> None:
    """Without scripts pages are read, or say where the same stands; nothing asks the network."""
    english = [name for name in look.pages if name.count(".") == 1]
    elsewhere = 0
    with look.tab(java_script_enabled=False, offline=True) as page:
        for name in english:
            page.goto(look.address(name))
            text = page.locator("main").inner_text()
            heading = page.locator("h1").inner_text()
            leads = page.locator("main > .elsewhere a").evaluate_all(
                "all => all.map(a => a.href)"
            )
            elsewhere += bool(leads)
            there = [
                _there(look, Path(unquote(urlsplit(url).path))).is_file()
                for url in leads
            ]
            if not heading.strip() or not all(there) or (not leads and len(text) < 200):
                look.fault(f"{name} without scripts: {text[:120]!r}")
    with look.tab(offline=True) as page:
        for name in look.pages:
            look.go(page, name)
    print(
        f"without scripts: {len(english)} English pages, {elsewhere} of which name the page of the "
        f"same; without a network: {len(look.pages)}; asked of the network {look.asked.total()}, "
        f"console messages {look.complaints.total()}"
    )
    for told in (*look.asked, *look.complaints):
        look.fault(told)


def pictures(look: Look) -> None:
    """Pictures of what pages show, and two of them as printed."""
    if look.pictures is None:
        return
    look.pictures.mkdir(parents=True, exist_ok=True)
    for scheme in SCHEMES:
        for width in WIDTHS:
            for language in ("", ".ko"):
                with look.tab(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                ) as page:
                    for name, address in PICTURES.items():
                        look.go(page, address.format(at=language))
                        page.wait_for_timeout(500)
                        page.evaluate("look.show()")
                        page.screenshot(
                            path=look.pictures
                            / f"{name}{language}-{width}-{scheme}.png"
                        )
    with look.tab() as page:
        for name in PRINTED:
            look.go(page, f"{name}.html")
            page.pdf(path=look.pictures / f"{name}.pdf", prefer_css_page_size=True)
    print(f"pictures: {len(list(look.pictures.iterdir()))} in {look.pictures}")


QUESTIONS: dict[str, Callable[[Look], None]] = {
    each.__name__: each
    for each in (
        size,
        times,
        axe,
        links,
        tab_stops,
        layout,
        figures,
        addresses,
        plain,
        pictures,
    )
}


def main(argv: Sequence[str]) -> int:
    """Look, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.browser.look",
        description="What is looked at before the site is published, in Debian's Chromium.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "site",
        nargs="?",
        type=Path,
        default=load.HERE / "site",
        help="folder of the site, in that of its report (default: report/site)",
    )
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="take pictures, too"
    )
    parser.add_argument(
        "--seed", type=int, default=20, help="which figures are drawn (default: 20)"
    )
    parser.add_argument("--only", help=f"some of {','.join(QUESTIONS)} (default: all)")
    args = parser.parse_args(argv)
    asked = args.only.split(",") if args.only else list(QUESTIONS)
    if unknown := [each for each in asked if each not in QUESTIONS]:
        parser.error(f"--only: no such question: {', '.join(unknown)}")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be absent
    except ImportError:
        sys.exit(f"look: needs {INSTALL}")
    if not CHROMIUM.is_file():
        sys.exit(f"look: {CHROMIUM} is not there: {INSTALL}")
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(FLAGS)
        )
        look = Look(args.site.resolve(), browser, args.seed, args.pictures)
        for each in asked:
            QUESTIONS[each](look)
        browser.close()
    print(
        f"{len(look.faults)} things are not as they have to be"
        if look.faults
        else "all is as it has to be"
    )
    return 1 if look.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
