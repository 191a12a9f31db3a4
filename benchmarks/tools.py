"""Tools that type the words of a command line in a person's place: the forms that they have; pure.

Somebody gives such a tool the names of settings, once, and from then on it writes each value in its
own way.  Where it has several forms, the one is meant in which the program's settings are named.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.literals import Numeral

#: What a setting is called, as a tool is told it, whether that stands behind hyphens, and a value.
Named = tuple[str, bool, object]


@dataclass(frozen=True)
class Tool:
    """One way in which a tool hands settings to a program.

    Attributes
    ----------
    title
        What people call it.
    page
        Where its form is described.
    words
        What it types for settings; ``None`` if it writes them into a file, as JSON.
    file
        How that file is called, below the working folder.
    """

    title: str
    page: str
    words: Callable[[Sequence[Named]], list[str]] | None = None
    file: str = ""


def _as_python(value: object) -> str:
    """Write a value as Python's ``str`` does, but that a number keeps its letters."""
    if isinstance(value, list | tuple):
        return str(
            [
                ast.literal_eval(each) if isinstance(each, Numeral) else each
                for each in value
            ]
        )
    return str(value)


def _agent(settings: Sequence[Named]) -> list[str]:
    """Type ``--name=value``, or ``name=value`` where names have no hyphens in front."""
    return [
        f"{'--' if hyphens else ''}{name}={_as_python(value)}"
        for name, hyphens, value in settings
    ]


def _toolkit(settings: Sequence[Named]) -> list[str]:
    """Type ``--name value``, as two words, by the order of the names."""
    return [
        word
        for name, _, value in sorted(settings, key=lambda each: each[0])
        for word in (f"--{name}", _as_python(value))
    ]


#: By the name that ``tasks.toml`` knows.
TOOLS: Mapping[str, Tool] = {
    "wandb": Tool(
        "the agent of W&B",
        "https://docs.wandb.ai/models/sweeps/define-sweep-configuration#command-macros",
        _agent,
    ),
    "wandb_json_file": Tool(
        "the agent of W&B, ${args_json_file}",
        "https://docs.wandb.ai/models/sweeps/define-sweep-configuration#command-macros",
        file="wandb/sweep-8jq2mv0c/config-4k1f9x2a.json",
    ),
    "sagemaker": Tool(
        "the training toolkit of SageMaker",
        "https://github.com/aws/sagemaker-training-toolkit#how-a-script-is-executed-inside-the-container",
        _toolkit,
    ),
}
