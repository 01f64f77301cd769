"""How hard a text is to read."""

import re


def grade(text: str) -> float:
    """Flesch-Kincaid with counted vowel groups, as in design 7."""
    sentences = [part for part in re.split(r"[.!?]", text) if part.strip()]
    words = re.findall(r"[A-Za-z]+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower()))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
