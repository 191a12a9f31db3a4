"""Imports what is not there."""

import argparse

import there_is_no_such_module

parser = argparse.ArgumentParser()
args = parser.parse_args()
print(args, there_is_no_such_module)
