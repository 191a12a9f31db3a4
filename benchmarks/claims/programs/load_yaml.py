r"""Show what a loader makes of pieces of YAML, a line each: the value and its type.

Usage:
    python benchmarks/claims/programs/load_yaml.py PyYAML 'a: 1e-3' @some/file.yaml
    python benchmarks/claims/programs/load_yaml.py 'Hydra (a file)' 'a: 1e-3'
    python benchmarks/claims/programs/load_yaml.py 'Hydra (its command line)' lr=1e-3

``Hydra (its command line)`` reads words of that; the others read documents.  ``@`` names a file;
``\n`` and ``\t`` stand for what they stand for in Python.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

FOLDER = re.compile(r"hydra-\w+/")


def pyyaml() -> Callable[[str], Any]:
    """Load YAML 1.1 with PyYAML."""
    import yaml  # type: ignore[import-untyped]  # noqa: PLC0415  one library a run, in its row's place

    return yaml.safe_load  # type: ignore[no-any-return]


def omegaconf() -> Callable[[str], Any]:
    """Load with OmegaConf and resolve."""
    from omegaconf import OmegaConf  # type: ignore[import-not-found]  # noqa: PLC0415  in its row's

    return lambda text: OmegaConf.to_container(OmegaConf.create(text), resolve=True)


def ruamel() -> Callable[[str], Any]:
    """Load YAML 1.2 with ruamel.yaml."""
    from ruamel.yaml import YAML  # noqa: PLC0415

    return YAML(typ="safe").load


def hydra_file() -> Callable[[str], Any]:
    """Compose a config from one file, as Hydra does, and resolve."""
    from hydra import compose, initialize_config_dir  # type: ignore[import-not-found]  # noqa: PLC0415
    from omegaconf import OmegaConf  # noqa: PLC0415  likewise

    def load(text: str) -> Any:
        with TemporaryDirectory(prefix="hydra-") as folder:
            Path(folder, "config.yaml").write_text(text, encoding="utf-8")
            with initialize_config_dir(folder, version_base=None):
                return OmegaConf.to_container(compose("config"), resolve=True)

    return load


def hydra_words() -> Callable[[str], Any]:
    """Read an override of Hydra's command line."""
    from hydra.core.override_parser.overrides_parser import OverridesParser  # type: ignore[import-not-found]  # noqa: PLC0415

    parser = OverridesParser.create()

    def load(text: str) -> Any:
        override = parser.parse_override(text)
        return {override.key_or_group: override.value()}

    return load


LOADERS = {
    "PyYAML": pyyaml,
    "OmegaConf": omegaconf,
    "ruamel.yaml": ruamel,
    "Hydra (a file)": hydra_file,
    "Hydra (its command line)": hydra_words,
}


def main(loader: str, *words: str) -> None:
    """Load each word; print ``{"value", "type"}`` or ``{"error"}`` as JSON."""
    load = LOADERS[loader]()
    for word in words:
        if word.startswith("@"):
            text = Path(word[1:]).read_text(encoding="utf-8")
        else:
            text = word.replace("\\n", "\n").replace("\\t", "\t")
        try:
            value = load(text)
        except Exception as error:  # noqa: BLE001  whatever a loader refuses with is shown
            # Where the file of a document lay is no part of what a loader says.
            told = str(error).replace(f"{gettempdir()}/", "")
            first = " ".join(FOLDER.sub("", told).split())
            print(json.dumps({"error": f"{type(error).__name__}: {first}"}))
            continue
        # A document of one key is about its value.
        if isinstance(value, dict) and len(value) == 1:
            (value,) = value.values()
        # str() for what JSON does not have: Hydra's QuotedString, a date.
        print(json.dumps({"value": value, "type": type(value).__name__}, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
