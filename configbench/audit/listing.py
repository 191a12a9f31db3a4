"""What an audit would try, for ``--list``: nothing has been tried, nothing is judged."""

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from configbench.audit.formats import Options, terminal
from configbench.audit.model import Act, Setting, Target, Try
from configbench.audit.planning.settings import Found
from configbench.audit.words import listed
from configbench.escaping import visible

#: So many characters of words are shown of each setting, unless all are asked for.
_MOST = 200

#: So many settings are named of what is written into a file.
_NAMES = 3

#: Of these the value is shown, of others what is done.
_VALUES = (Act.VALUE, Act.FILE_VALUE, Act.FILE_DOUBT)


def planned(
    target: Target, found: Found, tries: Sequence[Try], options: Options
) -> str:
    """Return a page of the settings, each with what would be typed for it.

    Parameters
    ----------
    target, found
        The program, and its settings.
    tries
        What would be tried.
    options
        With everything: each command line, and why somebody would type it.
    """
    lines = [
        *terminal.place(target, options),
        Text(f"  {len(found.settings):,} settings · {len(tries):,} command lines"),
        Text(),
        *terminal.settings(
            found.settings, [_typed(each, tries) for each in found.settings]
        ),
        *terminal.left_out(found.not_settable, found.ignored, options),
        *_in_files(tries, options.cwd),
    ]
    if options.everything:
        lines += [Text(), *_command_lines(tries)]
    return terminal.rendered(lines, options)


def _typed(setting: Setting, tries: Sequence[Try]) -> str:
    """Return what would be typed for one setting, in a line."""
    own = [each for each in tries if setting.name in each.settings and not each.edited]
    values = [each.typed for each in own if each.act is Act.VALUE]
    told = [visible(shlex.quote(each)) for each in values if each is not None]
    others = {str(each.act) for each in own if each.act is not Act.VALUE}
    line = " ".join(dict.fromkeys(told))
    shown = line if len(line) <= _MOST else f"{line[:_MOST]}…"
    return "; ".join(part for part in (shown, ", ".join(sorted(others))) if part)


def _in_files(tries: Sequence[Try], cwd: Path) -> Iterator[Text]:
    """Yield what would be written into each file, in a line for each setting."""
    lines: dict[str, dict[str, list[str]]] = {}
    for each in tries:
        for edit in each.edited:
            of_file = lines.setdefault(edit.path, {})
            names = listed([visible(name) for name in each.settings], _NAMES)
            word = visible(shlex.quote(each.typed or ""))
            of_file.setdefault(names, []).append(
                word if each.act in _VALUES else str(each.act).removeprefix("file-")
            )
    for path, names_ in lines.items():
        yield Text()
        yield Text(f"written into {visible(os.path.relpath(path, cwd))}")
        for name, words in names_.items():
            line = " ".join(dict.fromkeys(words))
            shown = line if len(line) <= _MOST else f"{line[:_MOST]}…"
            yield Text(f"  {name}", no_wrap=True).append(f"  {shown}", style="dim")


def _command_lines(tries: Sequence[Try]) -> Iterator[Text]:
    for each in tries:
        words = [*(edit.command for edit in each.edited), shlex.join(each.words)]
        typed = visible(" && ".join(filter(None, words)))
        line = Text(typed or "(nothing)", no_wrap=True)
        told = " · ".join(part for part in (each.expected.text, each.why) if part)
        yield line.append(f"  {visible(told)}", style="dim")
