"""Both libraries are scored by this one function, on the same steps of the same students; pure."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import stats

from benchmarks.beside_pykt.students import History


class Scores(NamedTuple):
    """AUC over the students' last steps, and over all steps but the first."""

    last: float
    all: float


def scored(
    valid: Sequence[History], probabilities: Sequence[Sequence[float]]
) -> Scores:
    """Score the probabilities of right answers.

    pykt's DKT does not predict the first step of a sequence: it is left out for everyone.

    Parameters
    ----------
    valid
        The validation students, of T steps each.
    probabilities
        For each of them T - 1 numbers, for the steps 2 to T.

    Raises
    ------
    ValueError
        If there are more or fewer of them, or if all answers are alike.
    """
    for student, own in zip(valid, probabilities, strict=True):
        if len(own) != len(student.answers) - 1:
            raise ValueError(
                f"{len(own)} probabilities, {len(student.answers) - 1} are expected"
            )
    last = auc(
        [student.answers[-1] for student in valid], [own[-1] for own in probabilities]
    )
    answers = [answer for student in valid for answer in student.answers[1:]]
    predicted = [value for own in probabilities for value in own]
    return Scores(last, auc(answers, predicted))


def auc(answers: Sequence[int], predicted: Sequence[float]) -> float:
    """Return the area under the ROC curve, ties counted by half (Mann & Whitney 1947).

    Raises
    ------
    ValueError
        If a prediction is not a number, or if all answers are alike.
    """
    right = np.asarray(answers, dtype=bool)
    values = np.asarray(predicted, dtype=np.float64)
    n_right, n_wrong = int(right.sum()), int((~right).sum())
    if np.isnan(values).any() or not n_right or not n_wrong:
        raise ValueError(
            "an AUC needs right and wrong answers, and a number for each of them"
        )
    ranks = stats.rankdata(values)[right].sum()
    return float((ranks - n_right * (n_right + 1) / 2) / (n_right * n_wrong))
