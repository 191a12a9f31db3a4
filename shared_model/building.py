"""From parts to the objects of torch that they stand for."""

import functools
from collections.abc import Mapping
from typing import Any, TypeVar

import torch
from torch.optim import lr_scheduler

from shared_model import networks, parts
from shared_model.errors import SettingError

T = TypeVar("T")


def as_torch(part: Any) -> Any:
    """Return what a user would write in place of a part; the torch thing itself passes through.

    Models, optimizers and schedulers become a ``functools.partial``, losses a module.
    """
    match part:
        case parts.LSTM():
            return functools.partial(networks.LSTM, **_shape(part))
        case parts.LSTMATTN():
            return functools.partial(networks.LSTMATTN, **_shape(part), **_heads(part))
        case parts.BERT():
            return functools.partial(networks.BERT, **_shape(part), **_heads(part))
        case parts.BCEWithLogits():
            return networks.BCEWithLogits(**_weights(part))
        case parts.L1():
            return networks.L1(**_weights(part))
        case parts.Adam():
            return functools.partial(torch.optim.Adam, **_rates(part))
        case parts.AdamW():
            return functools.partial(torch.optim.AdamW, **_rates(part))
        case parts.ReduceLROnPlateau(factor=factor, patience=patience):
            return functools.partial(
                lr_scheduler.ReduceLROnPlateau,
                mode="max",  # of the AUC
                factor=float(factor),
                patience=int(patience),
            )
        case parts.CosineAnnealing(t_max=t_max, eta_min=eta_min):
            return functools.partial(
                lr_scheduler.CosineAnnealingLR, T_max=int(t_max), eta_min=float(eta_min)
            )
        case _:
            return part


def _shape(part: parts.LSTM | parts.LSTMATTN | parts.BERT) -> dict[str, Any]:
    return {
        "hidden_dim": int(part.hidden_dim),
        "n_layers": int(part.n_layers),
        "head_dims": [int(width) for width in part.head_dims],
    }


def _heads(part: parts.LSTMATTN | parts.BERT) -> dict[str, Any]:
    return {"n_heads": int(part.n_heads), "dropout": float(part.dropout)}


def _weights(part: parts.BCEWithLogits | parts.L1) -> dict[str, float]:
    return {key: float(part.weights[key]) for key in ("right", "wrong")}


def _rates(part: parts.Adam | parts.AdamW) -> dict[str, Any]:
    return {
        "lr": float(part.lr),
        "weight_decay": float(part.weight_decay),
        "betas": tuple(float(beta) for beta in part.betas),
    }


def built(slot: str, part: Any, argument: Any, kind: type[T]) -> T:
    """Call what is in a slot with the one argument that it still needs."""
    thing = as_torch(part)(argument)
    if not isinstance(thing, kind):
        raise SettingError(
            f"{slot} makes an object of class {type(thing).__name__}: "
            f"a torch {kind.__name__} is expected"
        )
    return thing


def precision(settings: Mapping[str, Any]) -> torch.autocast:
    """Return the arithmetic of the forward pass, to be entered."""
    return torch.autocast(
        "cpu",
        dtype=torch.bfloat16,
        enabled=settings["precision"] is parts.Precision.BF16,
    )
