"""What people and other programs type or write, made wrong by script: options, JSON, TOML.

``python -m tests.attacks.bad_input`` prints how many of the mutants end in one clear sentence, how
many are accepted, rightly or not, and each that ends in a traceback or not at all.
"""
