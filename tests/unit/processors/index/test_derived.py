"""Fields that a document has to be searched by."""

import pytest

from processors.analyse.normalise import LETTERS, LOOKALIKES, fold
from processors.index.derived import MOST_JOINED, complete, joined
from processors.index.document import document_of
from schemas import analysis
from schemas.messages import AnalysedPost, Brand, Channel, Claim


def test_elasticsearch_folds_the_letters_that_the_detectors_fold():
    assert analysis.LETTERS == LETTERS
    assert analysis.LOOKALIKES == LOOKALIKES
    for places in analysis.COMPOSED:
        for character in map(chr, places):
            if character.isalpha():
                assert analysis.fold(character) == fold(character), hex(ord(character))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ا ص ح ا ب ا ل ك ه ف", "اصحابالكهف"),
        ("و ا ص ح ا ب", "اصحاب"),
        ("ك.ت.ا.ئ.ب", "كتايب"),
        ("اصح*اب", "اصحاب"),
        ("ا-ص-ح-ا-ب", "اصحاب"),
    ],
)
def test_words_that_were_spread_out_or_broken_are_put_together(text, word):
    assert word in joined(fold(f"قالت {text} اليوم"))


@pytest.mark.parametrize(
    "text", ["كلام عادي، بلا شيء.", "see https://t.me/some_channel/12", "1 2 3 4 5", "قال: نعم", ""]
)
def test_ordinary_text_has_none(text):
    assert joined(fold(text)) == ()


def test_a_hostile_text_can_not_make_the_index_grow():
    assert len(joined(fold("ا*ب*ت " * 10_000))) <= MOST_JOINED + 1
    assert (
        len(joined(fold(" ".join(f"ا*ب{chr(0x628 + n % 20)}{chr(0x628 + n // 20)}" for n in range(300)))))
        <= MOST_JOINED + 1
    )


def test_a_document_has_every_name_of_whom_it_names_and_the_places_of_its_claim():
    brand = Brand(id="ashab_al_kahf", surface="x", start=0, end=1, disguised=True, role="claimant")
    post = AnalysedPost(
        post_id="1:2",
        channel=Channel(id=1),
        message_id=2,
        date="2021-07-01T00:00:00Z",
        brands=(brand,),
        claim=Claim(areas=("erbil", "a free place")),
    )
    made = complete(document_of(post))
    assert {"ashab_al_kahf", "أصحاب الكهف", "Ashab al-Kahf", "اصحابالكهف"} <= set(made.brand_names)
    assert (made.brand_roles, made.disguised_brands) == (("ashab_al_kahf:claimant",), ("ashab_al_kahf",))
    assert [(place.id, place.committee) for place in made.places] == [("erbil", "northern")]
    assert made.places[0].location
    assert made.link == "https://t.me/c/1/2"


def test_completing_again_changes_nothing():
    post = AnalysedPost(post_id="1:2", channel=Channel(id=1, username="c"), message_id=2, date="2021-07-01T00:00:00Z")
    made = complete(document_of(post))
    assert complete(made) == made
    assert made.link == "https://t.me/c/2"
