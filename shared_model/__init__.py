"""The training core that every configuration manager drives: ``train`` and its parts.

Importing this package does not import torch; see ``docs/decisions/0001-torch-free-parts.md``.
"""

from shared_model.errors import DataError, SettingError
from shared_model.parts import (
    BERT,
    L1,
    LSTM,
    LSTMATTN,
    Adam,
    AdamW,
    BCEWithLogits,
    CosineAnnealing,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    Simulated,
)
from shared_model.result import Result
from shared_model.training import train

__all__ = [
    "BERT",
    "L1",
    "LSTM",
    "LSTMATTN",
    "Adam",
    "AdamW",
    "BCEWithLogits",
    "CosineAnnealing",
    "CsvFile",
    "DataError",
    "Precision",
    "ReduceLROnPlateau",
    "Result",
    "SettingError",
    "Simulated",
    "train",
]

# `shared_model.Adam` is the public name: it is what users write, what records say and
# what a pickle should hold, wherever the class is defined.
for _name in __all__:
    globals()[_name].__module__ = __name__
