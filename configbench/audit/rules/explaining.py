"""The page of a rule: what happens, an example, why, and the mend in each library."""

from pathlib import Path

from configbench.audit.rules import BY_ID
from configbench.errors import known_name

PAGES = Path(__file__).parent / "pages"


def page(rule_id: str) -> str:
    """Return the page of a rule, in Markdown.

    Raises
    ------
    UserError
        If there is no such rule, naming the nearest.
    """
    name = known_name("rule", rule_id.upper(), BY_ID)
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")
