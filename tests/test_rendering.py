"""Templates: whatever is put in comes out as text."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from report import rendering

MARKDOWN = MarkdownIt("commonmark").enable("table")

#: What a program may say, marks of Markdown and HTML more often than others.
SAID = st.text(
    st.one_of(st.sampled_from("<>&*_`[]()#|\\~$!-+=1. \n\"'{}:/"), st.characters()),
    max_size=30,
)


def leaves(tokens: list[Token]) -> list[Token]:
    """Return the tokens within tokens."""
    return [
        leaf
        for token in tokens
        for leaf in (leaves(token.children) if token.children else [token])
    ]


def shown(markdown: str) -> str:
    """Return the text that a reader sees; anything but text is a failure."""
    found = []
    for token in leaves(MARKDOWN.parse(markdown)):
        assert token.type in {
            "text",
            "paragraph_open",
            "paragraph_close",
            "text_special",
            "inline",
        }, token
        found.append(token.content)
    return "".join(found)


@given(SAID)
@example("<script>alert(1)</script>")
@example("1. one")
@example("# head")
@example("&lt;")
@example("---")
@example("    code")
@example("[a](b)")
def test_text_in_markdown_is_text(said: str) -> None:
    """Whatever it is, a reader sees it, blanks taken together."""
    # CommonMark has a sign of its own for the one character that no file may hold.
    seen = " ".join(said.split()).replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert shown(str(rendering.escaped(said))) == seen


@given(SAID)
@example("`")
@example("``` a")
def test_code_in_markdown_is_code_in_one_cell(said: str) -> None:
    """Nothing of it is a mark: no table ends in it, no HTML begins."""
    told = str(rendering.code(said))
    table = f"| a | b |\n| --- | --- |\n| {told} | end |\n"
    tokens = MARKDOWN.parse(table)
    assert sum(token.type == "td_open" for token in tokens) == 2
    kinds = {leaf.type for leaf in leaves(tokens) if leaf.content}
    assert kinds <= {"text", "code_inline", "html_inline", "text_special"}
    for leaf in leaves(tokens):
        assert leaf.type != "html_inline" or leaf.content == "<br>"


@given(SAID)
def test_prose_has_no_mark_but_code(said: str) -> None:
    """A sentence of a row's author: backquotes in pairs are code, all else is text."""
    told = str(rendering.prose(said))
    kinds = {leaf.type for leaf in leaves(MARKDOWN.parse(told)) if leaf.content.strip()}
    assert kinds <= {"text", "code_inline", "text_special", "html_inline"}
    for leaf in leaves(MARKDOWN.parse(told)):
        assert leaf.type != "html_inline" or leaf.content == "<br>"
