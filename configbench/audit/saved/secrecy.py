"""Settings that are secrets by their names, each given a word that stands nowhere else."""

import secrets
from collections.abc import Iterator, Sequence

from configbench.audit.ground import environs
from configbench.audit.model import Act, Kind, Setting, Target, Try
from configbench.audit.planning.placing import Given
from configbench.audit.planning.spelling import filled
from configbench.audit.saved.changing import BACK

#: What may hold one.
_TEXTUAL = (Kind.STR, Kind.UNKNOWN)


def tries(target: Target, settings: Sequence[Setting]) -> Iterator[Try]:
    """Yield a try of each setting that is a secret by its name."""
    given = Given(target)
    for setting in settings:
        if setting.wanted.kind not in _TEXTUAL or setting.default["t"] not in {
            "str",
            "NoneType",
        }:
            continue
        if not environs.is_secret(setting.name):
            continue
        word = f"configbench{secrets.token_hex(12)}"
        words = filled(setting.valued, (word,))
        if words is not None:
            yield Try(
                Act.SECRET,
                (setting.name,),
                words,
                BACK,
                word,
                "a secret is typed",
                given.placed(setting, words, alone=True),
            )
