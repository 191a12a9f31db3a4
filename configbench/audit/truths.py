"""Words that people and tools write for a truth, and for nothing; in lower case."""

from typing import Final

TRUE: Final = frozenset({"true", "yes", "on", "1", "y", "t"})
FALSE: Final = frozenset({"false", "no", "off", "0", "n", "f"})
NONE: Final = frozenset({"none", "null", "~", "nil", "undefined"})
