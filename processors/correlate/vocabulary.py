"""Words that everybody writes, and words that say how a post stands to others. All folded as the detectors fold."""

from typing import Final

from processors.analyse.normalise import fold
from processors.analyse.words import Words, words


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


# They say nothing of what is told: prayers, greetings, condolence, what channels put around another's text.
FORMULA: Final = _set(
    "بسم الله الرحمن الرحيم باسمه بسمه تعالى اللهم صل صلي على محمد وآل وال وآله آله الطاهرين الطيبين والصلاة والسلام السلام عليكم عليك سلام ورحمة رحمة "
    "وبركاته بركاته إنا لله وإنا إليه راجعون والحمد الحمد رب العالمين ولا حول ولا قوة إلا بالله العلي العظيم والعاقبة للمتقين وما النصر من عند "
    "العزيز الحكيم إن ينصركم فلا غالب لكم تنصروا ينصركم ويثبت أقدامكم وسيعلم الذين ظلموا أي منقلب ينقلبون صدق صباح الخير مساء النور جمعة مباركة "
    "رمضان كريم عيد مبارك سعيد كل عام وأنتم بخير تقبل أعمالكم طاعاتكم عظم أجوركم أبا عبد يا حسين الحسين قوي عزيز والله ولي التوفيق نعم المولى ونعم النصير "
    "بعون وتوفيقه بفضل سبحانه وتعالى عز وجل إخوانكم أبناؤكم "
    "عاجل الآن متابعة منقول وردنا وصلنا البيان الآتي للمزيد تابعونا اشترك اشتركوا قناة قناتنا رابط القناة شاهد نص بيان صادر "
    "urgent breaking news via source follow join channel subscribe"
)
STOP: Final = _set(
    "في من الى على عن مع هذا هذه ذلك التي الذي الذين و او ان أن إن كان كانت قد ما لا لم لن كل بعد قبل عند بين حتى ثم كما وقد وفي ومن وعلى والى به له لها لهم "
    "the a an of in on at to and for by with from is are was were its it that this be has have as or را به از در و که این آن با برای است شد"
)
LOOK_BACK: Final = words(
    "look_back", "ذكرى", "الذكرى", "في مثل هذا اليوم", "مثل هذا اليوم", "من الأرشيف", "أرشيف", "قبل عام", "قبل سنة", "العام الماضي", "السنوية", "نستذكر", "نذكر ب*", "تذكير", "إعادة نشر", "نعيد نشر",
    "anniversary", "a year ago", "one year ago", "on this day", "throwback", "looking back", "look back", "last year's", "بيانات الهيئة", "from the archive", "repost", "سالگرد", "سال گذشته", "پارسال",
)  # fmt: skip
# A second event beside one that was told of before.
ANOTHER: Final = words(
    "another", "رتل ثان", "رتل ثاني", "رتل آخر", "رتلا آخر", "رتلا ثانيا", "رتل ثالث", "هجوم ثان", "هجوما ثانيا", "هجوم آخر", "هجوما آخر", "عملية ثانية", "عملية أخرى", "العملية الثانية", "الهجوم الثاني", "الرتل الثاني", "عملية جديدة", "مجددا", "مرة أخرى", "مرة ثانية", "للمرة الثانية", "للمرة الثالثة",
    "ثاني رتل", "ثاني هجوم", "ثاني عملية", "second attack", "second convoy", "another convoy", "another attack", "a second", "a third", "new attack", "once again", "دومین", "بار دیگر", "حمله دوم",
)  # fmt: skip
# What a brand's channel writes under the pictures of its attack.
DOCUMENTS: Final = words(
    "documents", "توثيق", "مشاهد من", "مشاهد", "مشهد", "صور من العملية", "صور العملية", "صور من", "بالصور", "بالفيديو", "شاهد", "من الميدان", "لحظة استهداف", "لحظة", "فيديو العملية", "footage", "video of", "photos", "تصاویر", "ویدئو",
)  # fmt: skip
_PARTS: Final = (
    ("dawn", words("dawn", "فجر", "فجرا", "الفجر", "dawn", "سحر", "بامداد")),
    ("morning", words("morning", "صباح", "صباحا", "الصباح", "ضحى", "morning", "صبح")),
    ("noon", words("noon", "ظهر", "ظهرا", "الظهر", "noon", "midday")),
    ("afternoon", words("afternoon", "عصر", "عصرا", "العصر", "afternoon", "عصر")),
    ("evening", words("evening", "مساء", "المساء", "غروب", "evening", "عصرگاه")),
    ("night", words("night", "ليل", "ليلا", "ليلة", "الليلة", "منتصف الليل", "night", "midnight", "tonight", "شب")),
)
DAY_PARTS: Final[tuple[tuple[str, Words], ...]] = _PARTS
PART_ORDER: Final = {name: place for place, (name, _) in enumerate(_PARTS)}
