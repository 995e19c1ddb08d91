from nlp.reading.duplicates import Duplicates

LETTER = "Nous demandons que la mairie renonce au projet de parking et plante un jardin à sa place"


def test_texts_with_the_same_words_have_the_first_as_original():
    copies = Duplicates().fit(["Planter !", "Arroser", "PLANTER", "plantér"])

    assert copies.originals_ == [0, 1, 0, 0]
    assert copies.distinct_ == [0, 1]


def test_long_text_sent_three_times_is_a_campaign():
    copies = Duplicates().fit([LETTER, "Planter", LETTER.upper(), f"{LETTER}.", "Planter", "Planter"])

    assert copies.campaigns_ == [0, None, 0, 0, None, None]


def test_long_text_sent_twice_is_no_campaign():
    copies = Duplicates().fit([LETTER, LETTER])

    assert copies.campaigns_ == [None, None]
