"""What can be put into the slots of ``shared_model.train``: parts, which only hold arguments.

A part stores every argument under its own name and does nothing else (scikit-learn's convention):
no default, no conversion, no validation.  Every value must come from the configuration, and must
stay visible exactly as the configuration manager delivered it.  PyTorch is not imported here;
``train`` turns parts into torch objects.

They are plain classes on purpose.  A dataclass would hand some libraries a ready-made schema that
the users of the others have to write themselves.
"""

from enum import Enum
from pathlib import Path


class Precision(Enum):
    """Arithmetic of the forward pass; ``BF16`` runs it under ``torch.autocast``."""

    FP32 = "fp32"
    BF16 = "bf16"


class LSTM:
    """A stacked LSTM over the answers, read at the last step."""

    def __init__(self, *, hidden_dim: int, n_layers: int, head_dims: list[int]) -> None:
        self.hidden_dim = hidden_dim
        self.n_layers = n_layers
        self.head_dims = head_dims


class LSTMATTN:
    """The LSTM with one self-attention layer behind it."""

    def __init__(
        self,
        *,
        hidden_dim: int,
        n_layers: int,
        head_dims: list[int],
        n_heads: int,
        dropout: float,
    ) -> None:
        self.hidden_dim = hidden_dim
        self.n_layers = n_layers
        self.head_dims = head_dims
        self.n_heads = n_heads
        self.dropout = dropout


class BERT:
    """A transformer encoder with learnt positions."""

    def __init__(
        self,
        *,
        hidden_dim: int,
        n_layers: int,
        head_dims: list[int],
        n_heads: int,
        dropout: float,
    ) -> None:
        self.hidden_dim = hidden_dim
        self.n_layers = n_layers
        self.head_dims = head_dims
        self.n_heads = n_heads
        self.dropout = dropout


class Simulated:
    """Virtual students after Piech et al. (2015), each with an exercise order of their own."""

    def __init__(
        self,
        *,
        n_students: int,
        n_steps: int,
        max_seq_len: int,
        valid_fraction: float,
        shuffle: bool,
    ) -> None:
        self.n_students = n_students
        self.n_steps = n_steps
        self.max_seq_len = max_seq_len
        self.valid_fraction = valid_fraction
        self.shuffle = shuffle


class CsvFile:
    """Recorded answers in the columns of the DKT baseline, plain or gzipped; see ``reading``."""

    def __init__(
        self,
        *,
        data_dir: Path,
        file_name: str,
        max_seq_len: int,
        valid_fraction: float,
        shuffle: bool,
    ) -> None:
        self.data_dir = data_dir
        self.file_name = file_name
        self.max_seq_len = max_seq_len
        self.valid_fraction = valid_fraction
        self.shuffle = shuffle


class BCEWithLogits:
    """Binary cross-entropy; ``weights`` multiplies the loss of right and of wrong answers."""

    def __init__(self, *, weights: dict[str, float]) -> None:
        self.weights = weights


class L1:
    """Distance between the predicted probability and the answer, weighted alike."""

    def __init__(self, *, weights: dict[str, float]) -> None:
        self.weights = weights


class Adam:
    """``torch.optim.Adam``; ``weight_decay`` is an L2 penalty."""

    def __init__(
        self, *, lr: float, weight_decay: float, betas: tuple[float, float]
    ) -> None:
        self.lr = lr
        self.weight_decay = weight_decay
        self.betas = betas


class AdamW:
    """``torch.optim.AdamW``; ``weight_decay`` is decoupled from the gradient."""

    def __init__(
        self, *, lr: float, weight_decay: float, betas: tuple[float, float]
    ) -> None:
        self.lr = lr
        self.weight_decay = weight_decay
        self.betas = betas


class ReduceLROnPlateau:
    """Multiply the learning rate by ``factor`` after ``patience`` epochs without a better AUC."""

    def __init__(self, *, factor: float, patience: int) -> None:
        self.factor = factor
        self.patience = patience


class CosineAnnealing:
    """Follow a cosine from the learning rate to ``eta_min`` in ``t_max`` epochs."""

    def __init__(self, *, t_max: int, eta_min: float) -> None:
        self.t_max = t_max
        self.eta_min = eta_min
