"""Our DKT beside pykt-toolkit's: how fast, how large, how good; ``make core``.

Both train on the same students, in processes of their own that take turns; one function scores
both.  The pages are ``docs/core.md`` and the facts that it is made of, ``docs/core.json``.
"""
