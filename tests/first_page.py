"""Every number of the first page, counted again from results.json: no code of ``report`` is used.

    python -m tests.first_page            each number, and how many cells stand behind it
    python -m tests.first_page hydra      the cells behind the numbers of a row, by address

Exit 1 where a number of ``report/REPORT.md`` is another.  The page is read as anybody reads it.
"""

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

REPORT = Path(__file__).resolve().parent.parent / "report"

#: The groups of the table: overrides by their tags, and three whole categories.
TAGGED = ("values", "choices", "files", "lifecycle", "launched")
WHOLE = ("roundtrip", "features", "safety")

#: What is asked of a file, and of no value; `environment_read` is asked for by another case.
FILES = ("properties/comments", "properties/read_by_")

#: The cells that all have to be right by the library itself for a word in the column *buy*.
BUY = {
    "types": ("wrong_type", "float_for_int"),
    "help": ("help_explains",),
    "misspelt": ("misspelt_key", "misspelt_choice"),
}

#: A rank is drawn anew so often, by another generator: its ends may differ by so many places.
DRAWS, SLACK = 200, 4

Cell = dict[str, Any]
#: Group, address without the row, whether it is a mistake, the cell.
Case = tuple[str, str, bool, Cell]


def cases(results: dict[str, Any], row: str) -> Iterator[Case]:
    """Yield what was asked of a row."""
    kinds = {each["name"]: each["cases"] for each in results["categories"]}
    for category in ("overrides", *WHOLE):
        for case, cell in results["cells"].get(category, {}).get(row, {}).items():
            kind = kinds[category].get(case, {}).get("kind", "request")
            group = cell.get("tag") if category == "overrides" else category
            if category == "roundtrip" and case.startswith(FILES):
                continue
            if (category, case) == ("safety", "environment_read"):
                continue
            asked = cell["outcome"] not in {"not_applicable", "unmeasured", "not_used"}
            if kind != "observation" and group in {*TAGGED, *WHOLE} and asked:
                yield str(group), f"{category}/{case}", kind == "mistake", cell


def came(cell: Cell) -> str:
    """Return the worse of how a value arrived, where that is told, and how it came back."""
    both = (cell.get("arrival"), cell["outcome"])
    bad = ("wrong_value", "accepted", "late", "broken", "type_changed", "rejected")
    return next((each for each in bad if each in both), str(cell["outcome"]))


def mean_share(some: Sequence[tuple[str, bool]]) -> float:
    """Return the mean over groups of the share that is so."""
    groups = defaultdict[str, list[bool]](list)
    for group, so in some:
        groups[group].append(so)
    return sum(sum(each) / len(each) for each in groups.values()) / len(groups)


def numbers(results: dict[str, Any], row: str) -> dict[str, tuple[str, list[str]]]:
    """Return each number of a row's line as it is printed, and the cells that it counts."""
    asked = list(cases(results, row))
    requests = [each for each in asked if not each[2]]
    mistakes = [each for each in asked if each[2]]

    def by_library(each: Case) -> bool:
        return came(each[3]) == "right" and each[3]["by"] == "library"

    def addresses(some: Sequence[Case]) -> list[str]:
        return [each[1] for each in some]

    own = mean_share([(each[0], by_library(each)) for each in requests])
    all_ = mean_share([(each[0], came(each[3]) == "right") for each in requests])
    rejected = [each for each in mistakes if by_library(each)]
    wrong = [each for each in asked if came(each[3]) == "wrong_value"]
    accepted = [each for each in asked if came(each[3]) == "accepted"]
    overrides = results["cells"]["overrides"][row]
    bought = [
        word
        for word, needed in BUY.items()
        if all(
            (overrides[case]["outcome"], overrides[case]["by"]) == ("right", "library")
            for case in needed
        )
    ]
    starts = results["cells"]["startup"].get(row, {})
    torch = " (imports torch)" if starts.get("default", {}).get("torch") else ""
    added = results["adapters"][row]["footprint"]["added"]
    mib = results["adapters"][row]["footprint"]["mib"]
    harm = mean_share(
        [(each[0], came(each[3]) in {"wrong_value", "accepted"}) for each in asked]
    )
    return {
        "harm": (f"{harm * 1000:.1f} \N{PER MILLE SIGN}", addresses(wrong + accepted)),
        "right": (f"{own:.0%} / {all_:.0%}".replace("%", " %"), addresses(requests)),
        "rejected": (f"{len(rejected)} of {len(mistakes)}", addresses(rejected)),
        "wrong": (str(len(wrong)), addresses(wrong)),
        "accepted": (str(len(accepted)), addresses(accepted)),
        "lines": (
            str(results["cells"]["lines"][row]["total"]["total"]),
            ["lines/total"],
        ),
        "buy": (
            ", ".join(bought),
            [f"overrides/{each}" for word in bought for each in BUY[word]],
        ),
        "start": (
            _ratio(starts, "default") + torch * bool(starts.get("default")),
            ["startup/default"],
        ),
        "run": (_ratio(starts, "with_torch"), ["startup/with_torch"]),
        "mib": ("<0.1" if added and not mib else f"{mib:g}", added),
    }


def _ratio(starts: dict[str, Cell], case: str) -> str:
    ratio = starts.get(case, {}).get("ratio")
    if not ratio:
        return ""
    return f"{ratio['median']:.2f} [{ratio['low']:.2f}, {ratio['high']:.2f}]"


#: Of something asked: group, address, harm, request, right by the library.
Fact = tuple[str, str, bool, bool, bool]


def places(told: dict[str, list[Fact]], weights: dict[str, int]) -> dict[str, int]:
    """Return the place of each row, each case taken as often as its weight says."""
    keys = {}
    for row, facts in told.items():
        sums = defaultdict[str, list[int]](lambda: [0, 0, 0, 0])
        for group, address, harm, request, right in facts:
            weight = weights.get(address, 0)
            for at, so in enumerate((True, harm, request, right)):
                sums[group][at] += weight * so
        harms = [harm / asked for asked, harm, _, _ in sums.values() if asked]
        rights = [right / asked for _, _, asked, right in sums.values() if asked]
        keys[row] = (
            round(sum(harms) / len(harms), 12),
            round(-sum(rights) / len(rights), 12),
        )
    return {
        row: 1 + sum(other < key for other in keys.values())
        for row, key in keys.items()
    }


def intervals(results: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Return place, and ends of the interval, of each row, drawn by a generator of our own."""
    told: dict[str, list[Fact]] = {}
    groups = defaultdict[str, dict[str, None]](dict)
    for row in results["adapters"]:
        told[row] = []
        for group, address, mistake, cell in cases(results, row):
            groups[group][address] = None
            right = came(cell) == "right" and cell["by"] == "library"
            harm = came(cell) in {"wrong_value", "accepted"}
            told[row].append((group, address, harm, not mistake, right and not mistake))
    generator = random.Random(7)
    found = defaultdict[str, list[int]](list)
    for _ in range(DRAWS):
        drawn = Counter[str]()
        for own in groups.values():
            drawn.update(generator.choices(list(own), k=len(own)))
        for row, place in places(told, drawn).items():
            found[row].append(place)
    every = {address: 1 for own in groups.values() for address in own}
    ends = {row: sorted(found[row]) for row in told}
    low, high = int(DRAWS * 0.025), int(DRAWS * 0.975)
    return {
        row: (place, ends[row][low], ends[row][high])
        for row, place in places(told, every).items()
    }


def printed(page: str) -> dict[str, list[str]]:
    """Return the fields of each line of the first page's table, as a reader sees them, by row."""
    found = {}
    for line in page.splitlines():
        named = re.match(r"\| \*\*\[.*?\]\(rows/([^)]*)\.md\)\*\* \|", line)
        if named:
            shown = line.replace("\\[", "[").replace("\\]", "]").replace("&lt;", "<")
            found[named[1]] = [field.strip() for field in shown.split("|")[2:-1]]
    return found


def differences(results: dict[str, Any], page: str) -> Iterator[str]:
    """Yield a sentence for each number of the first page that the cells do not give."""
    table = printed(page)
    if table.keys() != results["adapters"].keys():
        yield f"rows: {sorted(table.keys() ^ results['adapters'].keys())}"
    for row, (place, low, high) in intervals(results).items():
        if row not in table:
            continue
        rank = [int(each) for each in re.findall(r"\d+", table[row][0])]
        ends = rank[0], rank[-1]
        if (
            max(abs(ends[0] - low), abs(ends[1] - high)) > SLACK
            or not ends[0] <= place <= ends[1]
        ):
            yield f"{row}, rank: {table[row][0]}, counted {place} in {low} to {high}"
    for row, fields in table.items():
        for field, (name, (number, _)) in zip(
            fields[1:], numbers(results, row).items(), strict=True
        ):
            if field != number:
                yield f"{row}, {name}: {field!r}, counted {number!r}"


def main(argv: Sequence[str]) -> int:
    """Print each number with the cells behind it; return 1 where the page says otherwise."""
    results = json.loads((REPORT / "results.json").read_text(encoding="utf-8"))
    for row in argv or results["adapters"]:
        for name, (number, counted) in numbers(results, row).items():
            behind = f"{len(counted)} cells" if not argv else " ".join(counted)
            print(f"{row:20} {name:10} {number:24} {behind}")
    wrong = list(
        differences(results, (REPORT / "REPORT.md").read_text(encoding="utf-8"))
    )
    print("\n".join(wrong) or "The first page says what the cells give.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
