"""`debrief user …`: accounts from the command line."""

import click

from debrief.access.identity import Role


@click.group()
def user() -> None:
    """Accounts."""


@user.command()
@click.argument("email")
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]))
@click.password_option(help="At least 12 characters; asked for when left out.")
def add(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Open an account for NAME, who signs in with EMAIL."""
    from debrief.cli.operator import at_work
    from debrief.services.accounts import add_user

    with at_work() as context:
        add_user(context, name, email, password, [Role(role) for role in roles])
    click.echo(f"{email} can sign in.")
