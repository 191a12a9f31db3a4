"""Training itself, in PyTorch.  ``train`` has checked the settings.

Equal settings give equal bits, whatever the process did before: one thread, deterministic
algorithms, and the seed set before anything is built.  The order of the batches comes from a
generator of its own, so that one more random draw in a network does not change it.
"""

import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer, lr_scheduler

from shared_model import batching, checkpoints, data, parts, ranks, scoring
from shared_model.batching import Batch
from shared_model.building import as_torch, built, precision
from shared_model.errors import SettingError
from shared_model.ranks import Ranks
from shared_model.result import Epoch, Result, Scores

#: Which answers are targets: all, or those of the article's rule.
Rule = Callable[[data.Sequences], data.Sequences]


def run(settings: Mapping[str, Any], rule: Rule = data.every_answer) -> Result:
    """Train with the arguments of ``train``, and see its documentation.

    ``rule`` says what is learnt; validation is by all steps in any case.
    """
    return _run(settings, rule, None)


def resume(checkpoint: str | Path, **slots: Any) -> Result:
    """Go on with a training where a checkpoint left it, to the bits that it would have ended with.

    Parameters
    ----------
    checkpoint
        A file ``checkpoint.pt`` or ``best.pt``.  The run goes on in its folder.
    slots
        What was in the slots where ``train`` got a thing of torch's in the place of a part.

    Raises
    ------
    SettingError
        If the file is no checkpoint, or its answers are not there any more, or not the same; or if
        ``slots`` has another thing than those, or one of them not.
    """
    path = Path(checkpoint)
    held = checkpoints.read(path)
    settings = checkpoints.settings_in(held, path, slots)
    rules = {each.__name__: each for each in (data.every_answer, data.article_rule)}
    if held["rule"] not in rules:
        raise SettingError(
            f"{path}: rule is {held['rule']!r}: {' or '.join(rules)} is expected"
        )
    return _run(settings, rules[held["rule"]], (path, held))


def _run(
    settings: Mapping[str, Any],
    rule: Rule,
    begun: tuple[Path, Mapping[str, Any]] | None,
) -> Result:
    with ranks.joined(settings) as me:
        dataset = data.load(settings["data"])
        folder = Path(settings["run_dir"])
        if me.first:
            checkpoints.make_folder(folder)
        with reproducible(int(settings["seed"])):
            training = Training(settings, dataset, rule, me)
            if begun is None:
                # From here on, whatever happens can be gone on with.
                training.save(folder)
            else:
                training.load(*begun)
            while training.epoch < int(settings["n_epochs"]):
                training.fit()
                training.save(folder)
        result = training.result()
        if me.first:
            _write_metrics(folder, result, settings)
    return result


@contextmanager
def reproducible(seed: int) -> Iterator[None]:
    """Seed torch and make it deterministic on one thread; put all of it back at the end."""
    threads = torch.get_num_threads()
    algorithms = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    # torch's types do not know this module's one setting.
    deterministic: Any = torch.utils.deterministic
    fill = deterministic.fill_uninitialized_memory
    with torch.random.fork_rng(devices=[]):
        torch.set_num_threads(1)
        torch.use_deterministic_algorithms(True)
        # Nothing here reads memory that it has not written, and filling it takes a tenth.
        deterministic.fill_uninitialized_memory = False
        torch.manual_seed(seed)
        try:
            yield
        finally:
            torch.set_num_threads(threads)
            torch.use_deterministic_algorithms(algorithms, warn_only=warn_only)
            deterministic.fill_uninitialized_memory = fill


class Training:
    """A network in training: what an epoch changes, and what a checkpoint holds."""

    def __init__(
        self, settings: Mapping[str, Any], dataset: data.Dataset, rule: Rule, me: Ranks
    ) -> None:
        self.settings = settings
        self.dataset = dataset
        self.rule = rule
        self.me = me
        self.history: list[Epoch] = []
        self.network = built("model", settings["model"], dataset.sizes, nn.Module)
        self.loss = as_torch(settings["loss"])
        self.optimizer = built(
            "optimizer", settings["optimizer"], self.network.parameters(), Optimizer
        )
        self.scheduler = settings["scheduler"]
        if self.scheduler is not None:
            self.scheduler = built(
                "scheduler", self.scheduler, self.optimizer, lr_scheduler.LRScheduler
            )
        seed = int(settings["seed"])
        self.order = torch.Generator().manual_seed(seed)
        me.agree(self.network)
        if me.size > 1:
            # All ranks began with the same weights; what they drop out is their own.
            torch.manual_seed(seed + me.rank)
        self.train = batching.tensors(rule(dataset.train))
        self.valid = batching.tensors(dataset.valid)
        self._valid_batches = batching.by_length(
            self.valid.lengths, int(settings["batch_size"])
        )

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return len(self.history)

    def fit(self) -> None:
        """Train for one epoch, and score."""
        epoch = self.epoch + 1
        lr = float(self.optimizer.param_groups[0]["lr"])
        train_loss = self._learn(epoch)
        scores = self._score(epoch)
        self.history.append(
            {"epoch": epoch, "train_loss": train_loss, **scores, "lr": lr}
        )
        if isinstance(self.scheduler, lr_scheduler.ReduceLROnPlateau):
            self.scheduler.step(scores["auc"])
        elif self.scheduler is not None:
            self.scheduler.step()

    def _learn(self, epoch: int) -> float:
        """Go once through the training answers; return the mean loss of the targets."""
        self.network.train()
        clip_grad = self.settings["clip_grad"]
        total = 0.0
        for numbers in self._batches():
            batch = self.train.take(numbers)
            batch = batch.hide(self.dataset.sizes, data.HIDDEN, self.order)
            mine, factor = self.me.share(batch)
            with precision(self.settings):
                logits = predict(self.network, mine)  # (b, l)
            value = self.loss(logits[mine.targets], mine.answers[mine.targets])
            if self.me.size > 1:
                value = value * factor
            scoring.finite(value, epoch)
            self.optimizer.zero_grad()
            value.backward()
            self.me.average(self.network)
            if clip_grad is not None:
                nn.utils.clip_grad_norm_(self.network.parameters(), float(clip_grad))
            self.optimizer.step()
            total += value.item() * int(batch.targets.sum())
        return self.me.mean(total) / int(self.train.targets.sum())

    def _batches(self) -> list[Tensor]:
        lengths, batch_size = self.train.lengths, int(self.settings["batch_size"])
        if self.settings["data"].shuffle:
            return batching.shuffled(lengths, batch_size, self.order)
        return batching.in_order(lengths, batch_size)

    def _score(self, epoch: int) -> Scores:
        """Score all answers of the validation students."""
        self.network.eval()
        columns: list[tuple[Tensor, ...]] = []
        with torch.no_grad(), precision(self.settings):
            for numbers in self._valid_batches:
                batch = self.valid.take(numbers)
                logits = predict(self.network, batch)
                columns.append(
                    tuple(
                        each[batch.mask] for each in (logits, batch.answers, batch.last)
                    )
                )
        logits, answers, last = map(torch.cat, zip(*columns, strict=True))
        return scoring.score(logits, answers, last, self.loss, epoch)

    def result(self) -> Result:
        """Return what the training has come to."""
        last = self.history[-1]
        return Result(
            auc=last["auc"],
            accuracy=last["accuracy"],
            last_step_auc=last["last_step_auc"],
            last_step_accuracy=last["last_step_accuracy"],
            loss=last["loss"],
            weights_sha256=weights_sha256(self.network),
            best_epoch=scoring.best(self.history)["epoch"],
            history=tuple(self.history),
        )

    # -- checkpoints ------------------------------------------------------------------------------

    @functools.cached_property
    def _unchanging(self) -> dict[str, Any]:
        """What every checkpoint of this training holds."""
        return {
            "settings": checkpoints.plain(self.settings),
            "rule": self.rule.__name__,
            "labels": self.dataset.vocabulary.names(),
            "data_sha256": self.dataset.sha256(),
            "torch": str(torch.__version__),
        }

    def save(self, folder: Path) -> None:
        """Write ``checkpoint.pt``, and before it ``best.pt`` if this epoch is the best."""
        dropout = self.me.gathered(torch.get_rng_state())
        if not self.me.first:
            return
        content = {
            **self._unchanging,
            "epoch": self.epoch,
            "state_dict": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scheduler": self.scheduler and self.scheduler.state_dict(),
            "random": {"torch": dropout, "order": self.order.get_state()},
            "history": self.history,
        }
        written = checkpoints.packed(content)
        if self.history and scoring.best(self.history) is self.history[-1]:
            checkpoints.write(folder / "best.pt", written)
        checkpoints.write(folder / "checkpoint.pt", written)

    def load(self, path: Path, held: Mapping[str, Any]) -> None:
        """Take over what a checkpoint holds.

        Raises
        ------
        SettingError
            If it is of other answers, another number of ranks, or another network.
        """
        # The hash is of numbers, to which other names could lead.
        if any(held[key] != self._unchanging[key] for key in ("data_sha256", "labels")):
            raise SettingError(
                f"{path}: the answers of {data.describe(self.settings['data'])} are not those "
                "that this training began with"
            )
        dropout = held["random"].get("torch")
        if isinstance(dropout, list) and len(dropout) != self.me.size:
            raise SettingError(
                f"{path}: {len(dropout)} rank(s) trained it, and {self.me.size} would go on"
            )
        checkpoints.fill(self.network, held, path)
        for key, own in self._forms(held["epoch"]).items():
            if not checkpoints.alike(held[key], own):
                raise SettingError(f"{path}: {key!r} is not of this training's form")
        try:
            self.optimizer.load_state_dict(held["optimizer"])
            if self.scheduler is not None:
                self.scheduler.load_state_dict(held["scheduler"])
            self.order.set_state(held["random"]["order"])
            torch.set_rng_state(held["random"]["torch"][self.me.rank])
        except (RuntimeError, ValueError, KeyError, TypeError) as error:
            first = str(error).partition("\n")[0]
            raise SettingError(f"{path}: its states do not fit: {first}") from error
        self.history = list(held["history"])

    def _forms(self, epoch: int) -> dict[str, Any]:
        """Return examples of the states that are known by form: those of our own parts."""
        forms: dict[str, Any] = {
            "random": {
                "torch": [torch.get_rng_state()] * self.me.size,
                "order": self.order.get_state(),
            }
        }
        if isinstance(self.settings["optimizer"], parts.Adam | parts.AdamW):
            forms["optimizer"] = self.optimizer.state_dict()
            # Nothing before the first step; then the running means of each weight's gradient.
            forms["optimizer"]["state"] = {
                number: {
                    "step": torch.tensor(0.0),
                    "exp_avg": weight,
                    "exp_avg_sq": weight,
                }
                for number, weight in enumerate(self.network.parameters())
                if epoch
            }
        scheduler = self.settings["scheduler"]
        if isinstance(scheduler, parts.ReduceLROnPlateau | parts.CosineAnnealing):
            forms["scheduler"] = self.scheduler.state_dict()
        return forms


def predict(network: nn.Module, batch: Batch) -> Tensor:
    """Return the logits of a batch, (b, l), in full precision."""
    logits: Tensor = network(*batch.inputs)
    expected = tuple(batch.mask.shape)
    if logits.shape != expected:
        raise SettingError(
            f"model returns logits of shape {tuple(logits.shape)} for {expected[0]} sequences of "
            f"{expected[1]} steps: {expected} is expected"
        )
    return logits.float()


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


def _write_metrics(folder: Path, result: Result, settings: Mapping[str, Any]) -> None:
    """Write ``metrics.json``, of the last epoch and of the best, and ``history.json``."""
    metrics = {
        "run_name": str(settings["run_name"]),
        "tags": [str(tag) for tag in settings["tags"]],
        **result._asdict(),
        "best": result.history[result.best_epoch - 1],
    }
    history = metrics.pop("history")
    checkpoints.write_json(folder / "metrics.json", metrics)
    checkpoints.write_json(folder / "history.json", history)
