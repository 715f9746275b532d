"""The letters that writers use for each other, and those that only look alike.

Everything here is a fact about scripts. `schemas/letters.py` belongs to the folded text that every detector reads; these
tables serve the search for hidden names only, since they also join letters that ordinary words tell apart.
"""

from typing import Final

# Characters that show nothing: inside a word they are there to break it up.
INVISIBLE: Final = frozenset("\u00ad\u061c\u180e\u200b\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff")  # fmt: skip
TATWEEL: Final = "ـ"

# Neighbouring languages' own letters, and Arabic ones with other dots: read as the letter that they replace in a name.
NEIGHBOURS: Final = {
    **dict.fromkeys("پٻڀݐݑݒݓݔݕݖ", "ب"), **dict.fromkeys("چڃڄڿݘ", "ج"), **dict.fromkeys("ځڂڅݗݮ", "ح"), **dict.fromkeys("ژڙݛݫ", "ز"), **dict.fromkeys("ڑڒړڔږݬ", "ر"),
    **dict.fromkeys("ڤڢڣڥݠݡ", "ف"), **dict.fromkeys("ڧڨ", "ق"), **dict.fromkeys("گڰڱڲڳڴ", "ك"), **dict.fromkeys("ٹٺټٽٿ", "ت"), **dict.fromkeys("ڈډڊڋڌڍ", "د"), **dict.fromkeys("ڎڏڐ", "ذ"),
    **dict.fromkeys("ښڛݭݰ", "س"), **dict.fromkeys("ڝڞ", "ص"), "ڟ": "ط", **dict.fromkeys("ڠݝݞݟ", "ع"), **dict.fromkeys("ڹںڻڼڽݨݩݧ", "ن"), **dict.fromkeys("ݥݦ", "م"),
}  # fmt: skip
# Digits and Latin letters that stand for an Arabic letter of like shape or sound, inside an Arabic word only.
STAND_INS: Final = {
    "1": "ا", "l": "ا", "i": "ا", "|": "ا", "!": "ا", "a": "ا", "0": "ه", "o": "ه", "5": "ه", "h": "ه", "3": "ع", "7": "ح", "9": "و", "8": "ق", "6": "ط", "2": "ا", "4": "ا",
    "b": "ب", "t": "ت", "s": "س", "d": "د", "r": "ر", "f": "ف", "k": "ك", "n": "ن", "m": "م", "q": "ق", "w": "و", "u": "و", "y": "ي", "j": "ل", "c": "ع", "e": "ع", "z": "ز", "x": "خ", "g": "ق", "p": "ب", "v": "ح", "ε": "ع", "ɛ": "ع",
}  # fmt: skip
# Without its dots a letter may be any of its row; writers leave the dots out so that no filter reads them.
DOTLESS: Final = "ٮٯڡںڪٸٶ"
SHAPES: Final = {
    **dict.fromkeys("بتثنيٮںئ", "ٮ"), **dict.fromkeys("جحخ", "ح"), **dict.fromkeys("دذ", "د"), **dict.fromkeys("رز", "ر"), **dict.fromkeys("سش", "س"),
    **dict.fromkeys("صض", "ص"), **dict.fromkeys("طظ", "ط"), **dict.fromkeys("عغ", "ع"), **dict.fromkeys("فقٯڡ", "ڡ"),
}  # fmt: skip
