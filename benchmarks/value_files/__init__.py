"""A row's ``values.py``: what it must hold, the program that asks it, and how the program is run.

What it must hold (*fixed*):

``save(values, folder)``, ``load(folder)``
    Write a dictionary into one file of a folder; give the dictionary back, with the library's own
    declarations of types.  A key tells what its value is: ``date_value`` is a date,
    ``date_or_none`` a date or None; ``samples`` lists the kinds.  Any set of keys may come, and
    only those that were saved come back.
``Nested``
    A dataclass with ``rate: float`` and ``sizes: list[int]``, for the kind ``nested``.

What it may hold:

``BY_HAND``
    What is done by hand to a value, by kind: a function for before it is saved, or two, of which
    the second is for after it was loaded; one may be None.  Whoever asks applies them, key by key,
    to all but None.  They are a piece of the program's own (:mod:`benchmarks.parties`).
``UNSUPPORTED``
    Kinds that the library has no way for, each a dictionary: its ``reason``, the ``page`` that
    shows it, and two ``attempts`` or more, which are made all the same: what is done, in words, and
    the two functions that do it, in the place of ``save`` and ``load`` (which may be among them)::

        "complex": {
            "reason": "…",
            "page": "https://…",
            "attempts": {"as it is": (save, load), "declared as text": (save_text, load_text)},
        }
``config(n_epochs=5)``, or ``NO_CONFIG``
    A new small config object of the library, nested where it can be, with ``n_epochs``, the
    ``tags`` a and b, and ``lr`` 0.01; or the reason why there is none, with the page.
"""
