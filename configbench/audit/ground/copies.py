"""A folder of files: what lies in it, what of it has changed, a copy of it, and the copy mended."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from configbench.audit.model import Request
from configbench.errors import UserError
from configbench.inside.apart import is_work
from configbench.looking import PYTHON, shebang

#: How large a project may be that is copied: bytes and entries.
BYTES, ENTRIES = 1024**3, 50_000

#: How much of a file is read that may lead somewhere.
BYTES_READ = 1024**2


@dataclass(frozen=True)
class Mark:
    """By what a file is known again: kind and mode, bytes, nanoseconds, where a link leads."""

    mode: int
    size: int
    time: int
    target: str = ""


#: Files and links by relative name.
Marks = dict[str, Mark]


def _is_environment(folder: Path) -> bool:
    """Whether a folder holds an interpreter with its packages."""
    return (folder / "pyvenv.cfg").is_file() or (folder / "conda-meta").is_dir()


def _walked(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield what lies below a folder by relative name, folders before what they hold."""
    left = [""]
    while left:
        current = left.pop()
        try:
            with os.scandir(folder / current) as entries:
                listed = sorted(entries, key=lambda each: each.name)
        except OSError:
            continue
        for entry in listed:
            name = os.path.join(current, entry.name)  # noqa: PTH118  a relative name
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and _is_environment(folder / name):
                continue
            try:
                yield name, entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if is_folder:
                left.append(name)


def marks(folder: Path) -> Marks:
    """Return all files and links below a folder, environments aside.

    Of what lies behind :data:`ENTRIES` nothing is known.
    """
    found: Marks = {}
    for name, each in _walked(folder):
        if not stat.S_ISDIR(each.st_mode):
            found[name] = _mark(folder / name, each)
        if len(found) == ENTRIES:
            break
    return found


def _mark(path: Path, each: os.stat_result) -> Mark:
    if stat.S_ISLNK(each.st_mode):
        try:
            return Mark(stat.S_IFLNK, 0, 0, str(path.readlink()))
        except OSError:
            return Mark(stat.S_IFLNK, 0, 0)
    return Mark(each.st_mode, each.st_size, each.st_mtime_ns)


def changed(before: Marks, now: Marks) -> tuple[str, ...]:
    """Return the files that were made, changed or removed; a mode alone is no change of a file."""
    return tuple(
        sorted(
            name
            for name in before.keys() | now.keys()
            if _content(before.get(name)) != _content(now.get(name))
            and all(map(is_work, name.split("/")))
        )
    )


def _content(mark: Mark | None) -> tuple[int, int, int, str] | None:
    if mark is None:
        return None
    return (stat.S_IFMT(mark.mode), mark.size, mark.time, mark.target)


class Copy:
    """A copy of a project, that is made as its origin is again and again.

    Environments in it are left out, and so are links that lead out of it: what is written by such a
    link would be written there.

    Attributes
    ----------
    folder
        Where it is.
    left_out
        The links that were left out.

    Raises
    ------
    UserError
        If the project is too large.
    """

    def __init__(self, origin: Path, folder: Path) -> None:
        self.folder = folder
        self.left_out: list[str] = []
        self._origin = origin
        _require_small(origin)
        folder.mkdir(parents=True)
        self._wanted = self._entries()
        for name in self._wanted:
            self._place(name)
        self._times()
        self._marks = marks(folder)

    def changed(self) -> tuple[str, ...]:
        """Return the files that are not as in its origin."""
        return changed(self._marks, marks(self.folder))

    def mend(self) -> None:
        """Make it as its origin was when it was copied, where it is not."""
        if self._marks == marks(self.folder):
            return
        for name in [*self._surplus()]:
            _remove(self.folder / name)
        for name in self._wanted:
            there, path = self._marks.get(name), self.folder / name
            try:
                now = _mark(path, path.lstat())
            except OSError:
                now = None
            if now is None or (there is not None and there != now):
                _remove(path)
                self._place(name)
        self._times()
        self._marks = marks(self.folder)

    def _entries(self) -> dict[str, os.stat_result]:
        return {
            name: each
            for name, each in _walked(self._origin)
            if stat.S_IFMT(each.st_mode) in (stat.S_IFDIR, stat.S_IFREG, stat.S_IFLNK)
        }

    def _surplus(self) -> Iterator[str]:
        for name, each in _walked(self.folder):
            wanted = self._wanted.get(name)
            if wanted is None or stat.S_IFMT(wanted.st_mode) != stat.S_IFMT(
                each.st_mode
            ):
                yield name

    def _place(self, name: str) -> None:
        source, target = self._origin / name, self.folder / name
        kind = stat.S_IFMT(self._wanted[name].st_mode)
        if kind == stat.S_IFDIR:
            target.mkdir(exist_ok=True)
        elif kind == stat.S_IFLNK:
            self._link(name)
        else:
            shutil.copy2(source, target, follow_symlinks=False)

    def _link(self, name: str) -> None:
        """Place a link that leads to something of the project; of the copy, then."""
        source = self._origin / name
        leads = Path(os.path.normpath(source.parent / source.readlink()))
        if not leads.is_relative_to(
            self._origin
        ) or not source.resolve().is_relative_to(self._origin):
            if name not in self.left_out:
                self.left_out.append(name)
            return
        inner = os.path.relpath(leads, source.parent)
        (self.folder / name).symlink_to(inner)

    def _times(self) -> None:
        """Give folders their modes and times, inner before outer, once all is placed."""
        for name, each in reversed(self._wanted.items()):
            if stat.S_ISDIR(each.st_mode):
                path = self.folder / name
                path.chmod(stat.S_IMODE(each.st_mode) | stat.S_IRWXU)
                os.utime(path, ns=(each.st_atime_ns, each.st_mtime_ns))


def _require_small(origin: Path) -> None:
    total = 0
    for count, (_, each) in enumerate(_walked(origin), 1):
        total += each.st_size if stat.S_ISREG(each.st_mode) else 0
        if total > BYTES or count > ENTRIES:
            raise UserError(
                f"{origin}: more than {BYTES >> 20} MiB or {ENTRIES} files, too large for a "
                "copy: --in-place has the program run in the folder itself, and change it"
            )


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


# -- whether a copy would be used -----------------------------------------------------------------


def leading(origin: Path, copy: Path) -> Callable[[str], str]:
    """Return what leads each path of an origin, in a text, to its copy; not into environments."""
    kept = sorted(
        os.path.relpath(each, origin)
        for each in origin.glob("*")
        if _is_environment(each)
    )
    others = "".join(f"(?!/{re.escape(each)}(?:/|$))" for each in kept)
    pattern = re.compile(rf"{re.escape(str(origin))}(?=[/:,;='\"\s]|$){others}")
    return lambda text: pattern.sub(lambda _: str(copy), text)


def require_no_way_back(request: Request, origin: Path) -> None:
    """Require that nothing leads a program in a copy to the original.

    Raises
    ------
    UserError
        Naming what does.
    """
    lead = leading(origin, Path("/copy"))
    for word in request.command:
        if lead(word) != word or _leads_out(request.cwd, word, origin, lead):
            raise _useless(origin, f"{word!r} leads out of it")
    path = request.environ.get("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    if lead(path) != path:
        raise _useless(origin, "PYTHONPATH leads to the original")
    for python in dict.fromkeys(_interpreters(request, origin)):
        for file in _installed(python):
            with suppress(OSError):
                text = file.read_bytes()[:BYTES_READ].decode("utf-8", "replace")
                if lead(text) != text:
                    raise _useless(origin, f"{file} leads to the original")


def _useless(origin: Path, why: str) -> UserError:
    return UserError(
        f"no overlay is allowed here, and a copy of {origin} would not be what runs: {why}; "
        "--in-place has the program run in the folder itself, and change it"
    )


def _leads_out(cwd: Path, word: str, origin: Path, lead: Callable[[str], str]) -> bool:
    """Whether a word leads out of a copy: a relative one elsewhere, any other to the origin."""
    name = word.rpartition("=")[2]
    try:
        path = (cwd / name).resolve()
        if not name or not path.exists():
            return False
    except (OSError, ValueError, RuntimeError):
        return False
    if name.startswith("/"):
        # By a link: other names of it were found already.
        return path.is_relative_to(origin) and lead(str(path)) != str(path)
    return ".." in Path(name).parts and not path.is_relative_to(origin)


def _interpreters(request: Request, origin: Path) -> Iterator[Path]:
    """Yield the interpreters by which the program might be run."""
    for folder in (request.cwd / ".venv", origin / ".venv", origin / "venv"):
        if (folder / "bin" / "python").exists():
            yield folder / "bin" / "python"
    for word in (*request.command, "python"):
        found = shutil.which(word)
        if found is None:
            continue
        if PYTHON.fullmatch(Path(found).name):
            yield Path(found)
        words = shebang(found)
        if any("python" in each for each in words):
            yield Path(words[0])


def _installed(python: Path) -> Iterator[Path]:
    """Yield the files by which packages that lie elsewhere are found by an interpreter."""
    script = "import site, sys; print('\\n'.join([*sys.path, *site.getsitepackages()]))"
    try:
        asked = subprocess.run(  # noqa: S603  the program's interpreter, which will run anyway
            [str(python), "-c", script],
            capture_output=True, text=True, timeout=20, check=False, cwd="/",
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return
    for folder in dict.fromkeys(asked.stdout.splitlines()):
        if folder and Path(folder).is_dir():
            for pattern in (
                "*.pth",
                "*.egg-link",
                "__editable__*.py",
                "*.dist-info/direct_url.json",
            ):
                yield from sorted(Path(folder).glob(pattern))
