"""``docs/core.md``: the same bytes for the same ``core.json``; pure."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.beside_pykt.judging import (
    FASTER,
    Mean,
    Speed,
    Training,
    clock,
    mean,
    not_below,
    of,
    speed,
    spread,
)
from benchmarks.beside_pykt.plan import (
    LAST_ONLY,
    LEARNING_RATE,
    OURS,
    PYKT,
    RECORDED,
    SIMULATED,
    Plan,
    cells,
)
from benchmarks.beside_pykt.students import MEDIAN_LENGTH, SHORTEST, SIGMA
from benchmarks.beside_pykt.task import NEW_ITEMS_RATE, PYKT_DROPOUT
from configbench.timing import paired
from shared_model.data import HIDDEN

Content = Mapping[str, Any]

_INTRO = """\
# The training core beside pykt-toolkit

*Computed from [`core.json`](core.json) by `make core`; no figure was typed.*

Our DKT and [pykt-toolkit](https://github.com/pykt-team/pykt-toolkit)'s train on the same students,
each training in a fresh process, one process at a time, in turns whose order is shuffled. pykt is
as released: its `KTDataset`, its `DKT`, its `train_model`. Each side has read the very students
that were written for it: a digest is compared in every training. Both know an exercise by its item
alone, pykt's *concept*; ours finds no tests and no tags.
"""

_SPEED = """\
## Speed and memory

Training sequences divided by {seconds} of the training call: `train_model` of pykt, `train` of
ours. On the clock are whole epochs, with batches made, validation, and the checkpoints that the
library writes; with ours also the making of the network, which `train` does itself. Not on the
clock are the interpreter, all imports (torch imports more at the first step of an optimizer, and
has done so by then), and reading and encoding the answers.

Medians of {rounds} rounds. The ratio is taken round by round and told with {interval}.
Kept is judged by its median. Memory is the peak of the process (`ru_maxrss`), imports included:
they alone take {imports}.

* *full*: every sequence has {length} steps.
* *spread*: lengths as real data have them. They are log-normal with median {median} and a standard
  deviation of {sigma:g} of the logarithm, rounded, clipped to {shortest} and {length}.
  Their mean is {mean_length:.0f}.

{students} students, of whom {valid:.0%} validate, answer at random. There are {items} items.
Each training has {epochs} epoch(s).
"""

_QUALITY = """\
## Quality

AUC of the probabilities of right answers: mean ± standard deviation over {seeds} seeds, which vary
weights, dropout and batches, but neither the students nor who of them validates. One function
scores all: over the last step of each validation student, and over the steps 2 to T of all of them,
since pykt does not predict the first. *Best* is the best epoch by each library's own rule, found on
the same validation students, so that it flatters all; *last* is the last epoch.

Hidden size {hidden}, batches of {batch}, {epochs} epochs, Adam at {rate:g}.
"""

_NEW_ITEMS = """\
## Items that training never met

Of the 50 simulated exercises five, one of each test, are taken out of what the training students
answered; validation keeps them, with their tests and tags. Ours scores a new item by its student,
its test and its tag: in training {hidden:.0%} of the items are hidden, which trains what stands for
an unknown one. Without, that is a random vector. The same seeds, with and without; {students}
students, {epochs} epochs, Adam at {rate:g}, hidden size {hidden_dim}, batches of {batch}, mean ±
standard deviation of {seeds} seeds.
"""

_DIFFERS = f"""\
## What differs

* Both embed the last item and its answer as a pair, and both read a probability by a unit of each
  item's own. Ours sees the item to be answered, its test and its tag before that, too, and has an
  MLP for all items beside the units.
* pykt has dropout {PYKT_DROPOUT:g} behind its LSTM, as its configuration says; our LSTM has none.
* pykt takes the training sequences in the same order in every epoch, as its `init_dataset4train`
  does; ours are shuffled.
* pykt pads all sequences to one length; ours are batched by similar length and trimmed.
* pykt computes its loss in double precision, ours in single.
* pykt calls an epoch better if its AUC is higher by more than 0.001, and stops after ten that are
  not.
* Ours learns from the first step, too; it is not scored here.
* Ours hides {HIDDEN:.0%} of the items while it learns, so that it has a place for items that it
  never met; pykt has none.
* Ours runs torch's deterministic algorithms: equal seeds give equal bits.
* *{LAST_ONLY}* is the article's rule: each sequence has one target.
* pykt's loader makes CUDA tensors by name. Without CUDA these names stand for the CPU's, put there
  from outside; pykt itself is not touched. With CUDA it trains there; ours trains on the CPU.
"""

#: What is scored: in which epoch, and where in the pair that is stored.
_SCORES = (
    ("last step, last epoch", "last", 0),
    ("last step, best epoch", "best", 0),
    ("all steps, last epoch", "last", 1),
    ("all steps, best epoch", "best", 1),
)


def render(content: Content) -> str:
    """Return the whole page."""
    plan = Plan.from_json(content["plan"])
    parts = [_INTRO]
    if plan.quick:
        parts.append("**A short run**: it shows that the command works, and no more.\n")
    parts += [
        _conditions(content),
        _speed_conditions(content, plan),
        "\n".join(_speeds(content, plan)),
        _quality_conditions(plan),
        "\n".join(_data(content)) + "\n",
        "\n".join(_qualities(content)),
        "\n".join(_promises(content)) + "\n",
        _NEW_ITEMS.format(
            hidden=HIDDEN,
            students=plan.students,
            epochs=plan.n_epochs,
            hidden_dim=plan.hidden_dim,
            batch=plan.batch_size,
            rate=NEW_ITEMS_RATE,
            seeds=len(plan.seeds),
        ),
        "\n".join(_new_items(content["new_items"])) + "\n",
        _DIFFERS,
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _conditions(content: Content) -> str:
    machine, versions = content["machine"], content["versions"]
    named = ("torch", "pykt-toolkit", "numpy", "pandas", "scikit-learn")
    found = " · ".join(f"{name} {versions[name]}" for name in named if name in versions)
    devices = " · ".join(
        f"{side} trained on: {', '.join(names)}"
        for side, names in _devices(content).items()
    )
    return (
        f"{content['created'][:10]} · {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['kind']} · Python {machine['python']} · {found} · one thread · {devices} "
        f"· load of the machine before it began {content['load']:.2f}.\n"
    )


def _devices(content: Content) -> dict[str, list[str]]:
    sides = {"pykt": {PYKT}, "ours": {OURS, LAST_ONLY}}
    return {
        side: sorted(
            {
                each["device"]
                for each in content["trainings"]
                if each["contestant"] in us
            }
        )
        for side, us in sides.items()
    }


# -- speed ----------------------------------------------------------------------------------------


def speeds(content: Content) -> list[Speed]:
    """Return the lines of the speed table, in the order of the plan's cells."""
    plan = Plan.from_json(content["plan"])
    trainings = content["trainings"]
    return [
        speed(
            trainings,
            cell,
            content["students"][cell.lengths]["train"] * plan.speed_epochs,
            clock(trainings),
        )
        for cell in cells(plan)
    ]


def _speed_conditions(content: Content, plan: Plan) -> str:
    lengths = content["students"]
    return _SPEED.format(
        seconds="CPU seconds"
        if clock(content["trainings"]) == "cpu"
        else "wall seconds (not everyone trained on the CPU)",
        rounds=plan.rounds,
        interval="the lowest and the highest"
        if plan.rounds < paired.FEWEST
        else "its 95 % interval",
        imports=_imports(content),
        length=plan.speed_length,
        median=MEDIAN_LENGTH,
        sigma=SIGMA,
        shortest=SHORTEST,
        mean_length=lengths["spread"]["steps"] / lengths["spread"]["students"],
        students=plan.speed_students,
        valid=plan.valid_fraction,
        items=plan.speed_items,
        epochs=plan.speed_epochs,
    )


def _imports(content: Content) -> str:
    found = {
        name: statistics.median(
            each["imported"]
            for each in content["trainings"]
            if each["contestant"] == name
        )
        for name in (PYKT, OURS)
    }
    return " and ".join(f"{kib / 1024:.0f} MiB ({name})" for name, kib in found.items())


def _speeds(content: Content, plan: Plan) -> Iterator[str]:
    yield (
        "| lengths | batch | hidden | pykt, 1/s | ours, 1/s | ours / pykt | "
        f"pykt, MiB | ours, MiB | at least {FASTER:g} times |"
    )
    yield "| --- |" + " ---: |" * 7 + " --- |"
    for cell, each in zip(cells(plan), speeds(content), strict=True):
        ratio = each.ratio
        yield (
            f"| {cell.lengths} | {cell.batch_size} | {cell.hidden_dim} | {each.pykt:.0f} | "
            f"{each.ours:.0f} | {ratio.median:.2f} [{ratio.low:.2f}, {ratio.high:.2f}] | "
            f"{each.pykt_peak:.0f} | {each.ours_peak:.0f} | {_verdict(kept=each.kept)} |"
        )


def _verdict(*, kept: bool) -> str:
    return "**Kept.**" if kept else "**NOT kept.**"


# -- quality --------------------------------------------------------------------------------------


def _quality_conditions(plan: Plan) -> str:
    return _QUALITY.format(
        seeds=len(plan.seeds),
        hidden=plan.hidden_dim,
        batch=plan.batch_size,
        epochs=plan.n_epochs,
        rate=LEARNING_RATE,
    )


def _data(content: Content) -> Iterator[str]:
    for name in (SIMULATED, RECORDED):
        if own := content["students"].get(name):
            yield (
                f"* *{own['title']}*: {own['students']} students, {own['steps']} answers, "
                f"{own['items']} items; {own['train']} train, {own['valid']} validate."
            )
    if RECORDED not in content["students"]:
        yield f"* Recorded answers are left out: {content['left_out']}."


def _data_names(content: Content) -> list[str]:
    return [name for name in (SIMULATED, RECORDED) if name in content["students"]]


def means(trainings: Sequence[Training]) -> dict[str, Mean]:
    """Return the means of all that is scored, by what it is called."""
    return {
        says: mean([each["scores"][epoch][place] for each in trainings])
        for says, epoch, place in _SCORES
    }


def _qualities(content: Content) -> Iterator[str]:
    yield (
        "| answers | contestant | "
        + " | ".join(says for says, *_ in _SCORES)
        + " | best of epochs | parameters | sequences per s |"
    )
    yield "| --- | --- |" + " ---: |" * (len(_SCORES) + 3)
    seconds = clock(content["trainings"])
    for name in _data_names(content):
        own = content["students"][name]
        for contestant in (PYKT, OURS, LAST_ONLY):
            seeds = of(content["trainings"], name, contestant)
            scores = " | ".join(map(str, means(seeds).values()))
            best = statistics.median(each["best_epoch"] for each in seeds)
            trained = statistics.median(each["epochs"] for each in seeds)
            rate = statistics.median(
                own["train"] * each["epochs"] / each[seconds] for each in seeds
            )
            yield (
                f"| {own['title']} | {contestant} | {scores} | {best:g} of {trained:g} | "
                f"{seeds[0]['parameters']} | {rate:.0f} |"
            )


def _promises(content: Content) -> Iterator[str]:
    yield (
        "Promised: not below pykt by more than the seeds' spread, the root of the mean variance "
        "of both."
    )
    yield ""
    for name in _data_names(content):
        title = content["students"][name]["title"]
        ours, pykt = (
            means(of(content["trainings"], name, each)) for each in (OURS, PYKT)
        )
        for says in ours:
            one, other = ours[says], pykt[says]
            yield (
                f"* {title}, {says}: {one.mean:.4f} against {other.mean:.4f}, spread "
                f"{spread(one, other):.4f}. {_verdict(kept=not_below(one, other))}"
            )


def _new_items(facts: Sequence[Mapping[str, float]]) -> Iterator[str]:
    yield "| hidden in training | AUC, new items | log loss, new items | AUC, all items |"
    yield "| ---: |" + " ---: |" * 3
    for hidden in sorted({each["hidden"] for each in facts}):
        own = [each for each in facts if each["hidden"] == hidden]
        scores = " | ".join(
            str(mean([each[name] for each in own]))
            for name in ("new_auc", "new_log_loss", "auc")
        )
        yield f"| {hidden:.0%} | {scores} |"
