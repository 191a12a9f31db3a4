"""The training function: from settings to a trained model, the same bits for the same settings."""

from pathlib import Path
from typing import Any

from shared_model.parts import Precision
from shared_model.result import Result


def train(  # noqa: PLR0913  one argument for each setting, so that each is seen as it arrives
    *,
    model: Any,
    data: Any,
    loss: Any,
    optimizer: Any,
    scheduler: Any,
    n_epochs: int,
    batch_size: int,
    clip_grad: float | None,
    precision: Precision,
    seed: int,
    tags: list[str],
    run_name: str,
    run_dir: Path,
) -> Result:
    """Train a network to predict each answer of a student from those before it, on the CPU.

    Equal settings give equal bits, on one machine with one version of everything.  Settings are
    not changed.  The process keeps its torch threads, seeds and flags: they are put back.

    Parameters
    ----------
    model : LSTM, LSTMATTN, BERT or functools.partial
        A partial of a torch module class is called with ``shared_model.data.Sizes``.  The network
        is called as ``network(tests, items, tags, interactions, mask)``, each of (B, L), integers
        but for the Boolean mask of real steps, padded behind, and returns the logit of each answer,
        (B, L): what it returns for padding is not looked at.  The answer to step t is an input,
        ``interactions``, at step t + 1: a network that looks ahead sees what it is to predict.
    data : Simulated or CsvFile
        Histories are cut into sequences of at most ``max_seq_len`` steps, L; ``valid_fraction``,
        between 0 and 1, of the students validate, always the same.  ``shuffle`` stands for its
        truth: new batches in each epoch, of similar lengths, or the same in the students' order.
    loss : BCEWithLogits, L1 or torch.nn.Module
        A module is called as ``loss(logits, answers)``, both (S,), with all S real steps of a
        batch, and returns a scalar.
    optimizer : Adam, AdamW or functools.partial
        A partial of a torch optimizer class is called with the network's parameters.
    scheduler : ReduceLROnPlateau, CosineAnnealing, functools.partial or None
        A partial of a torch scheduler class is called with the optimizer.  It is stepped once an
        epoch, ``torch.optim.lr_scheduler.ReduceLROnPlateau`` with the validation AUC: give it
        ``mode="max"``.
    n_epochs : int
        Passes over the training data, at least 1.
    batch_size : int
        Sequences in a batch, at least 1.
    clip_grad : float or None
        Largest norm of the gradient, above 0; None does not clip.
    precision : Precision
        Arithmetic of the forward pass; loss and weights are always FP32.
    seed : int
        Of weights, dropout, batches and hidden items, from -2**63 to 2**64 - 1.  Data and split do
        not vary.
    tags, run_name : list of str, str
        Names of the run, copied to ``metrics.json``.
    run_dir : Path
        Folder for ``checkpoint.pt``, written before the first epoch and after each, ``best.pt``,
        the checkpoint of the epoch with the highest AUC, ``metrics.json`` and ``history.json``;
        created if need be.  Checkpoints are complete: see ``shared_model.checkpoints``.

    Returns
    -------
    Result
        Of the last epoch and the best.  AUC and accuracy (at a probability of 0.5) are
        scikit-learn's.

    Raises
    ------
    SettingError
        If a setting has a type or value that training cannot work with, nothing being converted
        from text; if ``run_dir`` cannot be created or written to; or if the loss stops being a
        finite number.  In place of a list any sequence will do, of a dictionary any mapping, of a
        path text.
    DataError
        If the answers cannot be used: see ``shared_model.data``.  It is a SettingError.

    Notes
    -----
    Started by ``torchrun``, all ranks train together: each takes its part of every batch, all
    return the same result, and the first writes it.  Dropout aside, which is each rank's own, that
    is the result of one process but for the order of sums.  Ranks with different settings are
    refused.  A loss module has to be a mean over its answers then.

    Deep knowledge tracing is Piech et al.'s (2015); networks and encoding follow the boostcamp DKT
    baseline: see ``shared_model.networks`` and ``shared_model.data``.
    """
    received = locals()
    from shared_model import checks  # noqa: PLC0415  nothing is trained before

    checks.check(received)
    from shared_model import fitting  # noqa: PLC0415  imports torch: see decision record 0001

    return fitting.run(received)
