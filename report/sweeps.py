"""What a sweep takes: lines that are written for it, and seconds that its engine adds to a job."""

from collections.abc import Iterator

from report.load import Results

SAYS = (
    "Each row sweeps with its own launchers, or as its users do: a shell loop, and Ray Tune around "
    "its own functions (`adapters/NAME/sweeps.toml`; what rows have alike is in "
    "`benchmarks/categories/sweep/engines/`). *right*: each combination reached the core "
    "once, with the right record, and is saved where no other run is. *failing*: one of three "
    "learning rates is refused; the other two must not be lost. *resume*: Ctrl-C after three runs, "
    "and the same command again; jobs that were under way may run twice. *killed*: a process is "
    "killed in the middle of its job; *right* only if the job was run again, *wrongly rejected* if "
    "the exit code tells that something was lost. What the engine alone decides is measured in one "
    "of the rows that share it."
)


def render(results: Results) -> Iterator[str]:
    """Yield the table of the grids; nothing where none was measured."""
    grids = [
        (name, case.partition("/")[2], cell)
        for name, cells in results["cells"]["sweep"].items()
        for case, cell in cells.items()
        if case.startswith("grid/") and "seconds" in cell
    ]
    if not grids:
        return
    yield "What the grid of six takes. A *line* is one of the script, of a file written for it, or"
    yield "changed in the program. The jobs train nothing: *s a job* is the wall time of the sweep"
    yield "by its jobs, less that of a single run; starting a cluster is in it, and where jobs"
    yield "share a process it is below 0. Plain figures of one run each, with the machine's noise."
    yield ""
    yield "| row | engine | by | lines | s a job beyond a single run |"
    yield "| --- | --- | --- | ---: | ---: |"
    for name, engine, cell in grids:
        beyond = round(cell["seconds"]["per_job"], 2) + 0.0  # no -0.00
        yield f"| {name} | {engine} | {cell['by']} | {cell['lines']} | {beyond:+.2f} |"
    yield ""
