"""`python -m rasd` is the same as `rasd`."""

from rasd.cli import main

if __name__ == "__main__":
    main()
