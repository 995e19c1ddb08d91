from nlp.reading.languages import LanguageTeller

FRENCH = "Il faut planter des arbres dans les rues de la ville et sur les places"
ENGLISH = "We should plant more trees in the streets of the town and on the squares"
GERMAN = "Wir brauchen mehr Bäume in den Straßen und auf den Plätzen der Stadt"
WOLOF = "Dama bëgg ñu defar yoon yi ci sunu gox, te ñu jëmbët garab yu bari ci mbedd yi"


def test_languages_of_clear_sentences_are_told():
    teller = LanguageTeller().fit([FRENCH, ENGLISH, GERMAN, WOLOF])

    assert teller.languages_ == ["fr", "en", "de", "wo"]


def test_short_text_takes_the_language_of_the_others():
    teller = LanguageTeller().fit([FRENCH, "Il faut des bancs", "Référendum", "Square Saint-Martin"])

    assert set(teller.languages_) == {"fr"}


def test_language_that_is_given_is_not_questioned():
    teller = LanguageTeller("fr").fit([ENGLISH, "RIC"])

    assert teller.languages_ == ["fr", "fr"]


def test_languages_of_no_text_and_of_symbols_are_no_error():
    assert LanguageTeller().fit([]).languages_ == []
    assert len(LanguageTeller().fit(["🌳🌳🌳", "x" * 5000]).languages_) == 2
