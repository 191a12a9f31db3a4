"""Settings that arrive in OmegaConf's containers: neither lists nor dictionaries, and taken."""

from collections.abc import Iterator

import pytest

from tests.asked import Ask, asked

#: A process of its own trains.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fact() -> Iterator[Ask]:
    """Return what tells a fact by its name."""
    with asked("omegaconf", "omegaconf_settings") as ask:
        yield ask


def test_containers_train_to_the_same_weights(fact: Ask) -> None:
    """Each alone, beside the same settings as Python has them."""
    hashes = fact("weights")
    assert len(hashes) == 5
    assert len(set(hashes.values())) == 1


def test_containers_come_back_from_a_checkpoint(fact: Ask) -> None:
    """A training with all of them that was stopped ends as an unbroken one."""
    resumed, unbroken = fact("resumed")
    assert resumed == unbroken


def test_a_container_is_no_part(fact: Ask) -> None:
    """It is refused in one sentence, with its type."""
    assert fact("refused") == (
        "model is {'n_layers': 2} (DictConfig): LSTM, LSTMATTN or BERT, a functools.partial of a "
        "torch module, is expected"
    )
