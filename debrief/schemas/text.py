"""The one type of free text: what a database, a page and a PDF can all hold."""

import unicodedata
from typing import Any

from marshmallow import ValidationError, fields, validate
from typing_extensions import override

#: For the description of the API.
WITHOUT_NUL = r"^[^\u0000]*$"
BIDI_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


class SafeText(fields.String):
    """NFC text without NUL, surrogates or bidirectional controls, at most `longest` characters."""

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(
            validate=validate.Length(max=longest, error="Use at most {max} characters."),
            metadata={"pattern": WITHOUT_NUL} | options.pop("metadata", {}),
            **options,
        )

    @override
    def _deserialize(self, value: Any, *args: Any, **options: Any) -> str:
        text = super()._deserialize(value, *args, **options)
        if any(unicodedata.category(each) == "Cs" or each == "\0" for each in text):
            raise ValidationError("This holds a character that cannot be kept.")
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(BIDI_CONTROLS)
