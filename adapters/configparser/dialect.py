"""How a setting is spelt for the configparser adapter, and where its saved run lies."""

#: The saved config, as a pattern below the working folder of the run.
SAVED = "**/config.ini"

_SLOTS = {"model", "data", "loss", "optimizer", "scheduler"}
_WEIGHTS = {"right", "wrong"}


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    if path == "scheduler" and value is None:
        return [["scheduler.name=none"]]
    if path in _SLOTS:
        return [[f"{path}.name={value}"]]
    name = path if "." in path else f"train.{path}"
    if isinstance(value, dict):
        if value.keys() != _WEIGHTS:
            raise Unsupported(f"[{name}] has the keys of default.ini, no more or fewer")
        return [[f"{name}.{key}={item}" for key, item in value.items()]]
    if isinstance(value, bool):
        # https://docs.python.org/3/library/configparser.html#supported-datatypes
        texts = ["true", "yes", "on", "1"] if value else ["false", "no", "off", "0"]
        return [[f"{name}={text}"] for text in texts]
    if value is None:
        if path != "clip_grad":
            raise Unsupported(f"{name} has no spelling for None")
        return [[f"{name}=none"]]
    if isinstance(value, list | tuple):
        return [[f"{name}={_joined(name, [*map(str, value)])}"]]
    return [[f"{name}={_escaped(str(value))}"]]


def _joined(name: str, items: list[str]) -> str:
    """Write a list with commas between its items."""
    if items == [""]:
        raise Unsupported(f"{name} takes an empty value for the empty list")
    if any("," in item or item != item.strip() for item in items):
        raise Unsupported(f"{name} takes items without commas and outer spaces")
    return ",".join(map(_escaped, items))


def _escaped(text: str) -> str:
    """Double each %, which interpolation takes for a reference.

    https://docs.python.org/3/library/configparser.html#configparser.BasicInterpolation
    """
    return text.replace("%", "%%")


def restore(saved: str) -> list[str]:
    """Return the words that start from the saved config ``saved``."""
    return ["--config", saved]
