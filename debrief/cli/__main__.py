"""`python -m debrief.cli`."""

from debrief.cli import main

main(prog_name="debrief")
