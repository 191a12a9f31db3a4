"""CB305: who asks for help waits for what only a training needs."""

from collections.abc import Iterator

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.rule import Rule

#: Libraries that take long to import and answer nothing that the help says.
_HEAVY = (
    *(
        "torch",
        "tensorflow",
        "jax",
        "transformers",
        "lightning",
        "pytorch_lightning",
        "keras",
    ),
    *(
        "pandas",
        "scipy",
        "sklearn",
        "matplotlib",
        "cv2",
        "datasets",
        "accelerate",
        "deepspeed",
    ),
)


def _judge(facts: Facts) -> Iterator[Observation]:
    """What was imported at the place was so before the parser, which answers ``--help``."""
    imported = [name for name in _HEAVY if name in set(facts.target.modules)]
    for tried, became in facts.results:
        if (
            tried.act is Act.HELP
            and became.exit == 0
            and not became.reached
            and imported
        ):
            yield observed(
                facts,
                "CB305",
                "imports",
                (tried, became),
                expected="help without them",
                arrived=f"imported first: {', '.join(imported)}",
                says=f"{' '.join(tried.words)} imports {', '.join(imported)} before it answers",
                where=facts.target.spot.at,
            )
            return


RULE = Rule("CB305", Severity.NOTE, "help imports heavily", _judge)
