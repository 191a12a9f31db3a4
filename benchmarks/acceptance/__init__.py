"""Acceptance of the instrument: the start-up category finds what is there, and only that.

Known differences are planted into copies of real adapters and measured as the category measures,
beside hyperfine and plain sequential pytest-benchmark with as many processes.
"""
