"""How words are said of a person: the ways that rules rarely meet."""

from debrief.language.frames import owned, subject, trait
from debrief.language.tokens import tokens


def test_what_a_named_person_has_is_theirs():
    assert owned(tokens("Anna's twins slept."), 2, 3)


def test_a_subject_too_far_off_is_left_out():
    assert subject(tokens(f"Sauce {'very ' * 20}thin"), 21) == ""


def test_a_trait_at_the_end_of_a_long_list_is_nobodys():
    assert not trait(tokens("He was warm and kind and fair and polite and shy."), 10, 11)
