"""Reading ``report/results.json``."""

import json
from pathlib import Path
from typing import Any

import jsonschema

HERE = Path(__file__).resolve().parent
SCHEMA = HERE / "schema.json"

#: The axes, in the order of the report.
AXES = ("lines", "change", "overrides", "roundtrip", "startup")
#: Axes of `make benchmark-beyond`: results without them are whole.
BEYOND = ("remote", "sweep", "ranks")

Results = dict[str, Any]


class ReportError(Exception):
    """The message is one sentence that names the file and the place in it."""


def load(path: Path) -> Results:
    """Read results that are valid against ``report/schema.json``.

    Raises
    ------
    ReportError
        If the file is missing, is not JSON, or breaks the schema.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ReportError(
            f"{path}: not found; `pytest --benchmark` writes it"
        ) from error
    except (OSError, ValueError) as error:
        raise ReportError(f"{path}: cannot be read: {error}") from error
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    fault = jsonschema.exceptions.best_match(validator.iter_errors(content))
    if fault is not None:
        raise ReportError(f"{path}: {fault.json_path}: {fault.message[:200]}")
    # Results from before an axis existed have no cell of it.
    results: Results = {axis: {} for axis in (*AXES, *BEYOND)} | content
    return results
