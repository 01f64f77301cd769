"""How hard a text is to read: the Flesch-Kincaid grade, with syllables counted as groups of vowels."""

import re

SENTENCE_END = re.compile(r"[.?!:]+(?=\s|$)")
WORD = re.compile(r"[A-Za-z’'-]*[A-Za-z]|\d+(?:[.,]\d+)?")
VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text) if WORD.search(part)]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end left out, at least 1. A number or a unit counts as 1."""
    groups = len(VOWELS.findall(word.lower()))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouy]e[ds]$", word.lower()) is not None
    return max(1, groups - silent)


def grade(text: str) -> float:
    count = len(words(text))
    spoken = sum(syllables(word) for word in words(text))
    return 0.39 * count / len(sentences(text)) + 11.8 * spoken / count - 15.59


def longest_sentence(text: str) -> int:
    return max(len(words(sentence)) for sentence in sentences(text))
