"""`python -m groundswell` is the console script."""

from groundswell.cli import main

main()
