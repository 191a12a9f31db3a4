"""Every registered adapter does the same job: one sampled cell each, all of it for argparse."""

import re
import shutil
from pathlib import Path

import pytest

from benchmarks import core, dialect, registry, running
from benchmarks.categories.lines import ROLES, formatted
from benchmarks.contract import CHECKS
from benchmarks.contract.subject import Subject
from benchmarks.judging import expected_record
from benchmarks.outcomes import Outcome
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter
from benchmarks.running import Manner

pytestmark = pytest.mark.parametrize("name", registry.names())

ORDER = ["declare", "load", "wire", "save", "restore", "main"]


@pytest.fixture
def adapter(name: str) -> Adapter:
    """Return the adapter under test, if its library is installed."""
    found = registry.find(name)
    if missing := found.missing():
        pytest.skip(f"pip install {' '.join(missing)} comes first")
    return found


def test_defaults_arrive_as_in_the_control(adapter: Adapter) -> None:
    """Without words the core gets the control's settings; another type is declared."""
    finding = CHECKS["defaults"](Subject(adapter))
    assert finding.outcome is Outcome.RIGHT, finding.detail


def test_the_source_keeps_the_order_of_its_siblings(adapter: Adapter) -> None:
    """Marks name known roles, in the common order, and the layout is the one formatter's.

    A role may be taken up again: a command whose parameters are the declaration stands behind
    what it calls.
    """
    source = adapter.program.read_text(encoding="utf-8")
    marks = [mark for mark in re.findall(r"# -- (\w+)", source) if mark != "help"]
    assert set(marks) <= set(ROLES)
    assert [*dict.fromkeys(marks)] == [role for role in ORDER if role in marks]
    assert formatted(source) == source


def test_it_runs_wherever_it_is_copied(adapter: Adapter, tmp_path: Path) -> None:
    """Folder and configs, copied to a place with spaces and unicode, are a whole program."""
    base = tmp_path / "a copy für me"
    target = base / "adapters" / adapter.name
    shutil.copytree(adapter.folder, target)
    if adapter.configs:
        shutil.copytree(adapter.configs, base / "configs" / adapter.name)
    copy = registry.read(target)
    assert len(running.probe(copy, manner=Manner(fresh=True)).reached) == 1


def test_usage_in_the_docstring_is_true(adapter: Adapter) -> None:
    """The example command lines of the docstring reach the core (a placeholder file aside)."""
    source = adapter.program.read_text(encoding="utf-8")
    docstring = source.split('"""')[1]
    lines = re.findall(rf"python adapters/{adapter.name}/train\.py ?(.*)", docstring)
    assert lines
    for line in lines:
        if "outputs/" in line or "RUN" in line:
            continue
        assert running.probe(adapter, line.split()).reached, line


def test_a_documented_spelling_of_each_kind_works(adapter: Adapter) -> None:
    """The dialect's words for a nested float arrive as that float."""
    subject = Subject(adapter)
    (words, *_) = subject.dialect.spell("optimizer.lr", 3e-4)
    (record,) = subject.probe(*words).reached
    assert record["optimizer"]["args"]["lr"] == {"t": "float", "v": "0.0003"}


@pytest.mark.slow
def test_it_trains_as_the_core_alone_does(adapter: Adapter) -> None:
    """With another setting in every slot, a model has the weights that these settings give.

    The rows take turns with the models; each trains one, and each model is trained by several.
    """
    turn = registry.names().index(adapter.name) % len(core.MODELS)
    model = [*core.MODELS][turn]
    changed = {**core.EACH_SLOT, **core.SMALL}
    words = dialect.load(adapter).words({core.MODEL: model, **changed})
    training = running.train(adapter, words)
    effect = {core.MODEL: core.MODELS[model], **core.literals(changed)}
    record = expected_record(running.control(), effect)
    reference = running.train_reference(record)
    assert training.weights == reference.weights, training.finished.stderr
    assert training.weights is not None


def test_documentation_is_named(adapter: Adapter) -> None:
    """Every adapter says which pages it follows; the configs it owns are in its own folder."""
    assert adapter.documentation
    if adapter.configs:
        assert adapter.configs == ROOT / "configs" / adapter.name
