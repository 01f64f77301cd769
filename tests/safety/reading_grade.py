"""How hard a text is to read: the Flesch-Kincaid grade, with syllables counted as groups of vowels."""

import re

SENTENCE_END = re.compile(r"[.?!:]+(?=\s|$)")
WORD = re.compile(r"[A-Za-z’'-]*[A-Za-z]|\d+(?:[.,]\d+)?")
SILENT = re.compile(r"[^aeiouyl]e$|[aeiouy]les?$|[^aeiouyszxcghlt]es$|[^aeiouytd]ed$")
VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text) if WORD.search(part)]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end (strike, strokes, rubbed; not marble, marbles) left out; at least 1."""
    groups = len(VOWELS.findall(word.lower()))
    return max(1, groups - bool(SILENT.search(word.lower())))


def grade(text: str) -> float:
    count = len(words(text))
    spoken = sum(syllables(word) for word in words(text))
    return 0.39 * count / len(sentences(text)) + 11.8 * spoken / count - 15.59


def longest_sentence(text: str) -> int:
    return max(len(words(sentence)) for sentence in sentences(text))
