from __future__ import annotations

import pytest

from scripts.check_translations import Message, complaints_about, fill_source, read_catalogue

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
CATALOGUE = """\
msgid ""
msgstr "Language: fr\\n"

#, python-format
msgid "%(number)s answer"
msgid_plural "%(number)s answers"
msgstr[0] "une réponse"
msgstr[1] "%(number)s réponses"

msgctxt "a month"
msgid ""
"May "
"and \\"June\\""
msgstr "Mai et « juin »"

#, fuzzy
msgid "Send"
msgstr "Envoi"

#~ msgid "Gone"
#~ msgstr "Parti"
"""


@pytest.fixture
def catalogue(tmp_path):
    def read(text: str) -> list[Message]:
        path = tmp_path / "django.po"
        path.write_text(text, encoding="utf-8")
        return read_catalogue(path)

    return read


def test_catalogue_is_read_with_plurals_contexts_and_marks(catalogue):
    plural, month, fuzzy, gone = catalogue(CATALOGUE)

    assert (plural.text, plural.plural) == ("%(number)s answer", "%(number)s answers")
    assert plural.translations == ["une réponse", "%(number)s réponses"]
    assert (month.context, month.text) == ("a month", 'May and "June"')
    assert fuzzy.fuzzy
    assert gone.obsolete


def test_catalogue_that_does_not_exist_is_empty(tmp_path):
    assert read_catalogue(tmp_path / "none.po") == []


def test_complete_catalogue_has_no_complaint():
    message = Message(text="Hello %(name)s", translations=["Bonjour %(name)s"])

    assert complaints_about("fr", [message], [message]) == []


def test_plural_may_leave_the_number_out_of_its_singular(catalogue):
    [plural] = [message for message in catalogue(CATALOGUE) if message.plural]

    assert complaints_about("fr", [plural], [plural]) == []


@pytest.mark.parametrize(
    ("in_catalogue", "complaint"),
    [
        ([], "is missing from the catalogue"),
        ([Message(text="Hello", translations=[""])], "has no translation"),
        ([Message(text="Hello", translations=["Bonjour"], fuzzy=True)], "is fuzzy"),
        ([Message(text="Hello", translations=["Bonjour"], obsolete=True)], "is marked obsolete"),
        ([Message(text="Hello", translations=["Bonjour %(name)s"])], "loses or invents a placeholder"),
    ],
)
def test_incomplete_catalogue_is_told_what_is_wrong(in_catalogue, complaint):
    used = [Message(text="Hello")]

    lines = complaints_about("fr", in_catalogue, used)

    assert any(complaint in line and "“Hello”" in line for line in lines)


def test_sentence_that_left_the_code_must_leave_the_catalogue():
    known = [Message(text="Hello", translations=["Bonjour"])]

    assert complaints_about("fr", known, []) == ["fr: “Hello” is in the catalogue but no longer in the code."]


def test_source_language_is_filled_with_its_own_sentences(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(
        f'{HEADER}\n#, fuzzy\nmsgid "Hello"\nmsgstr "Hi, as it was once written"\n', encoding="utf-8"
    )

    fill_source(path)

    (hello,) = read_catalogue(path)
    assert hello.translations == ["Hello"]
    assert not hello.fuzzy
    assert complaints_about("en", [hello], [hello]) == []
