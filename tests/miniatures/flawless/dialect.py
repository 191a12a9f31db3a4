"""How a setting is spelt for the miniatures."""

SAVED = "**/config.json"


def spell(path: str, value: object) -> list[list[str]]:
    """Return the one spelling there is."""
    if path == "scheduler" and value is None:
        value = "none"
    return [[f"{path}={value!r}"]]


def restore(saved: str) -> list[str]:
    """Return the words that start from a saved config."""
    return ["--config", saved]
