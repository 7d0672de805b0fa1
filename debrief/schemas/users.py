"""What is said of an account, by an admin and by its owner."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema
from werkzeug.datastructures import MultiDict

from debrief.access import Role
from debrief.schemas.forms import Line, load
from debrief.schemas.text import SafeText
from debrief.schemas.times import ASK_ZONE, Zone
from debrief.services.accounts import UserInput
from debrief.services.sign_in import SHORTEST_PASSWORD

LONGEST_NAME, LONGEST_TITLE, LONGEST_EMAIL, LONGEST_PASSWORD = 200, 120, 254, 200
ASK_NAME = "Write the name."
ASK_EMAIL = "Write an e-mail address, like name@example.org."
ASK_PASSWORD = f"Use {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters."


class Password(SafeText):
    """A new password; kept exactly as typed, but for Unicode's ways to write the same letter."""

    def __init__(self) -> None:
        super().__init__(LONGEST_PASSWORD, required=True, error_messages={"required": ASK_PASSWORD})
        self.validators = [validate.Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, error=ASK_PASSWORD)]


class ProfileSchema(Schema):
    """What everybody says of themselves."""

    name = Line(LONGEST_NAME, blank=ASK_NAME, required=True, error_messages={"required": ASK_NAME})
    zone = Zone(required=True, error_messages={"required": ASK_ZONE})


class UserSchema(ProfileSchema):
    """What an admin says of an account."""

    title = Line(LONGEST_TITLE, load_default="")
    roles = fields.List(
        fields.Enum(Role, by_value=True, error_messages={"unknown": "Choose roles from the list."}),
        load_default=list,
    )


class NewUserSchema(UserSchema):
    """An account that is about to be opened."""

    email = fields.Email(
        required=True,
        error_messages={"required": ASK_EMAIL, "invalid": ASK_EMAIL},
        validate=validate.Length(max=LONGEST_EMAIL, error=ASK_EMAIL),
    )
    password = Password()


class PasswordSchema(Schema):
    """A password that somebody else sets."""

    password = Password()


class OwnPasswordSchema(PasswordSchema):
    """The current password, and the new one twice: nobody sees what they type."""

    current = fields.String(
        required=True, error_messages={"required": "Write your current password."}
    )
    again = fields.String(load_default="")

    @validates_schema
    def _same(self, given: dict[str, Any], **_options: object) -> None:
        if given["password"] != given["again"]:
            raise ValidationError("The two new passwords differ. Type them again.", "again")


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account that is about to be opened."""

    email: str
    password: str
    account: UserInput


def read_user(form: MultiDict[str, str]) -> UserInput:
    """What an admin says; raises InvalidInputError, field by field."""
    return _input(load(UserSchema(unknown=EXCLUDE), _with_roles(form)))


def read_new_user(form: MultiDict[str, str]) -> NewUser:
    """An account to open; raises InvalidInputError, field by field."""
    given = load(NewUserSchema(unknown=EXCLUDE), _with_roles(form))
    return NewUser(given["email"].strip(), given["password"], _input(given))


def read_profile(form: Mapping[str, str]) -> tuple[str, str]:
    """Name and zone."""
    given = load(ProfileSchema(unknown=EXCLUDE), form)
    return given["name"], given["zone"]


def read_password(form: Mapping[str, str]) -> str:
    """A password that somebody else sets."""
    password: str = load(PasswordSchema(unknown=EXCLUDE), form)["password"]
    return password


def read_own_password(form: Mapping[str, str]) -> tuple[str, str]:
    """The current password and the new one."""
    given = load(OwnPasswordSchema(unknown=EXCLUDE), form)
    return given["current"], given["password"]


def _with_roles(form: MultiDict[str, str]) -> dict[str, Any]:
    return {**form.to_dict(), "roles": form.getlist("roles")}


def _input(given: Mapping[str, Any]) -> UserInput:
    return UserInput(given["name"], given["title"], given["zone"], frozenset(given["roles"]))
