"""What HR types into the forms of the comment rules."""

from debrief.language import Reader, Severity, flag_comment, shipped

#: A rule to turn down, and a comment that it flags.
RULE, FLAGGED = next(
    (rule, text)
    for rule in shipped().rules
    if rule.severity is Severity.WARN
    for text in rule.must_flag
    if [flag.rule_id for flag in flag_comment(text)] == [rule.id]
    and Reader(shipped().adapted({rule.id: None}, ())).flags(text) == ()
)
OWN = {
    "anchors": "good zing\nZing",
    "category": "culture_fit",
    "severity": "warn",
    "why": "A feeling is not evidence.",
    "question": "What did they do?",
    "scaffold": "Asked about ___, they ___.",
    "reason": "Works council, 3 November.",
    "replaces": "0",
}


def change(hr, state, replaces="0", reason="Asked for by the works council."):
    form = {"state": state, "reason": reason, "replaces": replaces}
    return hr.post(f"/wording-rules/rules/{RULE.id}", form)


def words(page, selector="#main-content"):
    return " ".join(page.select_one(selector).get_text(" ").split())
