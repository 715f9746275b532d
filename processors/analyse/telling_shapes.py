"""How texts speak of a body and its words: headlines, verbs before and behind the name, what only belongs to it."""

import re
from typing import Final

from processors.analyse.cues import folded
from processors.analyse.statement_words import NO_WORDS_OF_ITS_OWN, NOT_THE_BODY, PLACING

OURSELVES: Final = ("نحن في ", "اننا في ", "نحن ", "\nمن ")
# A name, "statement of 2 March" and a colon make a headline.
HEADLINE: Final = re.compile(
    r"(?: to | الي | ل)[^\n.:؟?]{2,30}:|[^\n.:؟?]{0,6}(?:statement|بيان|بيانيه)[^\n.:؟?]{0,24}:"
)
PERSIAN: Final = (" را ", " است", " كرد", " هاي ")
QUOTED: Final = re.compile(r"[«\"“][^«»\"“”]{18,}[»\"”]")
# What a body does in a headline, in either order; what it is, was or suffers is no news of its words.
DOES: Final = re.compile(
    r"\W{1,4}(?:(?:في بغداد|في العراق|اليوم|مجددا|بدورها|من جديد|again|today)\W{1,2})?"
    r"و?(لا ت\w{2,}|لن ت\w{2,}|ست\w{2,}|ت\w{2,}|\w{2,}ت"
    r"|(?:has|have) (?!be|lost|failed|no |not |its|a |an |the |members)[a-z]{3,}"
    r"|[a-z]{3,}(?:s|ed)|sets?|put|puts|gave|made|lays?|to)(?!\w)"
)
DONE: Final = re.compile(
    r"(?:^|[\n.:|!/»\"،,]\s{0,2}|(?:عاجل|الان|هام|بالفيديو)\s)(?:و|ف|س|قد )?(ت\w{2,}|\w{2,}ت)\s(?:ال\w{4,}\s)?$"
)
WHAT_IT_DID: Final = re.compile(r"(?<!\w)(?:ما|الذي|التي) (\w{2,}ته?ا?)\s$")
QUOTE_ENDS: Final = re.compile(r"[»”\"]\s?[-–—|]?\s?$")
IS_ONLY: Final = frozenset(folded(NO_WORDS_OF_ITS_OWN))
WORDS_OF: Final = (
    "موقف ",
    "كلام ",
    "رساله ",
    "خطاب ",
    "كلمه ",
    "تصريح ",
    "قرار ",
    "مسوده ",
    "وثيقه ",
    "شروط ",
    "مطالب ",
    "موضع ",
    "پيام ",
)
# "The flags of NAME are raised": the verb behind is theirs.
OF_IT: Final = frozenset(folded(NOT_THE_BODY))
ASKING: Final = ("سوال", "لماذا", "كيف", "why ", "question")
PREPOSITIONS: Final = frozenset(folded(PLACING))
SPEAKING_OF: Final = (
    "كاتب",
    "محلل",
    "خبير",
    "باحث",
    "مراقب",
    "نايب",
    "سياسي",
    "لافته",
    "استاذ",
    "analyst",
    "expert",
    "researcher",
    "critics",
    "الصحفي",
    "من هي",
    "من هم",
    "ماذا",
    "لماذا",
    "كيف",
    "هل ",
    "why ",
    "how ",
    "who ",
    "what ",
    "whether ",
)
TEXT_OF: Final = re.compile(
    r"(?<!\w)(?:نص|مضمون|تفاصيل|فقرات|نقاط|بنود|مقتطفات|ملخص|خلاصه|فحوي|full text|text of|highlights|points|takeaways|متن)"
    r"[\s:](?:\w+\s){0,5}?[وبفك]?(?:ال)?(?:بيان|بيانا|رساله|كلمه|خطاب|نداء|اعلان|موقف|تصريح|statement|message|communique|بيانيه)?"
    r"\s?(?:\w+\s){0,2}ل?(?:of the|by the)?\s?$|full text:\s$"
)
NEWS_OF: Final = re.compile(
    r"(?:^|[\n.:|!،]\s?)(?:(?:ثلاثه|اربعه|خمسه|سته|سبعه|\d+|عاجل|الان|هام|جديد)\s)?"
    r"(?:شروط|مطالب|تهديد|تحذير|انذار|مهله|دعوه|توضيح|نفي|نداء|رساله|بيان|صدر|صدرت|نشر)\s(?:\w+\s)?(?:من|صادر عن|عن)?\s?[لب]?$"
)
SPOKESMAN: Final = re.compile(r"(?:ناطق|متحدث|spokesman|spokesperson)\s?(?:باسم|of the|for the)?\s?$")
SPEAKS: Final = re.compile(r"\W{1,3}(?:ي\w{2,}|says|reads|said)(?!\w)")
SIGNED_BY: Final = re.compile(r"(?:توقيع|موقع باسم|ممهور باسم|signed by the|signed by)\s?$")
DATE_LINE: Final = re.compile(  # 12/10/2021, 2021/10/12, 1443 هـ, 2021م
    r"(?=\d)(?:\d{1,2}\s?[/. ]\s?\d{1,2}\s?[/. ]\s?\d{4}|\d{4}\s?/\s?\d{1,2}\s?/\s?\d{1,2}"
    r"|(?<!\w)1[34]\d\d\s?(?:ه|هجريه?)(?!\w)|(?<!\w)20\d\d\s?(?:م|ميلاديه?)(?!\w))"
)
