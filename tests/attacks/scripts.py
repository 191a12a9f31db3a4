"""Attacks that are programs of their own, as entries of the table."""

from tests.attacks.trees import Done, Tree


def _amiss(done: Done) -> list[str]:
    if done.exit == 0:
        return []
    return done.output.strip().splitlines()[-3:] or [f"exit {done.exit}"]


def interrupted(tree: Tree, count: int) -> list[str]:
    """Signals to a run at random instants."""
    return _amiss(
        tree.run("tests.attacks.interrupt", "--times", str(count), seconds=100 * count)
    )


def trainings(tree: Tree, count: int) -> list[str]:
    """Trainings that are killed at random steps."""
    words = ("tests.attacks.kill_training", "--times", str(count))
    return _amiss(tree.run(*words, seconds=300 + 60 * count))


def leaks(tree: Tree) -> list[str]:
    """What moves the logits of trained networks."""
    return _amiss(tree.run("tests.attacks.leaks", seconds=600))


def bad_input(tree: Tree, count: int) -> list[str]:
    """Options, results and data files that are mutated by a script."""
    words = ("tests.attacks.bad_input", "--count", str(count))
    return _amiss(tree.run(*words, seconds=600 + 10 * count))
