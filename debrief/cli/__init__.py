"""`debrief …`: each command is imported when it is called, so that a quick one starts quickly."""

from importlib import import_module
from typing import Any

import click
from typing_extensions import override

from debrief.errors import DebriefError

COMMANDS = {
    "audit": "debrief.cli.audit:audit",
    "comments": "debrief.cli.comments:comments",
    "debriefs": "debrief.cli.debriefs:debriefs",
    "demo": "debrief.cli.server:demo",
    "ratings": "debrief.cli.ratings:ratings",
    "serve": "debrief.cli.server:serve",
    "summary": "debrief.cli.summary:summary",
    "user": "debrief.cli.users:user",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name until one is asked for."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    @override
    def invoke(self, ctx: click.Context) -> Any:
        """Say what the service refuses in its own words, and exit 2."""
        try:
            return super().invoke(ctx)
        except DebriefError as error:
            raise click.UsageError(str(error)) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Debrief: scorecards held sealed until the panel is in."""
