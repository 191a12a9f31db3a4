"""Our DKT beside pykt's: what is written for either, which steps count, and what the page says."""

import json
import math
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]  # it has no types

from benchmarks.beside_pykt import __main__ as command
from benchmarks.beside_pykt import asking, judging, page, students
from benchmarks.beside_pykt.plan import (
    FULL,
    LAST_ONLY,
    OURS,
    PYKT,
    QUICK,
    SIMULATED,
    SPREAD,
    Plan,
    cells,
    schedule,
)
from benchmarks.beside_pykt.scoring import auc, scored
from benchmarks.beside_pykt.students import History, Students
from benchmarks.beside_pykt.task import Answer, Task
from benchmarks.environments import READY, Environment
from benchmarks.paths import ROOT
from configbench.errors import UnmeasuredError
from configbench.timing import paired
from shared_model.data import HIDDEN

# -- scoring --------------------------------------------------------------------------------------

VALID = [History((0, 1, 2), (1, 0, 1)), History((2, 0, 1, 3), (0, 1, 0, 0))]


def test_the_steps_two_to_the_last_count() -> None:
    """The first answers count nowhere, the last ones count in both; by hand."""
    # answers of the steps 2…T: 0, 1 and 1, 0, 0
    found = scored(VALID, [[0.6, 0.9], [0.5, 0.1, 0.2]])
    assert found.last == 1
    # right 0.9, 0.5; wrong 0.6, 0.1, 0.2: five of six pairs in order
    assert found.all == pytest.approx(5 / 6)
    # Whatever the first answer was.
    flipped = [each._replace(answers=(0, *each.answers[1:])) for each in VALID]
    assert scored(flipped, [[0.6, 0.9], [0.5, 0.1, 0.2]]) == found


@pytest.mark.parametrize(
    "wrong", [[[0.5, 0.5]], [[0.5, 0.5], [0.5, 0.5]], [[0.5] * 3, [0.5] * 4]]
)
def test_more_or_fewer_probabilities_are_refused(wrong: list[list[float]]) -> None:
    """A student or a step too few or too many is no score."""
    with pytest.raises(ValueError, match=r"expected|shorter"):
        scored(VALID, wrong)


def test_the_auc_is_the_usual_one() -> None:
    """As scikit-learn's, ties included; alike answers are refused."""
    rng = random.Random(3)
    answers = [rng.randrange(2) for _ in range(500)]
    values = [round(rng.random(), 1) for _ in answers]
    assert auc(answers, values) == pytest.approx(roc_auc_score(answers, values))
    assert auc([1, 0], [0.5, 0.5]) == 0.5
    with pytest.raises(ValueError, match="right and wrong"):
        auc([1, 1], [0.1, 0.2])


# -- students -------------------------------------------------------------------------------------

TINY = Students(
    everyone=[
        History((0, 1, 2, 1), (1, 0, 1, 1)),
        History((2, 0, 1), (0, 0, 1)),
        History((1, 2, 0), (1, 1, 0)),
    ],
    train=[History((1, 2, 0), (1, 1, 0)), History((0, 1, 2, 1), (1, 0, 1, 1))],
    valid=[History((2, 0, 1), (0, 0, 1))],
    n_items=3,
    length=4,
)


def test_pykt_gets_a_row_a_student_padded_behind() -> None:
    """Its columns; training students are fold 0, validating ones fold 1, in their order."""
    assert students.pykt_csv(TINY).splitlines() == [
        "fold,uid,concepts,responses,selectmasks",
        '0,0,"1,2,0,-1","1,1,0,-1","1,1,1,-1"',
        '0,1,"0,1,2,1","1,0,1,1","1,1,1,1"',
        '1,2,"2,0,1,-1","0,0,1,-1","1,1,1,-1"',
    ]


def test_ours_gets_a_row_an_answer_without_test_and_tag() -> None:
    """Everyone in order, answers in order."""
    rows = students.our_csv(TINY).splitlines()
    assert rows[0] == "userID,assessmentItemID,answerCode"
    assert rows[1] == "000000,I000000,1"
    assert rows[2] == "000000,I000001,0"
    assert rows[5] == "000001,I000002,0"
    assert len(rows) == 11


@pytest.mark.parametrize("spread", [False, True])
def test_our_reader_finds_the_students_that_were_written(
    tmp_path: Path, *, spread: bool
) -> None:
    """Written, read and split by shared_model: the same students on the same sides."""
    made = students.random_students(
        n_students=40, length=30, n_items=7, spread=spread, valid_fraction=0.25
    )
    file = tmp_path / "answers.csv"
    file.write_text(students.our_csv(made), encoding="utf-8")
    again = students.recorded(file, made.length, 0.25)
    assert again == made
    assert len(again.valid) == 10
    assert students.digest(again.train) == students.digest(made.train)
    assert students.digest(again.train) != students.digest(made.valid)


def test_lengths_are_spread_as_documented_and_the_same_each_time() -> None:
    """Full ones all alike; the others from 3 to the greatest, around their median."""
    kinds = [
        students.random_students(
            n_students=2000, length=200, n_items=9, spread=spread, valid_fraction=0.2
        )
        for spread in (False, True, True)
    ]
    lengths = [[len(own.items) for own in kind.everyone] for kind in kinds]
    assert set(lengths[0]) == {200}
    assert min(lengths[1]) == students.SHORTEST
    assert max(lengths[1]) == 200
    assert sorted(lengths[1])[1000] == pytest.approx(students.MEDIAN_LENGTH, rel=0.1)
    assert kinds[1] == kinds[2]


def test_of_recorded_students_the_last_answers_are_used(tmp_path: Path) -> None:
    """The last three of five answers; who has two answers is left out; items are numbered."""
    rows = ["userID,assessmentItemID,testId,answerCode,Timestamp,KnowledgeTag"]
    for user, count in (("a", 5), ("b", 2), ("c", 3), ("d", 4)):
        rows += [
            f"{user},x{step},t,{step % 2},2020-01-01 00:00:0{step},k"
            for step in range(count)
        ]
    file = tmp_path / "answers.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    found = students.recorded(file, 3, 0.3)
    assert found.everyone == [
        History((2, 3, 4), (0, 1, 0)),
        History((0, 1, 2), (0, 1, 0)),
        History((1, 2, 3), (1, 0, 1)),
    ]
    assert (found.n_items, found.length, len(found.valid)) == (5, 3, 1)


# -- plan -----------------------------------------------------------------------------------------


def test_the_schedule_is_whole_in_turns_and_the_same_each_time() -> None:
    """Every cell by both in every round, every data by all with every seed; nobody always first."""
    plan = Plan()
    order = schedule(plan, [SIMULATED])
    assert order == schedule(plan, [SIMULATED])
    assert len(order) == 2 * len(cells(plan)) * plan.rounds + 3 * len(plan.seeds)
    assert len(set(order)) == len(order)
    speed = order[: -3 * len(plan.seeds)]
    pairs = list(zip(speed[::2], speed[1::2], strict=True))
    assert all((a.of, a.number) == (b.of, b.number) for a, b in pairs)
    assert {a.contestant for a, _ in pairs} == {PYKT, OURS}
    assert Plan.from_json(json.loads(json.dumps(plan.as_json()))) == plan


# -- judging --------------------------------------------------------------------------------------


def test_a_ratio_is_taken_round_by_round() -> None:
    """Drift that hits both cancels; few rounds have a range, many an interval."""
    ours = [1.0, 2.0, 4.0]
    few = paired.ratio([1.6, 3.2, 6.4], ours)
    assert (few.median, few.low, few.high) == pytest.approx((1.6, 1.6, 1.6))
    few = paired.ratio([1.0, 4.0, 6.0], ours)
    assert (few.median, few.low, few.high) == pytest.approx((1.5, 1.0, 2.0))
    rng = random.Random(1)
    noise = [1 + rng.random() / 10 for _ in range(20)]
    many = paired.ratio([2 * each for each in noise], [1.0] * 20)
    assert 2 < many.low <= many.median <= many.high < 2.2


def test_not_below_by_more_than_the_spread() -> None:
    """The root of the mean variance of both decides."""
    one, other = judging.Mean(0.80, 0.03), judging.Mean(0.82, 0.01)
    assert judging.spread(one, other) == pytest.approx(math.sqrt(0.0005))
    assert judging.not_below(one, other)
    assert not judging.not_below(judging.Mean(0.79, 0.03), other)
    assert str(judging.mean([0.5, 0.7])) == "0.6000 ± 0.1414"


# -- page and command -----------------------------------------------------------------------------


def stated(contestant: str, task: Task, own: Students) -> Answer:
    """Return a training with stated numbers: ours takes half of pykt's time and is perfect."""
    value = {PYKT: 0.5, OURS: 1.0, LAST_ONLY: 0.0}[contestant]
    predicted = [
        [*(value * answer for answer in each.answers[1:-1]), float(each.answers[-1])]
        for each in own.valid
    ]
    return Answer(
        cpu=2.0 if contestant == PYKT else 1.0,
        wall=3.0,
        imported=100 * 1024,
        peak=300 * 1024,
        device="cpu",
        parameters=17,
        epochs=task.n_epochs,
        best_epoch=task.n_epochs - 1,
        train=students.digest(own.train),
        valid=students.digest(own.valid),
        probabilities={"last": predicted, "best": predicted} if task.predicts else {},
    )


def stated_new_items(plan: Plan) -> list[dict[str, float]]:
    """Return stated scores: hiding items gives 0.8 for 0.7, and 0.5 for 0.6."""
    return [
        {
            "seed": seed,
            "hidden": hidden,
            "new_auc": 0.8 if hidden else 0.7,
            "new_log_loss": 0.5 if hidden else 0.6,
            "auc": 0.9,
        }
        for seed in plan.seeds
        for hidden in (0.0, 0.05)
    ]


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to write to; trainings are stated, pykt is said to be there."""
    monkeypatch.setattr(command, "DATA", ROOT.parent / "absent" / "answers.csv.gz")
    monkeypatch.setattr(command, "build", lambda *_: {})
    monkeypatch.setattr(asking, "ENVIRONMENT", Environment.of(()))
    monkeypatch.setattr(asking, "ask", stated)
    monkeypatch.setattr(asking, "new_items", stated_new_items)
    return tmp_path


def test_the_page_says_what_the_facts_say(begun: Path) -> None:
    """Measured, stored, rendered; rendered again from what is stored: the same bytes."""
    options = ["--quick", "--dir", str(begun)]
    assert command.main(options) == 0
    text = (begun / "core.md").read_text(encoding="utf-8")
    content = json.loads((begun / "core.json").read_text(encoding="utf-8"))
    assert text == page.render(content)
    assert "**A short run**" in text
    assert "pykt trained on: cpu · ours trained on: cpu" in text
    assert (
        "| full | 32 | 16 | 32 | 64 | 2.00 [2.00, 2.00] | 300 | 300 | **Kept.** |"
        in text
    )
    assert "100 MiB (pykt) and 100 MiB (ours)" in text
    perfect = "1.0000 ± 0.0000"
    assert f"| simulated | pykt | {' | '.join([perfect] * 4)} | 1 of 2 | 17 |" in text
    assert f"| simulated | {LAST_ONLY} | {perfect} | {perfect} | 0." in text
    assert "../absent/answers.csv.gz is not there" in text
    zero = "± 0.0000"
    assert f"| 0% | 0.7000 {zero} | 0.6000 {zero} | 0.9000 {zero} |" in text
    assert f"| 5% | 0.8000 {zero} | 0.5000 {zero} | 0.9000 {zero} |" in text
    assert "NOT kept" not in text
    (begun / "core.md").unlink()
    assert command.main(["--render", "--dir", str(begun)]) == 0
    assert (begun / "core.md").read_text(encoding="utf-8") == text


def test_what_was_not_kept_is_said(begun: Path) -> None:
    """A slower cell, a lower AUC, and a device that makes the clock another."""
    assert command.main(["--quick", "--dir", str(begun)]) == 0
    content = json.loads((begun / "core.json").read_text(encoding="utf-8"))
    for each in content["trainings"]:
        if each["contestant"] == OURS and each["of"] == SIMULATED:
            each["scores"] = {"last": [0.9, 1.0], "best": [0.9, 0.9]}
        if each["contestant"] == OURS and isinstance(each["of"], dict):
            each["cpu"] = 1.0 if each["of"]["lengths"] == FULL else 1.5
    text = page.render(content)
    assert "* simulated, last step, last epoch: 0.9000 against 1.0000" in text
    assert "1.33 [1.33, 1.33] | 300 | 300 | **NOT kept.** |" in text
    assert text.count("**NOT kept.**") == 4
    assert text.count("**Kept.**") == 2
    for each in content["trainings"]:
        if each["contestant"] == PYKT:
            each["device"] = "cuda"
    text = page.render(content)
    assert "pykt trained on: cuda · ours trained on: cpu" in text
    assert "divided by wall seconds" in text
    assert "1.00 [1.00, 1.00]" in text


def test_recorded_answers_are_told_by_name_and_digest(begun: Path) -> None:
    """--data adds its students to the quality table."""
    file = begun / "own.csv"
    made = students.random_students(
        n_students=30, length=5, n_items=4, spread=False, valid_fraction=0.2
    )
    file.write_text(students.our_csv(made), encoding="utf-8")
    assert (
        command.main(["--quick", "--data", str(file), "--dir", str(begun / "out")]) == 0
    )
    content = json.loads((begun / "out" / "core.json").read_text(encoding="utf-8"))
    assert len(content["students"]["recorded"]["sha256"]) == 64
    text = page.render(content)
    assert (
        "* *own.csv*: 30 students, 150 answers, 4 items; 24 train, 6 validate." in text
    )
    assert "left out" not in text


def test_bad_input_is_one_sentence(
    begun: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No facts, no data, no pykt: exit 2, and nothing is written."""
    options = ["--quick", "--dir", str(begun)]
    assert command.main(["--render", "--dir", str(begun)]) == 2
    assert "core.json: not found" in capsys.readouterr().err
    assert command.main([*options, "--data", str(begun / "none.csv")]) == 2
    assert "none.csv: the file cannot be read" in capsys.readouterr().err
    nowhere = replace(Environment.of(()), folder=begun / "none")
    monkeypatch.setattr(asking, "ENVIRONMENT", nowhere)
    assert command.main(options) == 2
    assert "bare: not built" in capsys.readouterr().err
    assert not list(begun.iterdir())


def test_ctrl_c_writes_nothing(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted measurement is none."""

    def interrupted(*_: object) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "ask", interrupted)
    assert command.main(["--quick", "--dir", str(begun)]) == 130
    assert not list(begun.iterdir())


def test_the_published_page_follows_from_its_facts() -> None:
    """docs/core.md is what docs/core.json gives; neither is there without the other."""
    facts, text = (ROOT / "docs" / f"core.{kind}" for kind in ("json", "md"))
    assert facts.is_file() == text.is_file()
    if facts.is_file():
        content = json.loads(facts.read_text(encoding="utf-8"))
        assert text.read_text(encoding="utf-8") == page.render(content)
        assert not Plan.from_json(content["plan"]).quick


# -- real trainings -------------------------------------------------------------------------------

TASK = Task(
    n_items=6,
    length=12,
    valid_fraction=0.25,
    hidden_dim=8,
    batch_size=16,
    n_epochs=2,
    learning_rate=1e-3,
    seed=1,
    predicts=True,
)
FEW = students.random_students(
    n_students=40, length=12, n_items=6, spread=True, valid_fraction=0.25
)


@pytest.mark.slow
@pytest.mark.parametrize("contestant", [PYKT, OURS, LAST_ONLY])
def test_a_contestant_reads_what_was_written_and_predicts_each_step(
    contestant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real process: its own loader's students, times, memory, and a number a step."""
    place = asking.ENVIRONMENT if contestant == PYKT else Environment.of(())
    if not (place.root / READY).is_file():
        pytest.skip("pykt-toolkit is not installed here: make core")
    task = replace(TASK, every_step=contestant != LAST_ONLY)
    left: list[str] = []
    ours = asking._left

    def kept(*given: Any) -> str:
        left.append(ours(*given))
        return left[-1]

    monkeypatch.setattr(asking, "_left", kept)
    answer = asking.ask(contestant, task, FEW, place)
    # What it has read is compared with what was written: here with others.
    monkeypatch.setattr(asking, "_left", lambda *_: left[0])
    for name, swapped in (
        ("train", FEW._replace(train=FEW.valid)),
        ("valid", FEW._replace(valid=FEW.train)),
    ):
        told = rf"{contestant}: has read other students \({name}\)"
        with pytest.raises(UnmeasuredError, match=told):
            asking.ask(contestant, task, swapped, place)
    assert answer.train == students.digest(FEW.train)
    assert answer.valid == students.digest(FEW.valid)
    assert answer.epochs == 2
    assert 1 <= answer.best_epoch <= 2
    assert 0 < answer.imported <= answer.peak
    assert answer.cpu > 0
    for predicted in (answer.probabilities["last"], answer.probabilities["best"]):
        assert 0 <= scored(FEW.valid, predicted).last <= 1


@pytest.mark.slow
def test_a_process_that_fails_is_told_by_its_last_line() -> None:
    """It fails in training, far from where the task is read."""
    with pytest.raises(UnmeasuredError, match=r"ours: exit 1: .*n_epochs is 0"):
        asking.ask(OURS, replace(TASK, n_epochs=0), FEW, Environment.of(()))


def test_quick_is_the_same_table_with_fewer_lines() -> None:
    """Both kinds of lengths, both clocks, one cell each."""
    assert [cell.lengths for cell in cells(QUICK)] == [FULL, SPREAD]
    assert len(cells(Plan())) == 8


@pytest.mark.slow
def test_an_item_that_training_never_met_is_scored_better_for_hiding() -> None:
    """In a real process: of three seeds, the mean log loss of answers to new items falls."""
    plan = replace(Plan(), students=600, n_epochs=8, hidden_dim=64, seeds=(0, 1, 2))
    facts = asking.new_items(plan, Environment.of(()))
    assert [each["seed"] for each in facts] == [0, 0, 1, 1, 2, 2]
    losses = {0.0: 0.0, HIDDEN: 0.0}
    for each in facts:
        losses[each["hidden"]] += each["new_log_loss"] / 3
        assert 0.5 < each["new_auc"] < 1
    assert losses[HIDDEN] < losses[0.0] - 0.005
