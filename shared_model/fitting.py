"""Training itself, in PyTorch: build, fit, score, save.  ``train`` has checked the settings.

Equal settings give equal bits, whatever the process did before: one thread, deterministic
algorithms, and the seed set before anything is built.  The order of the batches comes from a
generator of its own, so that one more random draw in a network does not change it.
"""

import functools
import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import torch
from sklearn.metrics import accuracy_score, roc_auc_score  # type: ignore[import-untyped]  # it has no types
from torch import Tensor, nn
from torch.optim import Optimizer, lr_scheduler

from shared_model import data, networks, parts, ranks
from shared_model.errors import SettingError
from shared_model.ranks import Ranks
from shared_model.result import Result

T = TypeVar("T")


def run(settings: Mapping[str, Any]) -> Result:
    """Train with the arguments of ``train``, and see its documentation."""
    with ranks.joined(settings) as me:
        return run_as(me, settings)


def run_as(me: Ranks, settings: Mapping[str, Any]) -> Result:
    """Train as one of the ranks; all return the same result."""
    dataset = data.load(settings["data"])
    if me.first:
        make_folder(settings["run_dir"])
    with reproducible(int(settings["seed"])):
        network = built("model", settings["model"], dataset.sizes, nn.Module)
        history = fit(network, dataset, settings, me)
    last = history[-1]
    result = Result(
        auc=last["auc"],
        accuracy=last["accuracy"],
        loss=last["loss"],
        weights_sha256=weights_sha256(network),
        history=tuple(history),
    )
    if me.first:
        save(Path(settings["run_dir"]), network, result, settings)
    return result


@contextmanager
def reproducible(seed: int) -> Iterator[None]:
    """Seed torch and make it deterministic on one thread; put all of it back at the end."""
    threads = torch.get_num_threads()
    deterministic = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    with torch.random.fork_rng(devices=[]):
        torch.set_num_threads(1)
        torch.use_deterministic_algorithms(True)
        torch.manual_seed(seed)
        try:
            yield
        finally:
            torch.set_num_threads(threads)
            torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)


# -- build ----------------------------------------------------------------------------------------


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


# -- fit ------------------------------------------------------------------------------------------


def fit(
    network: nn.Module, dataset: data.Dataset, settings: Mapping[str, Any], me: Ranks
) -> list[dict[str, float]]:
    """Train ``network`` in place and return the history, one dictionary an epoch."""
    train = [torch.tensor(column) for column in dataset.train]
    valid = [torch.tensor(column) for column in dataset.valid]
    loss = as_torch(settings["loss"])
    optimizer = built(
        "optimizer", settings["optimizer"], network.parameters(), Optimizer
    )
    scheduler = settings["scheduler"]
    if scheduler is not None:
        scheduler = built("scheduler", scheduler, optimizer, lr_scheduler.LRScheduler)
    precision = torch.autocast(
        "cpu",
        dtype=torch.bfloat16,
        enabled=settings["precision"] is parts.Precision.BF16,
    )
    generator = torch.Generator().manual_seed(int(settings["seed"]))
    batch_size = int(settings["batch_size"])
    trained = me.wrap(network)
    if me.size > 1:
        # All ranks began with the same weights; what they drop out is their own.
        torch.manual_seed(int(settings["seed"]) + me.rank)
    history: list[dict[str, float]] = []
    for epoch in range(1, int(settings["n_epochs"]) + 1):
        lr = float(optimizer.param_groups[0]["lr"])
        n_train = len(train[-1])
        order = torch.arange(n_train)  # (N,)
        if settings["data"].shuffle:
            order = torch.randperm(n_train, generator=generator)
        network.train()
        total = 0.0
        for batch in torch.split(order, batch_size):
            mine, factor = me.share(batch)
            *inputs, answers = (column[mine] for column in train)  # (B, L), (B,)
            with precision:
                logits = predict(trained, inputs)  # (B,)
            value = loss(logits, answers)
            if me.size > 1:
                value = value * factor
            finite(value, epoch)
            optimizer.zero_grad()
            value.backward()
            if settings["clip_grad"] is not None:
                limit = float(settings["clip_grad"])
                nn.utils.clip_grad_norm_(network.parameters(), limit)
            optimizer.step()
            total += value.item() * len(batch)
        total = me.mean(total)
        network.eval()
        *inputs, answers = valid
        with torch.no_grad(), precision:
            chunks = zip(
                *(torch.split(column, batch_size) for column in inputs), strict=True
            )
            logits = torch.cat([predict(network, chunk) for chunk in chunks])  # (V,)
        scores = score(logits, answers, loss, epoch)
        history.append(
            {"epoch": epoch, "train_loss": total / n_train, **scores, "lr": lr}
        )
        if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
            scheduler.step(scores["auc"])
        elif scheduler is not None:
            scheduler.step()
    return history


def predict(network: nn.Module, inputs: Sequence[Tensor]) -> Tensor:
    """Return the logits of a batch, (B,), in full precision."""
    logits: Tensor = network(*inputs)
    expected = (len(inputs[0]),)
    if logits.shape != expected:
        raise SettingError(
            f"model returns logits of shape {tuple(logits.shape)} "
            f"for {expected[0]} sequences: {expected} is expected"
        )
    return logits.float()


def score(
    logits: Tensor, answers: Tensor, loss: nn.Module, epoch: int
) -> dict[str, float]:
    """Return loss, AUC and accuracy of logits and answers, both (V,)."""
    value = loss(logits, answers)
    finite(value, epoch)
    # In double precision, large logits stay apart; in single they would tie at 1.
    probability = logits.double().sigmoid()
    return {
        "loss": value.item(),
        "auc": float(roc_auc_score(answers, probability)),
        "accuracy": float(accuracy_score(answers, probability >= 0.5)),  # noqa: PLR2004  even odds
    }


def finite(loss: Tensor, epoch: int) -> None:
    """Refuse to go on with a loss that is infinite or not a number."""
    if not math.isfinite(loss.item()):
        raise SettingError(
            f"training diverged in epoch {epoch}, where the loss became {loss.item()}: "
            "a smaller optimizer.lr may help"
        )


# -- save -----------------------------------------------------------------------------------------


def weights_sha256(network: nn.Module) -> str:
    """Hash names, types, shapes and bytes of all weights, in the network's order."""
    digest = hashlib.sha256()
    for name, weight in network.state_dict().items():
        digest.update(f"{name} {weight.dtype} {tuple(weight.shape)}\n".encode())
        # Seen as bytes, since numpy does not know every type that torch has.
        digest.update(
            weight.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
        )
    return digest.hexdigest()


def make_folder(run_dir: str | Path) -> Path:
    """Create the folder of the run, with those above it, unless it is there."""
    folder = Path(run_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    # ValueError: a null character in the name.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingError(
            f"run_dir is {str(folder)!r}, which cannot be created: {reason}"
        ) from error
    return folder


def save(
    folder: Path, network: nn.Module, result: Result, settings: Mapping[str, Any]
) -> None:
    """Write ``checkpoint.pt``, ``metrics.json`` and ``history.json``, over older ones."""
    state = {"epoch": len(result.history), "state_dict": network.state_dict()}
    torch.save(state, folder / "checkpoint.pt")
    metrics = {
        "run_name": str(settings["run_name"]),
        "tags": [str(tag) for tag in settings["tags"]],
        **result._asdict(),
    }
    history = metrics.pop("history")
    for name, content in {"metrics": metrics, "history": history}.items():
        text = json.dumps(content, indent=2) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
