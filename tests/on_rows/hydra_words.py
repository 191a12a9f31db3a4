"""What Hydra makes of a word of its command line, as the config has it then."""

from hydra.core.override_parser.overrides_parser import OverridesParser  # type: ignore[import-not-found]  # fmt: skip  # in the row's environment
from omegaconf import OmegaConf  # type: ignore[import-not-found]  # likewise

from tests.on_rows import serve


def arrived(word: str) -> object:
    """Return the value of an override."""
    value = OverridesParser.create().parse_override(word).value()
    return OmegaConf.create({"a": value if isinstance(value, str) else str(value)}).a


if __name__ == "__main__":
    serve(arrived)
