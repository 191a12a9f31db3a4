"""Hydra reads what its row's dialect spells."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import dialect, registry
from benchmarks.dialect import Dialect
from benchmarks.errors import UnsupportedError
from tests.asked import Ask, asked


@pytest.fixture(scope="module")
def arrived() -> Iterator[Ask]:
    """Return what gives the value of an override, by Hydra's own parser and OmegaConf."""
    with asked("hydra", "hydra_words") as ask:
        yield ask


@pytest.fixture(scope="module")
def spelt() -> Dialect:
    """Return the dialect of the row."""
    return dialect.load(registry.find("hydra"))


@given(st.text(alphabet="ab\\'\"${}#= ,[]:-~\n\té1", max_size=8))
def test_hydras_dialect_is_understood_by_hydra(
    arrived: Ask, spelt: Dialect, text: str
) -> None:
    """Whatever string the dialect spells, Hydra reads it back."""
    try:
        ((word,),) = spelt.spell("a", text)
    except UnsupportedError:
        return
    assert arrived(word) == text
