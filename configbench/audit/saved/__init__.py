"""Saved runs: what a program saves, and whether each setting comes back from it.

A run goes on past the place until it has saved something; that is laid into another run, which is
restored from it and ends at the place.  What had arrived is compared with what arrives.
"""
