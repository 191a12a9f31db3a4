"""What is found of stored results."""

from dataclasses import dataclass, field


@dataclass
class Findings:
    """What came of it.

    Attributes
    ----------
    faults, notes
        What cannot be as it is stored; what was measured of another state of the tree.
    exact, consistent
        How many cells were judged again whose facts decide, and whose facts leave several
        judgements, of which theirs is one.
    figures
        How many figures beside cells were computed again.
    """

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    exact: int = 0
    consistent: int = 0
    figures: int = 0

    @property
    def told(self) -> str:
        """The counts, in a sentence."""
        return (
            f"{self.exact + self.consistent} cells were judged again, {self.consistent} of them "
            f"only as far as their facts decide; {self.figures} figures beside them were computed "
            "again"
        )
