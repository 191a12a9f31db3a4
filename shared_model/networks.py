"""Three networks for knowledge tracing, and the two losses, in PyTorch.

Deep knowledge tracing (Piech et al. 2015, "Deep Knowledge Tracing", NeurIPS) predicts each answer
of a student from the answers before it.  All three networks read a batch in the same way and
return one logit a step: step t knows the items up to t and the answers before t, and nothing later.
What they are made of, and that a test and a tag come with each item, is the boostcamp DKT
baseline's; how an answer is embedded and how logits are read is that of Piech et al.

=====================  ============================================================================
``LSTM``               Hochreiter & Schmidhuber (1997); what Piech et al. used
``LSTMATTN``           one layer of self-attention (Vaswani et al. 2017) behind the LSTM
``BERT``               Devlin et al. (2019), but causal: it would see the answers it predicts
=====================  ============================================================================

Letters in shape comments: B sequences, L steps, H ``hidden_dim``, d = H // 3.  Sequences are padded
behind.  Nothing looks ahead, so that no real step ever sees padding.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from shared_model.data import Sizes


class Embedding(nn.Module):
    """Embed what each step knows in ``hidden_dim`` numbers.

    That is the item to be answered with its test and its tag, and the answer before it.  An answer
    says little without its item: the two are embedded as a pair, as Piech et al. do.
    """

    def __init__(self, sizes: Sizes, hidden_dim: int) -> None:
        super().__init__()
        d = hidden_dim // 3
        self.test = nn.Embedding(sizes.tests, d)
        self.item = nn.Embedding(sizes.items, d)
        self.tag = nn.Embedding(sizes.tags, d)
        self.comb_proj = nn.Linear(3 * d, hidden_dim)
        self.answered = nn.Embedding(3 * sizes.items, hidden_dim)

    def forward(
        self, tests: Tensor, items: Tensor, tags: Tensor, interactions: Tensor
    ) -> Tensor:
        """Return (B, L, H) for four inputs of (B, L)."""
        asked = torch.cat([self.test(tests), self.item(items), self.tag(tags)], dim=-1)
        before = functional.pad(items[:, :-1], (1, 0))  # (B, L): the item answered last
        pair = before * 3 + interactions  # (B, L)
        x: Tensor = self.comb_proj(asked) + self.answered(pair)  # (B, L, 3d) → H
        return x


class Head(nn.Module):
    """Read one logit a step: by an MLP for all items, and by a linear unit of each item's own.

    The MLP goes from ``hidden_dim`` through ``head_dims``, with ReLU; the units are the output
    layer of Piech et al.
    """

    def __init__(self, sizes: Sizes, hidden_dim: int, head_dims: Sequence[int]) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        width = hidden_dim
        for wide in head_dims:
            layers += [nn.Linear(width, wide), nn.ReLU()]
            width = wide
        self.mlp = nn.Sequential(*layers, nn.Linear(width, 1))
        self.unit = nn.Embedding(sizes.items, hidden_dim)
        bound = hidden_dim**-0.5  # as nn.Linear begins
        nn.init.uniform_(self.unit.weight, -bound, bound)

    def forward(self, x: Tensor, items: Tensor, mask: Tensor) -> Tensor:
        """Return (B, L) for (B, L, H) and two of (B, L); 0 where there is padding."""
        own = (x * self.unit(items)).sum(-1)  # (B, L)
        logits: Tensor = self.mlp(x).squeeze(-1) + own  # (B, L)
        return logits.masked_fill(~mask, 0.0)


def later(x: Tensor) -> Tensor:
    """Return the steps that each step of (B, L, H) must not see, (L, L): all that come later."""
    steps = x.shape[1]
    return torch.ones(steps, steps, dtype=torch.bool, device=x.device).triu(1)


class LSTM(nn.Module):
    """A stacked LSTM."""

    def __init__(
        self, sizes: Sizes, *, hidden_dim: int, n_layers: int, head_dims: Sequence[int]
    ) -> None:
        super().__init__()
        self.embedding = Embedding(sizes, hidden_dim)
        self.lstm = nn.LSTM(hidden_dim, hidden_dim, n_layers, batch_first=True)
        self.head = Head(sizes, hidden_dim, head_dims)

    def forward(
        self,
        tests: Tensor,
        items: Tensor,
        tags: Tensor,
        interactions: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Return the logit of each answer, (B, L), for inputs of (B, L); 0 where there is none."""
        x = self.embedding(tests, items, tags, interactions)  # (B, L, H)
        x, _ = self.lstm(x)  # (B, L, H)
        logits: Tensor = self.head(x, items, mask)  # (B, L)
        return logits


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
        self.head = Head(sizes, hidden_dim, head_dims)

    def forward(
        self,
        tests: Tensor,
        items: Tensor,
        tags: Tensor,
        interactions: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Return the logit of each answer, (B, L), for inputs of (B, L); 0 where there is none."""
        x = self.embedding(tests, items, tags, interactions)  # (B, L, H)
        x, _ = self.lstm(x)  # (B, L, H)
        x = self.attention(x, src_mask=later(x), is_causal=True)  # (B, L, H)
        logits: Tensor = self.head(x, items, mask)  # (B, L)
        return logits


class BERT(nn.Module):
    """A transformer encoder with learnt positions, counted from the first step."""

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
        self.head = Head(sizes, hidden_dim, head_dims)

    def forward(
        self,
        tests: Tensor,
        items: Tensor,
        tags: Tensor,
        interactions: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Return the logit of each answer, (B, L), for inputs of (B, L); 0 where there is none."""
        x = self.embedding(tests, items, tags, interactions)  # (B, L, H)
        positions = self.position.weight[: x.shape[1]]  # (L, H)
        x = self.dropout(self.norm(x + positions))  # (B, L, H)
        x = self.encoder(x, mask=later(x), is_causal=True)  # (B, L, H)
        logits: Tensor = self.head(x, items, mask)  # (B, L)
        return logits


class BCEWithLogits(nn.Module):
    """Mean binary cross-entropy, each answer's share multiplied by its weight."""

    def __init__(self, *, right: float, wrong: float) -> None:
        super().__init__()
        self.right = right
        self.wrong = wrong

    def forward(self, logits: Tensor, answers: Tensor) -> Tensor:
        """Return a scalar for logits and answers of (S,)."""
        weights = answers * self.right + (1 - answers) * self.wrong  # (S,)
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
        """Return a scalar for logits and answers of (S,)."""
        weights = answers * self.right + (1 - answers) * self.wrong  # (S,)
        return (weights * (logits.sigmoid() - answers).abs()).mean()
