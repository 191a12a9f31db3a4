"""The same words in two environments: the program's own, and that of ``--other-python``."""
