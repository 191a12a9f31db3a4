"""A changed file, and the command that makes it so."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configbench.audit.configs.edits import KEPT, edited

_LINES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), max_size=8),
    max_size=6,
)


@given(_LINES, _LINES)
@settings(max_examples=60, deadline=None)
def test_the_command_writes_the_file(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str]
) -> None:
    """To the byte, whatever it holds, and what was there is kept beside it."""
    folder = tmp_path_factory.mktemp("edit")
    before, after = "\n".join(old), "\n".join(new)
    file = folder / "a b.yaml"
    file.write_bytes(before.encode())
    found = edited(file, file.name, before, after)
    if found is None:
        assert before == after
        return
    subprocess.run(["/bin/sh", "-c", found.command], cwd=folder, check=True)
    assert file.read_bytes() == after.encode()
    assert Path(f"{file}{KEPT}").read_bytes() == before.encode()


def test_a_line_is_changed_by_a_short_command() -> None:
    """As one would type it."""
    found = edited(
        Path("/p/c.yaml"), "c.yaml", "a: 1\n  lr: 0.1\n", "a: 1\n  lr: 1e-4\n"
    )
    assert found is not None
    assert found.command == "sed -i.orig '2c\\  lr: 1e-4' c.yaml"
    assert found.line == 2
