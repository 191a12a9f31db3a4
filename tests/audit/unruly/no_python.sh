#!/bin/sh
echo "no Python: $@"
