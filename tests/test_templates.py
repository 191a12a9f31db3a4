"""Templates: texts are filled in once, where their names stand."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from benchmarks import templates
from benchmarks.templates import filled, places

#: Text that holds no place of its own.
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="{}\r"), max_size=30)


def test_the_example() -> None:
    """The docstring is true."""
    assert doctest.testmod(templates).failed == 0


@given(PLAIN, PLAIN, st.text(max_size=30).filter(lambda text: text[-1:] != "\n"))
def test_what_stands_around_a_place_stays(before: str, after: str, text: str) -> None:
    """Within a line a text stands as it is, whatever is in it, and is no template."""
    template = f"{before}x{{name}}x{after}"
    if not before.endswith("$"):
        assert filled(template, {"name": text}) == f"{before}x{text}x{after}"
    assert [*places(template)] == ["name"]


@given(st.lists(st.text("ab {}", max_size=5), min_size=1))
def test_a_line_of_its_own_gives_its_indentation(lines: list[str]) -> None:
    """Every line of the text has it, but for empty ones; an empty text leaves no line."""
    text = "".join(f"{line}\n" for line in [*lines, "end"])
    indented = "".join(f"    {line}\n" if line else "\n" for line in [*lines, "end"])
    for each in (text, text.removesuffix("\n")):
        assert filled("a\n    {name}\nb", {"name": each}) == f"a\n{indented}b"
    assert filled("a\n    {name}\nb", {"name": ""}) == "a\nb"


def test_what_is_no_place_stays() -> None:
    """The shell's variables, dictionaries, formats, and names that have no text."""
    template = "${name} {name!r} {name.x} {'name'} {other} {} {1}"
    assert filled(template, {"name": "x"}) == template
    assert [*places(template)] == ["other"]
