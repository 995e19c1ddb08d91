from types import SimpleNamespace

import numpy as np

from nlp.placing import main_groups


def placed(*, owners, lengths, themes, subthemes, confidence=None, rare=None, originals=None):
    owners, lengths = np.array(owners), np.array(lengths)
    count = owners.max(initial=-1) + 1
    return main_groups(
        SimpleNamespace(owners=owners, starts=np.zeros(len(owners)), ends=lengths),
        themes=np.array(themes),
        subthemes=np.array(subthemes),
        confidence=np.ones(len(owners)) if confidence is None else np.array(confidence),
        rare=np.zeros(len(owners), dtype=bool) if rare is None else np.array(rare),
        originals=np.arange(count) if originals is None else np.array(originals),
    )


def test_main_theme_is_the_one_of_most_of_the_text():
    found = placed(owners=[0, 0, 0], lengths=[30, 20, 25], themes=[0, 1, 1], subthemes=[0, 1, 2])

    assert found.themes.tolist() == [1]
    assert found.subthemes.tolist() == [2]


def test_main_subtheme_lies_in_the_main_theme():
    found = placed(owners=[0, 0, 0], lengths=[50, 30, 30], themes=[0, 1, 1], subthemes=[0, 1, 2])

    assert (found.themes[0], found.subthemes[0]) == (1, 1)


def test_equal_halves_leave_the_first_theme():
    found = placed(owners=[0, 0], lengths=[10, 10], themes=[4, 2], subthemes=[8, 3])

    assert (found.themes[0], found.subthemes[0]) == (4, 8)


def test_confidence_is_that_of_the_main_group_by_length():
    found = placed(
        owners=[0, 0, 0],
        lengths=[30, 10, 20],
        themes=[0, 0, 1],
        subthemes=[0, 0, 1],
        confidence=[1.0, 0.2, 0.0],
    )

    assert found.confidence.tolist() == [0.8]


def test_text_with_one_rare_idea_is_rare():
    found = placed(
        owners=[0, 0, 1], lengths=[9, 3, 5], themes=[0, 1, 0], subthemes=[0, 1, 0], rare=[False, True, False]
    )

    assert found.rare.tolist() == [True, False]


def test_copy_takes_the_group_of_its_original_though_its_spaces_weigh_otherwise():
    found = placed(
        owners=[0, 0, 1, 1],
        lengths=[10, 9, 10, 11],
        themes=[0, 1, 0, 1],
        subthemes=[0, 1, 0, 1],
        originals=[0, 0],
    )

    assert found.themes.tolist() == [0, 0]
    assert found.subthemes.tolist() == [0, 0]


def test_text_without_passages_has_no_group():
    found = placed(owners=[1], lengths=[5], themes=[0], subthemes=[0])

    assert found.themes.tolist() == [-1, 0]
