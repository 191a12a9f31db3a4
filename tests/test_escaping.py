"""What comes from outside is text in every target: each class of hostile text, and any other."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console
from rich.text import Text

import configbench.escaping
from report import escaping, markup, rendering
from report.escaping import Quoted
from report.pictures import drawing
from tests.hostile import CLASSES, UNSTORED, acts
from tests.hostile_pages import html, leads, rendered

EVERY = CLASSES | UNSTORED

#: Marks of Markdown and HTML, and what acts, more often than others; half pairs of surrogates, too.
SAID = st.text(
    st.one_of(
        st.sampled_from(
            "<>&*_`[]()#|\\~$!-+=1. \n\"'{}:/@wx\x1b\0\r\u202e\u2028\ud800\ufffe"
        ),
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
    ),
    max_size=30,
) | st.sampled_from([*EVERY.values()])

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(text: str) -> str:
    """Return what a reader is to see of a text in one line."""
    return " ".join(escaping.visible(text).split())


def leaves(tokens: list[Token]) -> list[Token]:
    """Return the tokens within tokens."""
    return [
        leaf
        for token in tokens
        for leaf in (leaves(token.children) if token.children else [token])
    ]


# -- the one below all ----------------------------------------------------------------------------


@given(SAID)
def test_every_character_is_seen(said: str) -> None:
    """Nothing acts any longer, any file can hold it, and a second time changes nothing."""
    seen = escaping.visible(said)
    assert acts(seen.replace("\t", "")) == []
    assert seen.encode("utf-8").decode("utf-8") == seen
    assert escaping.visible(seen) == seen
    assert escaping.all_visible({said: [said, 1, None]}) == {seen: [seen, 1, None]}


def test_what_acts_is_shown_and_every_letter_stays() -> None:
    """What Unicode may yet give a meaning among what acts is shown as well."""
    every = "".join(map(chr, range(0x110000)))
    bad = [each for each in acts(every) if each != "\t"]
    assert [each for each in bad if escaping.visible(each) == each] == []
    reserved = set(
        map(chr, [0x2065, *range(0x13439, 0x13440), *range(0xE0000, 0xE0080)])
    )
    kept = every.translate(dict.fromkeys(map(ord, reserved.union(bad))))
    same = (
        escaping.visible(kept) == kept
    )  # of a million letters no difference is printed
    assert same


@given(SAID)
def test_both_terminals_agree_on_what_acts(said: str) -> None:
    """The report imports nothing of the instrument: what one shows as it is, the other does."""
    shown = configbench.escaping.visible(said)
    assert escaping.printed(shown) == shown
    assert acts(shown) == acts(escaping.printed(said)) == []
    assert "\n" not in shown + escaping.printed(said)


# -- Markdown -------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(SAID)
@example("1. one")
@example("# head")
@example("    code")
@example("a@b.example @who www.x.example http://x.example #1")
def test_text_in_markdown_is_text(said: str) -> None:
    """A reader sees it, blanks taken together, wherever it stands; nothing of it is an element."""
    told = str(escaping.escaped(said))
    for before, around in (
        ("", ["p"]),
        ("* ", ["ul", "li"]),
        ("x ", ["p"]),
        ("> ", ["blockquote", "p"]),
        ("| a |\n| --- |\n| ", ["table", "thead", "tr", "th", "tbody", "tr", "td"]),
    ):
        after = " |" if before.startswith("|") else ""
        form = html(rendered(f"{before}{told}{after}\n"))
        if told:
            assert set(form.parts) - {"<p>"} <= {f"<{each}>" for each in around}, (
                said,
                told,
            )
        lead = before.replace("| --- |", "").strip("*>| \n")
        assert form.text == f"{lead} {read(said)}".strip()


@given(SAID)
def test_text_is_text_for_the_other_parser_too(said: str) -> None:
    """CommonMark without what GitHub adds, which parts text into tokens of its own."""
    for leaf in leaves(MARKDOWN.parse(str(escaping.escaped(said)))):
        if leaf.type == "html_inline":
            assert leaf.content == "<!-- -->"
        else:
            assert leaf.type in {
                "text", "text_special", "inline", "paragraph_open", "paragraph_close",
            }  # fmt: skip


@settings(max_examples=300)
@given(SAID)
@example("`")
@example("``` a")
@example("a|b`c` *d* a@b.example")
def test_code_in_markdown_is_code_in_a_cell_and_elsewhere(said: str) -> None:
    """Nothing of it is a mark: no table ends in it, no HTML begins, no bar has a backslash."""
    told = str(escaping.code(said))
    elsewhere, table = (
        html(rendered(each))
        for each in (f"x {told} y\n", f"| a | b |\n| --- | --- |\n| x {told} | y |\n")
    )
    assert set(elsewhere.parts) == {"<p>"}
    assert table.parts["<td>"] == 2
    assert set(table.parts) == {
        f"<{each}>" for each in ("table", "thead", "tr", "th", "tbody", "td")
    }
    for form, before in ((elsewhere, "x "), (table, "a b x ")):
        assert form.text == " ".join(f"{before}{read(said)} y".split())


@given(SAID)
def test_prose_has_no_mark_but_code(said: str) -> None:
    """A sentence of a row's author: backquotes in pairs are code, all else is text."""
    form = html(rendered(f"{escaping.prose(said)}\n"))
    assert set(form.parts) <= {"<p>"}
    even = said.count("`") % 2 == 0
    shown = read(said).replace("`", "") if even else read(said)
    assert "".join(form.text.split()) == "".join(shown.split())


@settings(max_examples=50)
@given(SAID, SAID)
@example("# x", "1. x")
def test_a_sentence_is_filled_with_text(one: str, other: str) -> None:
    """Its own marks stay, and what is put in is text or code wherever it stands."""
    told = rendering.fill("{one}: **x** {other}", one=one, other=Quoted(other))
    form = html(rendered(f"{told}\n"))
    assert form.parts == {"<p>": 1, "<strong>": 1}
    assert form.text == " ".join(f"{read(one)}: x {read(other)}".split())
    form = html(str(markup.fill("{one}: **x** {other}", one=one, other=Quoted(other))))
    assert form.parts == {"<strong>": 1}
    assert form.text == " ".join(f"{one}: x {other}".split())


# -- addresses ------------------------------------------------------------------------------------


@given(
    st.one_of(
        SAID, SAID.map("https://x.example/".__add__), SAID.map("{}//x.example".format)
    )
)
@example("https://a.example/x y")
@example("https://[")
def test_an_address_is_one_of_the_network_or_nothing(said: str) -> None:
    """It ends in no attribute, no cell and no brackets, and leads where it says."""
    found = escaping.address(said)
    assert re.fullmatch(
        r"(https?://[\w%/?#@!$&'+,;=:~.-]+)?", found, re.ASCII | re.IGNORECASE
    )
    assert leads(found) in {"ours", leads(said)} or found.startswith("http:")
    if found:
        told = str(rendering._address(said))
        form = html(
            rendered(f"| a |\n| --- |\n| {told} [x]({rendering._link(said)}) |\n")
        )
        assert form.parts["<a>"] == 2
        assert form.parts["<td>"] == 1


# -- HTML, pictures, the terminal -----------------------------------------------------------------


@given(SAID)
def test_text_in_html_is_text(said: str) -> None:
    """In an element, in an attribute, and as a sentence of a row's author."""
    template = rendering._html().from_string(
        '<p title="{{ said }}">{{ said }}</p><b>{{ said | prose }}</b>'
    )
    form = html(escaping.visible(template.render(said=said)))
    assert form.parts == {"<p>": 1, "<p title>": 1, "<b>": 1}


@settings(max_examples=10)
@given(SAID)
@example("\n".join(EVERY.values()))
def test_text_in_a_picture_is_text(said: str) -> None:
    """A picture stays well-formed, and the title is what is read out."""
    with drawing.own_settings():
        figure, axes = drawing.sheet(200, 40)
        for line in said.split("\n"):
            drawing.write(axes, 5, 20, drawing.short(line, 180))
        made = ET.fromstring(drawing.svg(figure, "x", said, said))  # noqa: S314  ours
    assert [made[0].text or "", made[1].text or ""] == [read(said)] * 2
    assert {each.tag.rpartition("}")[2] for each in made.iter()} <= {
        "svg", "title", "desc", "style", "g", "text", "defs", "path", "use", "tspan",
    }  # fmt: skip


@pytest.mark.parametrize("name", EVERY)
def test_text_on_a_terminal_is_text(name: str) -> None:
    """In one line, with no markup of rich's."""
    console = Console(
        file=io.StringIO(), force_terminal=True, width=400, highlight=False
    )
    console.print(Text(escaping.printed(EVERY[name])))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert shown == f"{escaping.printed(EVERY[name])}\n"
    assert acts(shown) == []
