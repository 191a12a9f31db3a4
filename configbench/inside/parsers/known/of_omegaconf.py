"""OmegaConf: what is typed, once it is merged; and what its containers tell of each key."""

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: How deep containers are followed.
_DEPTH = 12
#: What was made of words; kept, so that each stays itself.
_TYPED: "list[Any]" = []


def hook(module: "Any") -> None:
    """Wrap what reads words, and what merges them with the rest."""
    if module.__name__ == "omegaconf.basecontainer":
        for name, brought in (
            ("merge_with_dotlist", _changed),
            ("merge_with_cli", _changed),
            ("merge_with", _merged_into),
        ):
            entry = Entry(
                f"OmegaConf.{name}",
                "omegaconf",
                brought,
                literal=(0, "dotlist"),
                options=_options_of_self,
            )
            calls.wrapped(module.BaseContainer, name, entry)
        return
    kind = module.OmegaConf
    for name in ("from_cli", "from_dotlist"):
        entry = Entry(
            f"OmegaConf.{name}",
            "omegaconf",
            _typed,
            partial=True,
            literal=(0, "args_list" if name == "from_cli" else "dotlist"),
            options=options_of_call,
        )
        calls.wrapped(kind, name, entry)
    for name in ("merge", "unsafe_merge"):
        entry = Entry(
            f"OmegaConf.{name}", "omegaconf", _merged, options=options_of_call
        )
        calls.wrapped(kind, name, entry)


def _typed(call: Call) -> "Any":
    _TYPED.append(call.result)
    return {"returned": call.result}, None


def _merged(call: Call) -> "Any":
    """Return what was merged, if something that was typed is in it."""
    if any(one is each for one in call.arguments for each in _TYPED):
        return {"returned": call.result}, None
    return None


def _changed(call: Call) -> "Any":
    return {"returned": call.arguments[0]}, None


def _merged_into(call: Call) -> "Any":
    return _changed(call) if _merged(call) else None


def _options_of_self(call: Call) -> "list[dict[str, Any]]":
    return options(call.arguments[0])


def options_of_call(call: Call) -> "list[dict[str, Any]]":
    """Return the keys of what was returned."""
    return options(call.result)


def options(config: "Any") -> "list[dict[str, Any]]":
    """Return each key of a container as an option, spelt ``key={}``."""
    found: list[dict[str, Any]] = []
    try:
        _options_into(found, config, "", 0)
    except Exception:  # noqa: BLE001  what a newer release keeps in another way is not told
        return []
    return found


def _options_into(
    found: "list[dict[str, Any]]", config: "Any", prefix: str, depth: int
) -> None:
    from ..options import annotation, choices, option

    for key in config:
        if not isinstance(key, str):
            continue
        node = config._get_node(key)
        path = f"{prefix}{key}"
        if _is_mapping(node) and depth < _DEPTH:
            _options_into(found, node, f"{path}.", depth + 1)
            continue
        hint = getattr(node._metadata, "ref_type", None) if node is not None else None
        text = "" if hint is None else annotation(hint)
        if text == "Any":
            text = ""
        elif text and getattr(node._metadata, "optional", False):
            text = f"{text} | None"
        found.append(
            option(
                path,
                valued=[[f"{path}={{}}"]],
                annotation=text,
                choices=choices(hint) if hint is not None else [],
            )
        )


def _is_mapping(node: "Any") -> bool:
    """Whether a node has keys that can be followed."""
    if type(node).__name__ != "DictConfig":
        return False
    return not (
        node._is_none() or node._is_missing() or node._is_interpolation()
    ) and bool(len(node))
