"""What people type as names, areas and days."""

import pytest

from rasd.asked import area_of, before_of, choice_of, in_baghdad, organisation_of, since_of
from rasd.errors import UserError
from schemas.registry import load_registry

REGISTRY = load_registry()


@pytest.mark.parametrize(
    "asked",
    [
        "ashab_al_kahf",
        "Ashab al-Kahf",
        "ASHAB AL KAHF",
        "أصحاب الكهف",
        "اصحاب الكهف",
        "أصحــاب_الكهف",
        "Companions of the Cave",
        "AK",
    ],
)
def test_an_organisation_is_known_by_any_of_its_names_however_written(asked):
    assert organisation_of(asked, REGISTRY) == "ashab_al_kahf"


def test_an_unknown_name_is_told_with_those_that_are_near():
    with pytest.raises(UserError, match=r"did you mean .*ashab_al_kahf"):
        organisation_of("ashab kahf", REGISTRY)
    with pytest.raises(UserError, match="known are"):
        area_of("zzzz", REGISTRY)
    assert area_of("قاعدة عين الاسد", REGISTRY) == "al_asad"


def test_every_name_of_the_registry_leads_to_its_organisation_or_one_that_shares_it():
    for organisation in REGISTRY.organisations:
        assert organisation_of(organisation.id, REGISTRY) == organisation.id
        for name in (*organisation.names_ar, *organisation.names_en):
            assert organisation_of(name, REGISTRY)


def test_a_wrong_choice_is_told_with_the_near_one():
    assert choice_of("--claim", " Claim ", ("claim", "denial")) == "claim"
    with pytest.raises(UserError, match="did you mean denial"):
        choice_of("--claim", "denail", ("claim", "denial"))


def test_a_day_is_baghdads_and_is_meant_to_its_end():
    assert since_of("--from", "2021-07-05") == "2021-07-04T21:00:00Z"
    assert before_of("--to", "2021-07-05") == "2021-07-05T21:00:00Z"
    assert since_of("--from", "2021-07-05T14:30:00Z") == "2021-07-05T14:30:00Z"
    assert before_of("--to", "2021-07-05T14:30") == "2021-07-05T11:30:00Z"
    assert in_baghdad("2021-07-05T14:30:00Z") == "2021-07-05 17:30"


@pytest.mark.parametrize("asked", ["yesterday", "2021-13-01", "05/07/2021", "", "0001-01-01"])
def test_what_is_no_date_is_told_with_an_example(asked):
    with pytest.raises(UserError):
        since_of("--from", asked)
