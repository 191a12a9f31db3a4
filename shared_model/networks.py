"""The three networks of the boostcamp DKT baseline, and the two losses, in PyTorch.

A network is built from ``Sizes`` and the settings of its part, and maps a batch to the logit of the
last answer.  Letters in shape comments: B sequences, L steps, H ``hidden_dim``, d = H // 3.

**Leak trap.**  ``LSTMATTN`` and ``BERT`` attend to all steps of a sequence, and the answer to step
t is an input at step t + 1.  That is sound only because the last step is the one predicted.  For a
loss over all steps a causal mask has to come first.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from shared_model.data import Sizes


class Embedding(nn.Module):
    """Embed the four inputs of each step and project them to ``hidden_dim``."""

    def __init__(self, sizes: Sizes, hidden_dim: int) -> None:
        super().__init__()
        d = hidden_dim // 3
        # Padding has an ordinary row, as in the baseline: the LSTM sees it, attention masks it.
        self.test = nn.Embedding(sizes.tests, d)
        self.item = nn.Embedding(sizes.items, d)
        self.tag = nn.Embedding(sizes.tags, d)
        self.interaction = nn.Embedding(3, d)
        self.comb_proj = nn.Linear(4 * d, hidden_dim)

    def forward(
        self, tests: Tensor, items: Tensor, tags: Tensor, interactions: Tensor
    ) -> Tensor:
        """Return (B, L, H) for four inputs of (B, L)."""
        parts = [
            self.test(tests),
            self.item(items),
            self.tag(tags),
            self.interaction(interactions),
        ]
        projected: Tensor = self.comb_proj(torch.cat(parts, dim=-1))  # (B, L, 4d) → H
        return projected


def head(hidden_dim: int, head_dims: Sequence[int]) -> nn.Sequential:
    """Return an MLP from ``hidden_dim`` through ``head_dims``, with ReLU, to one logit."""
    layers: list[nn.Module] = []
    width = hidden_dim
    for wide in head_dims:
        layers += [nn.Linear(width, wide), nn.ReLU()]
        width = wide
    return nn.Sequential(*layers, nn.Linear(width, 1))


class LSTM(nn.Module):
    """A stacked LSTM over the answers, read at the last step."""

    def __init__(
        self, sizes: Sizes, *, hidden_dim: int, n_layers: int, head_dims: Sequence[int]
    ) -> None:
        super().__init__()
        self.embedding = Embedding(sizes, hidden_dim)
        self.lstm = nn.LSTM(hidden_dim, hidden_dim, n_layers, batch_first=True)
        self.head = head(hidden_dim, head_dims)

    def forward(
        self,
        tests: Tensor,
        items: Tensor,
        tags: Tensor,
        interactions: Tensor,
        mask: Tensor,  # noqa: ARG002  the LSTM reads padding; it takes what all networks take
    ) -> Tensor:
        """Return the logit of each last answer, (B,)."""
        x = self.embedding(tests, items, tags, interactions)  # (B, L, H)
        x, _ = self.lstm(x)  # (B, L, H)
        logit: Tensor = self.head(x[:, -1]).squeeze(-1)  # (B, H) → (B,)
        return logit


class LSTMATTN(nn.Module):
    """The LSTM with one self-attention layer behind it."""

    def __init__(
        self,
        sizes: Sizes,
        *,
        hidden_dim: int,
        n_layers: int,
        head_dims: Sequence[int],
        n_heads: int,
        dropout: float,
    ) -> None:
        super().__init__()
        self.embedding = Embedding(sizes, hidden_dim)
        self.lstm = nn.LSTM(hidden_dim, hidden_dim, n_layers, batch_first=True)
        self.attention = nn.TransformerEncoderLayer(
            hidden_dim,
            n_heads,
            dim_feedforward=hidden_dim,
            dropout=dropout,
            activation="gelu",
            batch_first=True,
        )
        self.head = head(hidden_dim, head_dims)

    def forward(
        self,
        tests: Tensor,
        items: Tensor,
        tags: Tensor,
        interactions: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Return the logit of each last answer, (B,)."""
        x = self.embedding(tests, items, tags, interactions)  # (B, L, H)
        x, _ = self.lstm(x)  # (B, L, H)
        x = self.attention(x, src_key_padding_mask=~mask)  # (B, L, H)
        logit: Tensor = self.head(x[:, -1]).squeeze(-1)  # (B, H) → (B,)
        return logit


class BERT(nn.Module):
    """A transformer encoder with learnt positions."""

    def __init__(
        self,
        sizes: Sizes,
        *,
        hidden_dim: int,
        n_layers: int,
        head_dims: Sequence[int],
        n_heads: int,
        dropout: float,
    ) -> None:
        super().__init__()
        self.embedding = Embedding(sizes, hidden_dim)
        # Sequences are padded in front: position L - 1 is always the step to predict.
        self.position = nn.Embedding(sizes.steps, hidden_dim)
        self.norm = nn.LayerNorm(hidden_dim)
        self.dropout = nn.Dropout(dropout)
        layer = nn.TransformerEncoderLayer(
            hidden_dim,
            n_heads,
            dim_feedforward=4 * hidden_dim,
            dropout=dropout,
            activation="gelu",
            batch_first=True,
        )
        # Nested tensors are a prototype that warns; at this size they gain nothing.
        self.encoder = nn.TransformerEncoder(
            layer, n_layers, enable_nested_tensor=False
        )
        self.head = head(hidden_dim, head_dims)

    def forward(
        self,
        tests: Tensor,
        items: Tensor,
        tags: Tensor,
        interactions: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Return the logit of each last answer, (B,)."""
        x = self.embedding(tests, items, tags, interactions)  # (B, L, H)
        x = self.dropout(self.norm(x + self.position.weight))  # (B, L, H) + (L, H)
        x = self.encoder(x, src_key_padding_mask=~mask)  # (B, L, H)
        logit: Tensor = self.head(x[:, -1]).squeeze(-1)  # (B, H) → (B,)
        return logit


class BCEWithLogits(nn.Module):
    """Mean binary cross-entropy, each answer's share multiplied by its weight."""

    def __init__(self, *, right: float, wrong: float) -> None:
        super().__init__()
        self.right = right
        self.wrong = wrong

    def forward(self, logits: Tensor, answers: Tensor) -> Tensor:
        """Return a scalar for logits and answers of (B,)."""
        weights = answers * self.right + (1 - answers) * self.wrong  # (B,)
        # torch's own weighting, so that weights of one give the bits of nn.BCEWithLogitsLoss.
        return functional.binary_cross_entropy_with_logits(
            logits, answers, weight=weights
        )


class L1(nn.Module):
    """Mean distance between probability and answer, weighted alike."""

    def __init__(self, *, right: float, wrong: float) -> None:
        super().__init__()
        self.right = right
        self.wrong = wrong

    def forward(self, logits: Tensor, answers: Tensor) -> Tensor:
        """Return a scalar for logits and answers of (B,)."""
        weights = answers * self.right + (1 - answers) * self.wrong  # (B,)
        return (weights * (logits.sigmoid() - answers).abs()).mean()
