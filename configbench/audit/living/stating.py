"""What a user states to be accepted, on the command line and in ``pyproject.toml``."""

import argparse
from pathlib import Path

from configbench import project, whole_files
from configbench.audit.living import baseline, ignores
from configbench.audit.living.baseline import Baseline
from configbench.audit.living.lived import Keeping, Living
from configbench.errors import UserError


def stated(args: argparse.Namespace, cwd: Path) -> Living:
    """Return what is accepted.

    Parameters
    ----------
    args
        The options of ``configbench audit``.
    cwd
        Where they are typed.

    Raises
    ------
    UserError
        If it is not stated clearly, a file cannot be read, or one that is to be written cannot be.
    """
    keeping, file = _keeping(args)
    ignored = ignores.stated(project.read(cwd))
    if file is None:
        return Living(ignores=ignored)
    if keeping is not Keeping.READ:
        whole_files.require_writable(file)
    is_new = keeping is Keeping.WRITE and not file.exists()
    kept = Baseline(file) if is_new else baseline.read(file)
    return Living(kept, ignored, keeping=keeping)


def _keeping(args: argparse.Namespace) -> tuple[Keeping, Path | None]:
    """Return what becomes of which baseline."""
    if args.write_baseline is None:
        if args.update_baseline and args.baseline is None:
            raise UserError(
                f"{Keeping.UPDATE} needs a baseline, expected {Keeping.READ} FILE, too"
            )
        keeping = Keeping.UPDATE if args.update_baseline else Keeping.READ
        return keeping, args.baseline
    for other, is_given in (
        (Keeping.READ, args.baseline is not None),
        (Keeping.UPDATE, args.update_baseline),
    ):
        if is_given:
            raise UserError(
                f"{Keeping.WRITE} FILE writes all that is found, expected no {other} beside it"
            )
    return Keeping.WRITE, args.write_baseline
