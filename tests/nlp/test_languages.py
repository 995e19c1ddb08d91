import pytest

from nlp.reading.cleaning import match_key
from nlp.reading.languages import ENCODER_LANGUAGES, LanguageTeller, knows, look

FRENCH = "Il faut planter des arbres dans les rues de la ville et sur les places"
ENGLISH = "We should plant more trees in the streets of the town and on the squares"
GERMAN = "Wir brauchen mehr Bäume in den Straßen und auf den Plätzen der Stadt"
WOLOF = "Dama bëgg ñu defar yoon yi ci sunu gox, te ñu jëmbët garab yu bari ci mbedd yi"


def among_french(text):
    return LanguageTeller().fit([FRENCH] * 100 + [text]).languages_[-1]


def test_languages_of_clear_sentences_are_told():
    teller = LanguageTeller().fit([FRENCH, ENGLISH, GERMAN, WOLOF])

    assert teller.languages_ == ["fr", "en", "de", "wo"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "نريد المزيد من الأشجار"),
        ("es", "Queremos más árboles en las calles de nuestro barrio"),
        ("it", "Vogliamo più alberi nelle strade della nostra città"),
        ("ja", "町の通りにもっと木を植えてほしい"),
        ("ko", "우리 도시에 더 많은 나무가 필요합니다"),
        ("nl", "Wij willen meer bomen in de straten van onze stad"),
        ("pl", "Potrzebujemy więcej drzew na ulicach naszego miasta"),
        ("pt", "Precisamos de mais árvores nas ruas da nossa cidade"),
        ("ru", "Нам нужно больше деревьев на улицах города"),
        ("th", "เราต้องการต้นไม้มากขึ้นบนถนน"),
        ("tr", "Şehrimizin sokaklarında daha fazla ağaç istiyoruz"),
        ("zh", "我们希望城市的街道上有更多的树木"),
    ],
)
def test_language_that_the_encoder_knows_is_told_among_french(language, text):
    assert among_french(text) == language
    assert knows(language)


@pytest.mark.parametrize(
    "text",
    [
        "Nañu defar yoon yi",
        "Xale yi mënul jàng",
        "Moom laa bëgg",
        "Dafa neex lool",
        "Njiit yi duñu déglu askan wi",
        "Begg nanu ndox bou set ci deuk bi",
        "Sunu quartier bi dafa manque éclairage",
        "Nañu organiser benn réunion ak maire bi",
    ],
)
def test_short_and_mixed_wolof_is_told_among_french(text):
    assert among_french(text) == "wo"
    assert not knows("wo")


@pytest.mark.parametrize(
    "text",
    [
        "Voir la réponse ci-dessus, ou celle de la réunion bi-mensuelle",
        "Le marché de Noël de Ndiaye à Thiès, à côté du lycée",
        "Déjà dit à Israël et à Raphaël",
        "L'auberge Ker Ys et ses crêpes",
        "La rue Bel Air",
        "Il a lu et bu au bord du lac Rose",
    ],
)
def test_french_is_never_taken_for_wolof(text):
    assert among_french(text) == "fr"


def test_french_with_a_wolof_word_is_french():
    assert among_french("Il faut que les jeunes du dëkk aient un terrain de sport") == "fr"


def test_other_languages_that_the_encoder_does_not_know_are_told():
    creole = "Lekòl la twò lwen kay mwen, fòk gen yon bis pou elèv yo"

    assert among_french(creole) == "ht"
    assert among_french("Min njiɗi ndiyam laaɓɗam") == "ff"
    assert not knows("ht")
    assert not knows("ff")


def test_short_text_takes_the_language_of_the_others():
    teller = LanguageTeller().fit([FRENCH, "Il faut des bancs", "Référendum", "Square Saint-Martin"])

    assert set(teller.languages_) == {"fr"}


def test_short_french_text_among_wolof_is_not_lost_to_the_encoder():
    texts = [WOLOF] * 30 + [FRENCH] * 10 + ["La propreté", "Des écoles neuves"]

    told = LanguageTeller().fit(texts)

    assert told.main_ == "wo"
    assert set(told.languages_[30:]) == {"fr"}


def test_language_that_is_given_is_not_questioned():
    teller = LanguageTeller("fr").fit([ENGLISH, "RIC"])

    assert teller.languages_ == ["fr", "fr"]


def test_looks_taken_in_chunks_and_with_known_keys_give_the_same():
    texts = [FRENCH, WOLOF, "Des bancs", ENGLISH, "RIC"]

    parts = [look(texts[:2]), look(texts[2:], [match_key(text) for text in texts[2:]])]
    codes, levels = ([value for part in parts for value in part[column]] for column in (0, 1))

    whole = look(texts)
    assert codes == whole[0].tolist()
    assert levels == whole[1].tolist()


def test_what_cannot_be_told_is_given_to_the_encoder():
    assert knows("un")
    assert {"fr", "en"} < ENCODER_LANGUAGES


def test_languages_of_no_text_and_of_symbols_are_no_error():
    assert LanguageTeller().fit([]).languages_ == []
    assert len(LanguageTeller().fit(["🌳🌳🌳", "x" * 5000]).languages_) == 2
