"""Characters on paper: every script we promise, and a code for what no font has."""

import pytest

from debrief.rendering.glyphs import spelled_out, unprintable

NAMES = (
    "Łukasz Nguyễn-Öztürk 李 한",
    "Ελένη Παπαδάκη",
    "Юрій Шевченко",
    "محمد بن سلمان",
    "יעל כהן",
    "प्रिया शर्मा",
    "田中 雪 ゆき ユキ",
    "김민준 金",
    "Ağrı ẞ Șț Đặng Thị",
    "“yes” – ½ ≥ 3 → ✓ …",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_promised_script_prints_as_typed(name):
    assert unprintable(name) == []
    assert spelled_out(name) == name


def test_what_no_font_has_is_told_once_each_in_order_and_prints_as_its_code():
    text = "Drew 😀 and 𓀀, then 😀."
    assert unprintable(text) == ["😀", "𓀀"]
    assert spelled_out(text) == "Drew [U+1F600] and [U+13000], then [U+1F600]."


def test_a_private_or_unassigned_character_is_told_too():
    assert unprintable("a\ue001b\U000e0fff") == ["\ue001", "\U000e0fff"]


def test_what_prints_as_nothing_is_neither_told_nor_printed_while_line_breaks_stay():
    text = "Zé\u2060ro\x07\tone\ntwo\U000e0041"
    assert unprintable(text) == []
    assert spelled_out(text) == "Zéro\tone\ntwo"
