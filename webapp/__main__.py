"""`python -m webapp` is `mlmd-dashboard`."""

from webapp.cli import main

if __name__ == "__main__":
    main()
