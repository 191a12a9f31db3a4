"""What the source of a program tells, read and never run."""
