"""Circles for the tests, drawn from a seed: of any size, with people dead, absent, not met, named in any script."""
