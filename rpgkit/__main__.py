"""`python -m rpgkit` is `rpgkit`."""

from rpgkit.cli import main

if __name__ == "__main__":
    main()
