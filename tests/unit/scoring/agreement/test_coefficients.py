"""All coefficients of one set of ratings together, and where each is written down."""

from pathlib import Path

from debrief.scoring.agreement import Form, Metric, Reach, Weighting, agreement
from tests.unit.scoring.agreement.tables import from_table, read, simulated

METHODS = Path(__file__).parents[4] / "docs/methods.md"


def test_a_firm_without_common_units_has_alpha_and_gwet_and_no_table():
    given = simulated(60)
    found = agreement(read(given), replicates=100)
    assert found.ratings == len(given)
    assert all(found.alpha[metric].value is not None for metric in Metric)
    assert all(found.gwet[weighting].value is not None for weighting in Weighting)
    assert found.alpha_interval.low < found.alpha[Metric.ORDINAL].value
    assert {found.intraclass[form].value for form in Form} == {None}
    assert found.concordance.value is None


def test_a_complete_table_has_all():
    found = agreement(from_table([[1, 2, 2], [3, 3, 4], [5, 4, 5], [2, 2, 1]]), replicates=10)
    assert all(found.intraclass[form].value > 0.8 for form in Form)
    assert found.concordance.value > 0.8
    assert found.alpha_interval.low is None, "four candidates are too few to draw from"


def test_no_ratings_say_nothing():
    found = agreement(read([]))
    assert found.ratings == 0
    assert {each.value for each in found.alpha.values()} == {None}


def test_every_coefficient_stands_in_the_documentation():
    told = METHODS.read_text(encoding="utf-8")
    names = [*Metric, *Weighting, *(f"ICC({each})" for each in [*Form, *Reach])]
    assert [name for name in names if f"`{name}`" not in told] == []
