"""What tests of the training core have in common."""

from pathlib import Path

import pytest

from tests.shared_model.smallest import Settings, smallest


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """All arguments of ``train``."""
    return smallest(tmp_path / "run")
