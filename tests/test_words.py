"""The catalogue: every sentence has its translation, with the same gaps."""

import re
from pathlib import Path

from babel.messages.pofile import read_po
from sentences import sentences

import shuping

HOUSE = Path(shuping.__file__).parent
CATALOGUE = HOUSE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def translations() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    return {str(one.id): str(one.string) for one in catalogue if one.id}


def test_every_sentence_has_its_translation_and_no_other() -> None:
    translated = translations()

    assert set(sentences()) - translated.keys() == set()
    assert translated.keys() - set(sentences()) == set()
    assert [text for text, told in translated.items() if not told] == []


def test_a_translation_has_the_gaps_of_its_sentence() -> None:
    def gaps(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w+\}", text))

    unlike = [text for text, told in translations().items() if gaps(text) != gaps(told)]

    assert unlike == []


def test_chinese_takes_full_width_punctuation() -> None:
    half = re.compile(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]")
    found = [told for told in translations().values() if half.search(told)]

    assert found == []
