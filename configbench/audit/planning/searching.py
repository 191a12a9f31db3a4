"""``--more``: values that are drawn, beyond those that people are known to type.

Hypothesis draws and shrinks.  All that it draws is typed at once, in forks beside each other; only
what is shrunk is typed one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from configbench.audit.model import (
    NUMBERS,
    Act,
    Arrived,
    Kind,
    Must,
    Setting,
    Target,
    Try,
)
from configbench.audit.planning.demands import demanded
from configbench.audit.planning.placing import Given
from configbench.audit.planning.spelling import filled
from configbench.audit.planning.wanted import reads_values
from configbench.audit.truths import FALSE, TRUE
from configbench.errors import UserError

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

#: How many values of a setting are drawn, and how often one is made shorter.
_DRAWN = 20
_WHY = "drawn by --more"

#: Tries what is given; what cannot be told of one is left out.
Run = Callable[[Sequence[Try]], Iterable[tuple[Try, Arrived]]]


def required() -> None:
    """Require what ``--more`` needs, before anything is run.

    Raises
    ------
    UserError
        If it is not installed.
    """
    try:
        import hypothesis  # noqa: F401, PLC0415  an extra
    except ModuleNotFoundError as error:
        raise UserError(
            f"--more needs {error.name}, which is not installed; expected the extra: "
            "pip install 'configbench[more]'"
        ) from None


def searched(
    target: Target,
    settings: Sequence[Setting],
    run: Run,
    faulty: Callable[[Try, Arrived], bool],
    seed: int,
) -> list[tuple[Try, Arrived]]:
    """Return what was typed beyond the plan, with what became of it; faults are shrunk.

    Parameters
    ----------
    target, settings
        The program and what of it can be set.
    run
        Tries what is given.
    faulty
        Whether an outcome breaks a rule.
    seed
        Of what is drawn.

    Raises
    ------
    UserError
        If Hypothesis is not installed.
    """
    required()
    drawn = {setting.name: _drawn(target, setting, seed) for setting in settings}
    planned = [tried for tries in drawn.values() for tried in tries]
    became = {_key(tried): arrived for tried, arrived in run(planned)}
    found: list[tuple[Try, Arrived]] = []
    for setting in settings:
        results = [
            (tried, became[_key(tried)])
            for tried in drawn[setting.name]
            if _key(tried) in became
        ]
        if any(faulty(*result) for result in results):
            shrunk = _shrunk(target, setting, seed, _remembered(run, became), faulty)
            results = [result for result in results if not faulty(*result)] + shrunk
        found += results
    return found


def _key(tried: Try) -> tuple[str, ...]:
    return (*tried.settings, *tried.words)


def _remembered(
    run: Run, became: dict[tuple[str, ...], Arrived]
) -> Callable[[Try], Arrived | None]:
    def one(tried: Try) -> Arrived | None:
        key = _key(tried)
        if key not in became:
            became.update((key, arrived) for _, arrived in run([tried]))
        return became.get(key)

    return one


def _drawn(target: Target, setting: Setting, seed: int) -> list[Try]:
    """Draw values of a setting; each once."""
    found: dict[tuple[str, ...], Try] = {}

    def note(text: str) -> None:
        tried = _tried(target, setting, text)
        if tried is not None:
            found[_key(tried)] = tried

    _given(setting, seed, note, shrinks=False)
    return list(found.values())


def _shrunk(
    target: Target,
    setting: Setting,
    seed: int,
    one: Callable[[Try], Arrived | None],
    faulty: Callable[[Try, Arrived], bool],
) -> list[tuple[Try, Arrived]]:
    """Return the simplest faults: drawn again by the same seed, and made shorter."""
    failed: list[tuple[Try, Arrived]] = []

    def judge(text: str) -> None:
        tried = _tried(target, setting, text)
        arrived = None if tried is None else one(tried)
        if tried is not None and arrived is not None and faulty(tried, arrived):
            failed.append((tried, arrived))
            raise _FaultError

    try:
        _given(setting, seed, judge, shrinks=True)
    except _FaultError:
        # What is raised at last is the simplest.
        return failed[-1:]
    return failed[-1:]


class _FaultError(Exception):
    pass


def _given(
    setting: Setting, seed: int, test: Callable[[str], None], *, shrinks: bool
) -> None:
    """Hand values that Hypothesis draws to a test; the same for the same seed."""
    import hypothesis  # noqa: PLC0415  an extra

    phases = [
        hypothesis.Phase.generate,
        *([hypothesis.Phase.shrink] if shrinks else []),
    ]
    drawing = hypothesis.given(_texts(setting.wanted.kind))(test)
    seeded = hypothesis.seed(f"{seed} {setting.name}")(drawing)
    hypothesis.settings(
        max_examples=_DRAWN,
        phases=phases,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
    )(seeded)()


def _texts(kind: Kind) -> SearchStrategy[str]:
    """Return words for a kind of setting: those that mean something, and any others."""
    from hypothesis import strategies as st  # noqa: PLC0415  an extra

    # No shell hands on a NUL, and a lone surrogate is no text.
    anything = st.text(
        st.characters(codec="utf-8", exclude_characters="\0"), max_size=12
    )
    plain = st.text(
        st.sampled_from("abcxyz019 .,:;=#'\"[]{}()~!@$%&*+-_/\\|<>?"), max_size=8
    )
    strategies: list[Any] = [plain, anything]
    if kind in NUMBERS:
        strategies = [
            st.integers(-(10**6), 10**6).map(str),
            st.floats(-(10.0**6), 10.0**6).map(repr),
            st.from_regex(
                r"[+-]?[0-9]{0,3}\.?[0-9]{0,3}([eE][+-]?[0-9]{1,2})?", fullmatch=True
            ),
            plain,
        ]
    elif kind is Kind.BOOL:
        cased = (str.lower, str.upper, str.title)
        strategies = [
            st.builds(
                lambda word, how: how(word),
                st.sampled_from(sorted(TRUE | FALSE)),
                st.sampled_from(cased),
            ),
            plain,
        ]
    return st.one_of(strategies)


def _tried(target: Target, setting: Setting, text: str) -> Try | None:
    """Return the try of a word, where something is demanded of it."""
    option = setting.option
    if not setting.valued or (
        option is not None and (option.positional or option.most != 1)
    ):
        return None
    reads = reads_values(option, target.grammar)
    expected = demanded(setting.wanted, text, reads=reads)
    joined = [each for each in setting.valued if len(each) == 1]
    if expected.must is Must.TELL or (text.startswith("-") and not joined):
        return None
    words = filled(joined or setting.valued, [text])
    if words is None:
        return None
    instead = Given(target).placed(setting, words, alone=True)
    return Try(Act.VALUE, (setting.name,), words, expected, text, _WHY, instead)
