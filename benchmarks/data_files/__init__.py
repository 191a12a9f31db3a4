"""A row's Python files, asked in processes of their own: none of them ever runs in the harness.

``child`` is the program that loads such a file and answers questions of its names; ``asking`` runs
it and remembers the answers.  A question costs some milliseconds, and many go into one process.
"""
