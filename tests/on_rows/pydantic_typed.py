"""How the instrument describes models of pydantic."""

from typing import Any

import pydantic  # type: ignore[import-not-found]  # in the row's environment

from configbench.inside.typed import typed
from tests.on_rows import serve

RAN: list[str] = []


def trap(_: object) -> float:
    """Tell that it was read."""
    RAN.append("derived")
    return 0.1


class Model(pydantic.BaseModel):  # type: ignore[misc]  # of an untyped one, where that is absent
    """A model with a field, what may be more, and a property."""

    model_config = pydantic.ConfigDict(extra="allow")
    lr: float = 0.1

    derived = pydantic.computed_field(property(trap), return_type=float)


def facts() -> dict[str, Any]:
    """Return the form of a model whose field has its default, of one where it is set; and calls."""
    told = {"default": typed(Model(more=1)), "set": typed(Model(lr=0.1, more=1))}
    return {**told, "ran": RAN}


if __name__ == "__main__":
    serve(lambda _: facts())
