"""The letters that writers use for each other: one table for the detectors and for the search in Elasticsearch.

Hamza seats and the forms of letters that old programs stored aren't listed: Unicode takes them apart (NFKD).
"""

from typing import Final

LETTERS: Final = {
    # Hamza seats lose their hamza by NFKD; these are letters of their own.
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ے": "ي", "ۓ": "ي", "ۑ": "ي", "ۍ": "ي", "ؽ": "ي", "ؾ": "ي", "ؿ": "ي",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ه", "ۿ": "ه",
    "ک": "ك", "ڪ": "ك", "ڭ": "ك", "ګ": "ك", "ڬ": "ك", "ڮ": "ك", "ݢ": "ك", "ػ": "ك", "ؼ": "ك", "ۆ": "و", "ۇ": "و", "ۋ": "و", "ۄ": "و", "ۈ": "و", "ۉ": "و", "ۊ": "و", "ۏ": "و", "ڕ": "ر", "ڵ": "ل", "ڶ": "ل", "ڷ": "ل", "ڸ": "ل", "ݪ": "ل",
    # A joiner that Persian puts between parts of a word stands where others write a space.
    "\u200c": " ", "_": " ",
    # Apostrophes of transliteration: Asa'ib, Asaʾib, Asa’ib.
    "'": "", "’": "", "‘": "", "ʿ": "", "ʾ": "", "ʼ": "", "ʻ": "", "`": "", "´": "", "ˈ": "", "′": "",
    "-": " ", "–": " ", "—": " ", "‑": " ", "‐": " ", "#": " ", "@": " ",
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
}  # fmt: skip
# Letters of other scripts that look like Latin ones; they count as disguise.
LOOKALIKES: Final = dict(
    zip("асеорхуіјѕһкмтвнԁԛԝАСЕОРХУІЈЅКМТВНαορνικτ", "aceopxyijshkmtbhdqwACEOPXYIJSKMTBHaopvikt", strict=True)
)
