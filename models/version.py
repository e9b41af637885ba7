"""The version of the program."""

VERSION = "1.0.0"
