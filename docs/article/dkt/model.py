"""Three small networks; ``hidden_dim`` are the widths from the embedding to the classes."""

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import nn


def head(widths: Sequence[int]) -> nn.Sequential:
    """Return linear layers of these widths, one behind the other."""
    layers = [
        each
        for one, two in pairwise(widths)
        for each in (nn.Linear(one, two), nn.ReLU())
    ]
    return nn.Sequential(*layers[:-1])


class LSTM(nn.Module):
    """An LSTM, read at the last step."""

    def __init__(self, hidden_dim: Sequence[int], n_layers: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(1, hidden_dim[0], n_layers, batch_first=True)
        self.head = head(list(hidden_dim))

    def sequence(self, answers: torch.Tensor) -> torch.Tensor:
        """Return (batch, steps, hidden_dim[0]) for (batch, steps, 1)."""
        return self.lstm(answers)[0]

    def forward(self, answers: torch.Tensor) -> torch.Tensor:
        """Return (batch, classes) for (batch, steps, 1)."""
        return self.head(self.sequence(answers)[:, -1])


class LSTMATTN(LSTM):
    """An LSTM with attention over its steps."""

    def __init__(
        self, hidden_dim: Sequence[int], n_layers: int, n_heads: int, dropout: float
    ) -> None:
        super().__init__(hidden_dim, n_layers)
        self.attention = nn.MultiheadAttention(
            hidden_dim[0], n_heads, dropout, batch_first=True
        )

    def sequence(self, answers: torch.Tensor) -> torch.Tensor:
        """Return (batch, steps, hidden_dim[0]) for (batch, steps, 1)."""
        steps = super().sequence(answers)
        return self.attention(steps, steps, steps, need_weights=False)[0]


class BERT(nn.Module):
    """An encoder, read at the last step."""

    def __init__(
        self, hidden_dim: Sequence[int], n_layers: int, n_heads: int, dropout: float
    ) -> None:
        super().__init__()
        width = hidden_dim[0]
        layer = nn.TransformerEncoderLayer(
            width, n_heads, 4 * width, dropout, batch_first=True
        )
        self.embed = nn.Linear(1, width)
        self.encoder = nn.TransformerEncoder(layer, n_layers)
        self.head = head(list(hidden_dim))

    def forward(self, answers: torch.Tensor) -> torch.Tensor:
        """Return (batch, classes) for (batch, steps, 1)."""
        return self.head(self.encoder(self.embed(answers))[:, -1])
