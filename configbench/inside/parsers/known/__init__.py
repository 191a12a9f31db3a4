"""The parsers that are known: by module, who wraps its entry points.

To add a library: a file here with ``hook(module)``, and a line for each module of it that has an
entry point.
"""

KNOWN = {
    "absl.app": "of_absl",
    "absl.flags._flagvalues": "of_absl",
    "argparse": "of_argparse",
    "argparse_dataclass": "of_dataclasses",
    "argparse_dataclasses": "of_dataclasses",
    "click.core": "of_click",
    "configargparse": "of_dataclasses",
    "cyclopts.core": "of_cyclopts",
    "datargs.make": "of_dataclasses",
    "defopt": "of_defopt",
    "docopt": "of_docopt",
    "draccus.argparsing": "of_dataclasses",
    "fire.core": "of_fire",
    "getopt": "of_getopt",
    "hydra.compose": "of_hydra",
    "hydra.core.utils": "of_hydra",
    "jsonargparse._core": "of_jsonargparse",
    "jsonargparse.core": "of_jsonargparse",
    "omegaconf.basecontainer": "of_omegaconf",
    "omegaconf.omegaconf": "of_omegaconf",
    "optparse": "of_optparse",
    "pydantic_settings.main": "of_pydantic_settings",
    "pyrallis.argparsing": "of_dataclasses",
    "simple_parsing.parsing": "of_dataclasses",
    "tap.tap": "of_dataclasses",
    "transformers.hf_argparser": "of_dataclasses",
    "typer._click.core": "of_click",
    "tyro._cli": "of_tyro",
    "tyro._parsers": "of_tyro",
}
