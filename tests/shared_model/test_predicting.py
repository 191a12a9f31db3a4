"""Every row of a file gets what the network gives, and no row sees what is later."""

import functools
import gzip
import itertools
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from shared_model import (
    BERT,
    LSTM,
    LSTMATTN,
    CsvFile,
    DataError,
    SettingError,
    Simulated,
    batching,
    checkpoints,
    data,
    networks,
    train,
)
from shared_model.__main__ import default_settings
from shared_model.data import Vocabulary
from shared_model.predicting import predict, windows_of
from shared_model.reading import Answer, read_csv
from shared_model.students import Student

Settings = dict[str, Any]
HEADER = "userID,testId,assessmentItemID,KnowledgeTag,Timestamp,answerCode"
LENGTH = 5
#: Batches of other shapes: the same but for the last bits.
CLOSE = 1e-6


def write(path: Path, rows: Sequence[str], header: str = HEADER) -> Path:
    """Write a file with recorded answers."""
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def row(
    student: str, step: int, answer: int, item: str | None = None, tag: str = "k0"
) -> str:
    """Return the row of a student's step."""
    return f"{student},t{step % 2},{item or f'i{step % 7}'},{tag},{step},{answer}"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return recorded answers of 20 students with 3 to 12 steps."""
    path = tmp_path_factory.mktemp("the ánswers") / "a b.csv"
    return write(
        path,
        [
            row(f"s{student:02}", step, (student * step + step // 2) % 2)
            for student in range(20)
            for step in range(3 + student % 10)
        ],
    )


@pytest.fixture(scope="module", params=["LSTM", "LSTMATTN", "BERT"])
def checkpoint(
    request: pytest.FixtureRequest,
    answers: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return the checkpoint of each network, trained on them."""
    size: Settings = {"hidden_dim": 12, "n_layers": 1, "head_dims": [4]}
    attention: Settings = {"n_heads": 2, "dropout": 0.3}
    models = [LSTM(**size), LSTMATTN(**size, **attention), BERT(**size, **attention)]
    (model,) = (each for each in models if type(each).__name__ == request.param)
    return trained(tmp_path_factory.mktemp("run"), answers, {"model": model})


def trained(folder: Path, answers: Path, changes: Settings) -> Path:
    """Train on a file, and return the checkpoint."""
    settings = default_settings() | {
        "data": CsvFile(
            data_dir=answers.parent,
            file_name=answers.name,
            max_seq_len=LENGTH,
            valid_fraction=0.3,
            shuffle=True,
        ),
        "run_dir": folder,
    }
    train(**settings | changes)
    return folder / "checkpoint.pt"


def network_of(checkpoint: Path) -> tuple[torch.nn.Module, Vocabulary]:
    """Return the trained network and its vocabulary, made by hand."""
    held = torch.load(checkpoint, weights_only=True)
    vocabulary = Vocabulary(
        *(data.Labels(held["labels"][column]) for column in ("tests", "items", "tags"))
    )
    model = held["settings"]["model"]
    network: torch.nn.Module = getattr(networks, model["part"])(
        vocabulary.sizes(LENGTH), **model["arguments"]
    )
    network.load_state_dict(held["state_dict"])
    return network.eval(), vocabulary


def by_hand(checkpoint: Path, student: Student) -> list[float]:
    """Return the probabilities of one sequence of at most ``LENGTH`` steps."""
    network, vocabulary = network_of(checkpoint)
    columns = batching.tensors(data.sequences([student], vocabulary, LENGTH))
    batch = columns.take(torch.arange(1))
    with torch.no_grad():
        logits = network(*batch.inputs)[0]
    found: list[float] = logits.double().sigmoid().tolist()
    return found


def part_of(student: Student, first: int, end: int) -> Student:
    """Return some of a student's steps."""
    tests, items, tags, answers = student
    return Student(
        tests[first:end], items[first:end], tags[first:end], answers[first:end]
    )


# -- what the network gives -----------------------------------------------------------------------


def test_each_row_gets_what_the_network_gives(checkpoint: Path, answers: Path) -> None:
    """The first steps of a student in one sequence; later ones behind the last L - 1 answers."""
    expected = []
    for student in read_csv(answers):
        expected += by_hand(checkpoint, part_of(student, 0, LENGTH))
        for end in range(LENGTH + 1, len(student.items) + 1):
            window = part_of(student, end - LENGTH, end)
            expected.append(by_hand(checkpoint, window)[-1])
    found = predict(checkpoint, answers)
    assert [each.probability for each in found] == pytest.approx(expected, abs=CLOSE)
    assert [each.answer.line for each in found] == list(range(2, len(expected) + 2))


def test_validation_scores_the_same(checkpoint: Path, answers: Path) -> None:
    """Of students with one sequence, the probabilities are those that validation scored."""
    _, valid = data.split(read_csv(answers), 0.3, "")
    network, vocabulary = network_of(checkpoint)
    columns = batching.tensors(data.sequences(valid, vocabulary, LENGTH))
    with torch.no_grad():
        scored = network(*columns.inputs).double().sigmoid()
    right = (scored >= 0.5) == (columns.answers > 0)
    accuracy = right[columns.mask].double().mean().item()
    last = torch.load(checkpoint, weights_only=True)["history"][-1]
    assert accuracy == pytest.approx(last["accuracy"])
    found: dict[str, list[float]] = {}
    for each in predict(checkpoint, answers):
        found.setdefault(each.answer.student, []).append(each.probability)
    # Of 20 students, as ``read_csv`` sorts them, number n has 3 + n % 10 answers.
    order = np.random.default_rng(data.SPLIT_SEED).permutation(20)[: len(valid)]
    place = 0
    for number in order.tolist():
        steps = 3 + number % 10
        if steps <= LENGTH:
            expected = scored[place, :steps].tolist()
            assert found[f"s{number:02}"] == pytest.approx(expected, abs=CLOSE)
        place += math.ceil(steps / LENGTH)
    assert place == len(scored)


def test_rows_to_predict(checkpoint: Path, answers: Path, tmp_path: Path) -> None:
    """One gets what an answered row would get; its answer does not matter, and nothing follows."""
    known = [row("x", step, step % 2) for step in range(8)]
    path = write(tmp_path / "known.csv", known)
    before = [each.probability for each in predict(checkpoint, path)]
    for place in range(9):
        asked = row("x", place, -1)
        path = write(tmp_path / "asked.csv", [*known[:place], asked, *known[place:]])
        found = predict(checkpoint, path)
        assert [each.answer.answer for each in found].count(None) == 1
        others = [each.probability for each in found]
        probability = others.pop(place)
        assert others == pytest.approx(before, abs=CLOSE)
        for answer in (0, 1):
            answered = [*known[:place], row("x", place, answer)]
            path = write(tmp_path / "answered.csv", answered)
            assert predict(checkpoint, path)[-1].probability == pytest.approx(
                probability, abs=CLOSE
            )


def test_several_rows_to_predict_do_not_see_each_other(
    checkpoint: Path, tmp_path: Path
) -> None:
    """Each is the next step after the answers before, whatever else is asked."""
    known = [row("x", step, 1) for step in range(3)]
    alone = []
    for item in ("i1", "i2", "i5"):
        path = write(tmp_path / "one.csv", [*known, row("x", 3, -1, item)])
        alone.append(predict(checkpoint, path)[-1].probability)
    asked = [row("x", 3, -1, item) for item in ("i1", "i2", "i5")]
    path = write(tmp_path / "all.csv", [*known, *asked])
    found = [each.probability for each in predict(checkpoint, path)]
    assert found[3:] == pytest.approx(alone, abs=CLOSE)


def test_only_the_last_answers_are_seen(checkpoint: Path, tmp_path: Path) -> None:
    """Of a long history, the last L - 1 before a row, and no earlier one."""
    steps = [row("x", step, step % 3 % 2) for step in range(20)]
    whole = predict(checkpoint, write(tmp_path / "whole.csv", steps))
    end = predict(checkpoint, write(tmp_path / "end.csv", steps[-LENGTH:]))
    assert whole[-1].probability == pytest.approx(end[-1].probability, abs=CLOSE)
    other = [row("x", step, 1, "i0", "k9") for step in range(20 - LENGTH)]
    changed = predict(
        checkpoint, write(tmp_path / "other.csv", other + steps[-LENGTH:])
    )
    assert whole[-1].probability == pytest.approx(changed[-1].probability, abs=CLOSE)
    first = steps[-LENGTH].removesuffix("0").removesuffix("1")
    flipped = [f"{first}{1 - int(steps[-LENGTH][-1])}", *steps[-LENGTH + 1 :]]
    flip = predict(checkpoint, write(tmp_path / "flip.csv", flipped))
    assert end[-1].probability != pytest.approx(flip[-1].probability, abs=CLOSE)


def test_no_later_answer_is_seen(checkpoint: Path, tmp_path: Path) -> None:
    """Flipping an answer changes nothing up to its own row, and something behind it."""
    steps = [row("x", step, step % 2) for step in range(9)]
    before = [
        each.probability
        for each in predict(checkpoint, write(tmp_path / "a.csv", steps))
    ]
    for place in range(8):
        flipped = list(steps)
        flipped[place] = row("x", place, 1 - place % 2)
        found = [
            each.probability
            for each in predict(checkpoint, write(tmp_path / "b.csv", flipped))
        ]
        assert found[: place + 1] == pytest.approx(before[: place + 1], abs=CLOSE)
        assert found[place + 1] != pytest.approx(before[place + 1], abs=CLOSE)


# -- windows --------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([0, 1, None]), max_size=30), st.integers(1, 8))
def test_every_row_is_scored_once(codes: list[int | None], length: int) -> None:
    """Each behind as many answers before it as there are room for, in their order."""
    history = [
        Answer(line, "x", "", "i", "", code, None)
        for line, code in enumerate(codes, start=2)
    ]
    scored = []
    for window in windows_of(history, length):
        steps = list(window.steps)
        assert 1 <= len(steps) <= length
        assert all(step.answer is not None for step in steps[:-1])
        for place in range(0 if window.every else len(steps) - 1, len(steps)):
            line = steps[place].line
            scored.append(line)
            known = [
                each for each in history if each.line < line and each.answer is not None
            ]
            assert steps[:place] == known[len(known) - place :]
            assert place == min(len(known), length - 1)
    assert sorted(scored) == [each.line for each in history]


# -- files ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lstm(answers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the checkpoint of one network."""
    model = LSTM(hidden_dim=12, n_layers=1, head_dims=[])
    return trained(tmp_path_factory.mktemp("lstm"), answers, {"model": model})


def probabilities(checkpoint: Path, path: Path) -> list[float]:
    """Return the probabilities of a file's rows."""
    return [each.probability for each in predict(checkpoint, path)]


def test_what_training_did_not_meet_is_unknown(lstm: Path, tmp_path: Path) -> None:
    """Two unknown items, tests or tags are one and the same, and none that is known."""
    known = [row("x", step, 1) for step in range(3)]

    def last(asked: str) -> float:
        return probabilities(lstm, write(tmp_path / "a.csv", [*known, asked]))[-1]

    plain = last("x,t0,i1,k0,9,-1")
    for one, other in (
        ("x,t0,new,k0,9,-1", "x,t0,ñeu,k0,9,-1"),
        ("x,new,i1,k0,9,-1", "x,T0,i1,k0,9,-1"),
        ("x,t0,i1,new,9,-1", "x,t0,i1,,9,-1"),
    ):
        assert last(one) == last(other)
        assert last(one) != pytest.approx(plain, abs=CLOSE)


def test_columns_may_be_absent(lstm: Path, answers: Path, tmp_path: Path) -> None:
    """Tests or tags that only training had are unknown; those it did not have, do not matter."""
    steps = [row("x", step, step % 2) for step in range(6)]
    bare = [",".join((f[0], f[2], f[5])) for f in (each.split(",") for each in steps)]
    header = "userID,assessmentItemID,answerCode"
    without = write(tmp_path / "bare.csv", bare, header)
    unknown = [
        f"{student},?,{item},?,{code}"
        for student, item, code in (each.split(",") for each in bare)
    ]
    with_names = write(
        tmp_path / "unknown.csv",
        unknown,
        "userID,testId,assessmentItemID,KnowledgeTag,answerCode",
    )
    assert probabilities(lstm, without) == probabilities(lstm, with_names)

    lines = answers.read_text(encoding="utf-8").splitlines()[1:]
    fields = [line.split(",") for line in lines]
    own = write(
        tmp_path / "own.csv", [",".join((f[0], f[2], f[5])) for f in fields], header
    )
    model = LSTM(hidden_dim=12, n_layers=1, head_dims=[])
    checkpoint = trained(tmp_path / "run", own, {"model": model})
    assert probabilities(checkpoint, without) == probabilities(checkpoint, with_names)


def test_the_order_is_that_of_the_file(lstm: Path, tmp_path: Path) -> None:
    """Time sorts a student's answers, but not what is returned."""
    steps = [row(student, step, step % 2) for student in "ba" for step in range(7)]
    found = predict(lstm, write(tmp_path / "a.csv", steps))
    assert [each.answer.line for each in found] == list(range(2, 16))
    assert [each.answer.student for each in found] == ["b"] * 7 + ["a"] * 7
    expected = {(e.answer.student, e.answer.time): e.probability for e in found}
    for order in (steps[::-1], steps[::2] + steps[1::2]):
        again = predict(lstm, write(tmp_path / "b.csv", order))
        assert [each.answer.line for each in again] == list(range(2, 16))
        for each, line in zip(again, order, strict=True):
            assert line.startswith(f"{each.answer.student},")
            key = each.answer.student, each.answer.time
            assert each.probability == pytest.approx(expected[key], abs=CLOSE)


def test_rows_over_several_lines(lstm: Path, tmp_path: Path) -> None:
    """A row is named by the line that it ends in; blank lines have none; gzip is read, too."""
    text = f'{HEADER}\n"x\ny",t0,"i,1",k0,1,1\n\n"x\ny",t1,i2,k0,2,-1\n'
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    found = predict(lstm, path)
    assert [each.answer.line for each in found] == [3, 6]
    assert found[0].answer.student == "x\ny"
    zipped = tmp_path / "a.csv.gz"
    zipped.write_bytes(gzip.compress(text.encode()))
    assert predict(lstm, zipped) == found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{HEADER}\n", "no row below the header"),
        (
            "",
            "the file does not begin with a header; one with userID, assessmentItemID, "
            "answerCode is expected (testId, KnowledgeTag, Timestamp are optional)",
        ),
        ("userID,answerCode\nx,1\n", "the header lacks assessmentItemID"),
        (
            f"{HEADER}\nx,t,i,k,1,2\n",
            "line 2, column answerCode: '2' is not 0, 1 or -1 (to predict)",
        ),
    ],
)
def test_files_that_cannot_be_used(
    lstm: Path, tmp_path: Path, content: str, expected: str
) -> None:
    """One sentence, which names the file."""
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        predict(lstm, path)
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).endswith(expected)


def test_a_file_with_rows_to_predict_only(lstm: Path, tmp_path: Path) -> None:
    """A student without answers is asked about as at the first step."""
    path = write(tmp_path / "a.csv", [row(each, 0, -1) for each in "xyz"])
    first, *others = probabilities(lstm, path)
    assert others == [first, first]


# -- checkpoints ----------------------------------------------------------------------------------


def test_many_windows_are_scored_in_chunks(
    lstm: Path, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many are in memory at a time changes nothing but the last bits."""
    expected = probabilities(lstm, answers)
    for chunk, batch in itertools.product((1, 7), (1, 4)):
        monkeypatch.setattr("shared_model.predicting.CHUNK", chunk)
        monkeypatch.setattr("shared_model.predicting.BATCH_SIZE", batch)
        assert probabilities(lstm, answers) == pytest.approx(expected, abs=CLOSE)


def test_answers_of_before_are_not_needed(
    lstm: Path, answers: Path, tmp_path: Path
) -> None:
    """The checkpoint alone, wherever it lies; the process stays as it was."""
    path = tmp_path / "só lo.pt"
    held = torch.load(lstm, weights_only=True)
    held["settings"]["data"]["arguments"]["data_dir"] = "/nowhere"
    torch.save(held, path)
    torch.manual_seed(7)
    state = torch.get_rng_state()
    assert predict(str(path), str(answers)) == predict(lstm, answers)
    assert torch.equal(torch.get_rng_state(), state)
    assert not torch.are_deterministic_algorithms_enabled()


def torch_things() -> Settings:
    """Return a thing of torch's for each slot."""
    model = functools.partial(networks.LSTM, hidden_dim=12, n_layers=1, head_dims=[])
    return {
        "model": model,
        "loss": torch.nn.BCEWithLogitsLoss(),
        "optimizer": functools.partial(torch.optim.SGD, lr=0.1),
        "scheduler": functools.partial(torch.optim.lr_scheduler.ConstantLR),
    }


def test_only_the_model_is_asked_for(answers: Path, tmp_path: Path) -> None:
    """Loss, optimizer and scheduler have no part in it: they need not be given."""
    things = torch_things()
    checkpoint = trained(tmp_path / "run", answers, things)
    with pytest.raises(SettingError, match="model was functools") as caught:
        predict(checkpoint, answers)
    assert "take it as model=..." in str(caught.value)
    found = predict(checkpoint, answers, model=things["model"])
    assert len(found) == len(answers.read_text().splitlines()) - 1
    assert predict(checkpoint, answers, **things) == found
    with pytest.raises(SettingError, match="data is given, but only what"):
        predict(checkpoint, answers, model=things["model"], data=Simulated)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda held: held["labels"].update(tags=[1]),
            "labels hold no lists of names for tests, items, tags",
        ),
        (
            lambda held: held["labels"].pop("tags"),
            "labels hold no lists of names for tests, items, tags",
        ),
        (
            lambda held: held["labels"].update(tags="k"),
            "labels hold no lists of names for tests, items, tags",
        ),
        (
            lambda held: held["labels"]["items"].append("new"),
            "its weights do not fit the model: Error(s) in loading state_dict for LSTM: size",
        ),
        (
            lambda held: held["state_dict"].update(more=torch.ones(1)),
            "its weights do not fit the model: Error(s) in loading state_dict for LSTM: "
            "Unexpected",
        ),
        (lambda held: held["settings"].pop("seed"), "its settings lack 'seed'"),
    ],
)
def test_checkpoints_that_cannot_be_used(
    lstm: Path,
    answers: Path,
    tmp_path: Path,
    change: Callable[[dict[str, Any]], object],
    expected: str,
) -> None:
    """One sentence, which names the checkpoint."""
    held = torch.load(lstm, weights_only=True)
    change(held)
    path = tmp_path / "changed.pt"
    checkpoints.write(path, checkpoints.packed(held))
    with pytest.raises(SettingError) as caught:
        predict(path, answers)
    assert str(caught.value).startswith(f"{path}: {expected}")
    assert "\n" not in str(caught.value)
