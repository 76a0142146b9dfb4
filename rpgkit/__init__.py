"""The toolkit of *Half of Us*: random tables, the people they make, and the pages they are printed on."""

__version__ = "0.1.0"
