"""``typed`` and libraries whose objects store something else than their values."""

from collections.abc import Iterator

import pytest

from configbench.values import equal
from tests.asked import Ask, asked

ITEM = {"t": "int", "v": 1}
LIST = "omegaconf.listconfig.ListConfig"
DICT = "omegaconf.dictconfig.DictConfig"


@pytest.fixture(scope="module")
def fact() -> Iterator[Ask]:
    """Return what gives the forms of a fact by its name."""
    with asked("omegaconf", "omegaconf_typed") as ask:
        yield ask


def test_a_container_is_read_as_what_it_stands_for(fact: Ask) -> None:
    """By its type's public name, alone and inside another value."""
    alone, inside, pair = fact("containers")
    assert alone == {"t": LIST, "v": [ITEM]}
    assert inside["v"] == [{"t": DICT, "v": [[{"t": "str", "v": "a"}, ITEM]]}]
    assert pair == {"t": "omegaconf.tupleconfig.TupleConfig", "v": [ITEM, ITEM]}


def test_a_missing_value_is_an_observation(fact: Ask) -> None:
    """OmegaConf raises on reading ``???``; the record says so and tells the others."""
    pairs = {key["v"]: value for key, value in fact("missing")["v"]}
    missing = "omegaconf.errors.MissingMandatoryValue: "
    assert pairs["lr"]["unreadable"].startswith(missing)
    assert pairs["betas"]["v"][0]["unreadable"].startswith(missing)
    assert pairs["betas"]["v"][1] == ITEM
    assert pairs["seed"]["unreadable"].startswith(
        "omegaconf.errors.InterpolationKeyError: "
    )


def test_what_cannot_be_read_is_hashed_as_it_is_told(fact: Ask) -> None:
    """A long config with a missing value has a hash, and that is of what its record says."""
    cut, whole = fact("cut")
    assert cut["cut"]["length"] == 31
    assert equal(cut, whole)


def test_a_config_of_nothing_is_no_empty_one(fact: Ask) -> None:
    """A DictConfig or ListConfig that is itself missing or None has no entries to read."""
    for missing, none, empty in fact("nothing"):
        assert "unreadable" in missing
        assert "unreadable" in none
        assert empty["v"] == []


def test_resolvers_that_hang_or_exit(fact: Ask) -> None:
    """One that hangs is left after the limit; one that exits is told."""
    forms = fact("resolvers")
    assert forms["a"]["v"][0][1]["unreadable"] == "SystemExit: exit"
    assert forms["b"]["unreadable"] == "took longer than 0.2 s"
    assert forms["c"]["v"] == [ITEM]


def test_a_resolver_sees_the_context(fact: Ask) -> None:
    """Context variables are those of the program's own thread."""
    assert fact("context")["v"][0][1] == {"t": "int", "v": 7}


def test_a_deep_stack(fact: Ask) -> None:
    """A program that stands near its limit has its values described all the same."""
    found = fact("deep")
    form = {"t": LIST, "v": [ITEM]}
    # The last ones may leave no room even to start a thread.
    for each in found[:-4]:
        assert each["v"][0][1]["v"] == [form]
    for each in found[-4:]:
        assert "unreadable" in each or each == found[0]


def test_models_of_pydantic() -> None:
    """Fields and extra ones; no validator, no property, no bookkeeping."""
    with asked("hf_argument_parser", "pydantic_typed") as ask:
        forms = ask(None)
    assert forms["default"]["args"] == {"lr": {"t": "float", "v": "0.1"}, "more": ITEM}
    assert forms["set"] == forms["default"]
    assert forms["ran"] == []
