"""The beginnings and ends of words by which the rules of claims and of speakers tell one use from another."""

from typing import Final

from processors.analyse.cues import folded

# --- speakers ---
# After these an organisation is an object, not who speaks.
BLOCKING: Final = frozenset(
    folded(
        "تتهم | اتهمت | يتهم | اتهم | متهمة | متهما | اتهموا | accuses | accused | blames | blamed | من | ضد | على | إلى | عن | بحق | حول | بشأن | مع | قرب | بين | لدى | مقرات | مقر | مواقع | استهداف | قصف | اتهام | هجوم | هجمات | موقع | قادة | مقاتلي | عناصر | against | to | at | with | about | on | from | over | برضد | عليه | به | از"
    )
)
# An attached ل or ب makes an object too, unless it follows one of these.
OWNED: Final = folded(
    "احن | نحن | إخوتكم | إخوانكم | أبناؤكم | أبنائكم | شباب | ولد | المسؤول | قيادي | القيادي | قائد | زعيم | الجناح | الذراع | منصة | قناة | حساب | المعروف | المسم | الملقب | التابع | المتحدث | الناطق | الإعلام | بيان | المكتب | العام | الرسمي | العسكري | مجاهد | منسوب | قيادي | السياسي | باسم | مسؤول"
)
# "A warning from NAME": the name speaks.
FROM: Final = frozenset(folded("من | عن | from | by"))
SPOKEN: Final = folded(
    "صدر | بيان | تحذير | توضيح | رسالة | إنذار | بلاغ | رد | تصريح | نداء | تهديد | إعلان | خبر | تنبيه | نفي | هام | صادر | عاجل | تعليق | statement | warning | message | threat | claim | denial"
)
ALL_OF: Final = folded("كل")[0]
THEY: Final = folded("الحركة | الفصيل | الجماعة | المجموعة | الكتائب | السرايا")
PERSIAN: Final = folded(
    "کرد | گرفت | کردند | داد | گفت | نمود | ستود | پذیرفت | شد | هشدار | نداشت | داشت | مسئولیت | تبریک | تهدید | داده | دانست | ندارد"
)
QUOTING: Final = folded("قول")
NOUN_CLAIM: Final = ("تبن ", "تبنيا ", *folded("إعلان مسؤولية | بيان تبن | إعلان تبن | بيان التبني"))
OWN_NOUNS: Final = folded("مسؤولي | تبنيه | علاقت | صلت | عدم | براءت")
TOWARDS: Final = ("ل", "الي ", "to ")
JOINED: Final = frozenset(
    {"و", "", "،", "،و", ",", "and", "&", "/", ", and", "+", "مع", "و حركه", "والي جانب", "، و", "with", "wa", "w"}
)

# --- claims ---
OUR_ENDINGS: Final = ("نا", "كم", "our men")
OURS_STARTING: Final = ("our ", "your ")
NEUTRAL_MEN: Final = folded(
    "مقاتل | مسلح | القوة | المجاهد | وحدة | رماة | قناص | رجال | شباب | ولد | مفرز | مفارز | صقور"
)
DEVOTED_MEN: Final = folded("ثلة | رزمندگان | مجاهدان | دلاوران | mujahid | mojahid | abtal | rijal")
BARE_CLAIM: Final = frozenset({"claim", "claims", "claimed", "claiming"})
SAYING: Final = folded(
    "يقول | تقول | لتقول | ليقول | saying | stating | يوثق | توثق | وثق | تروي | يروي | قال | ذكر | أفاد | أكد | تؤكد | نشر | تنشر | بث | تبث | كشف | تكشف | said | says | publish | releas | گفت | مدعی"
)
SAID_IT_DID: Final = folded("أن | it | its | they | هدف | مجاهد | تمكن | مسؤولي | تبني | بأن")
SHOWN: Final = folded(
    "صواريخ | مسيرات | تفاصيل | عبوت | attack | ied attack | rocket attack | drone attack | mortar attack | strike | استهداف | قصف | عملي | هجوم | ضرب | تفجير | دك | an attack | the attack | targeting | the targeting | its"
)
DOCUMENTING: Final = folded("يوثق | توثق | وثق | تروي | يروي")
COUNTABLE: Final = folded(
    "attack | ied attack | rocket attack | drone attack | strike | عملي | هجوم | ضرب | an attack | the attack"
)
NOT_DONE: Final = folded(
    "أن | that | وقف | تعليق | استئناف | رد | على | بدء | بعد | قبل | خلال | عقب | منذ | after | before"
)
STOPPING: Final = frozenset(
    folded(
        "مواصلة | استمرار | تصعيد | توسيع | تكثيف | وقفا | إيقافا | تعليقا | وقف | إيقاف | تعليق | رفضها | إدانتها | بعد | قبل | عدم | منع | إحباط | انتهاء | استئناف | بشأن | حول | ضد | نيتها | عزمها | فشل | halt | suspend | suspension | end | stop | not"
    )
)
PASSIVE: Final = ("تم ", "جري ", "was ", "were ", "has been", "have been")
NOMINAL: Final = folded(
    "انفجار | تدمير | إعطاب | إحراق | استهداف | قصف | تفجير | دك | ضرب | عملي | هجوم | صلي | رشق | attack on | target | إصابة | نسف"
)
RESPONSIBLE: Final = folded("مسؤول | responsib | mas2 | credit")
ANNOUNCING: Final = folded("نعلن")[0]
TAKEN: Final = folded("گرفت | پذیرفت")
NOBODY: Final = frozenset(folded("نپذیرفت | بر عهده نگرفت | برعهده نگرفت | أي جهة | لا جهة"))
BREAKING: Final = (" لكن", " ولكن", "فيما", "بينما", "غير ان", " but ", " while ", ":", " until ")
WHICH: Final = ("الذي ", "التي ")
WHO: Final = ("من ", "لمن ", "ممن ", "الذي ", "التي ", "الذين ")

# --- blessings and threats ---
WE_BLESS: Final = folded(
    "أقبل أي | أقبل جبين | أبارك | أحيي | أهنئ | أشد على | أثمن | نشيد | نمتدح | نمجد | نثمن | نحتف | نصفق | نبتهج | نثني | نستبشر | نفتخر | نفاخر | نعتز | نكبر | نرحب | نزف | نقدم | نوجه | نبعث | نرفع | نقبل | نفرح | نسر | نبار | نحي | نهن | نثمن | نشد | نشيد | نقبل | نعتز | نفت | نفخ | نشكر | تحية | ألف | هنيئا | شكرا | مبارك | نعبر | نرحب | نحتفي | قبل | درود | سلام | bless | salut | thank"
)
UNTRUE: Final = folded("عار | عاري | كذب | باطل | محض | مزور | مفبرك | لا أساس | لا صحة | افتراء | false | fabricat")
NOUN_THREAT: Final = folded("تهديد | threat")

# --- what didn't happen ---
NEGATIVE: Final = frozenset(
    folded(
        "لم | لن | لا | ما | ليس | ليست | سوف | قد تكون | ولم | ولا | ولن | not | never | will | would | could | may | might | didn't"
    )
)
NEITHER: Final = (" لا", " ولا", " لا حركه", "neither", " nor", " ما", " لم")
# What may be adopted without a shot; the words right behind the verb say so.
CIVIL: Final = folded(
    "أطفال | أطفالا | يتامى | دار الأيتام | كافة مطالب | مبادرة | حملة ل | حملة تبرع | حملة توع | حملة إغاث | حملة خير | حملة وطني | حملة تطوع | حملة شعبي | حملة انتخابي | حملة تنظيف | حملة دعم | حملة إعلامي | حملة كبرى | حملة واسعة | حملة تشجير | حملة جمع | حملة مقاطعة | حملته | حملتها | سراح | سراحه | قافلة مساعدات | قافلة إغاث | مساعدات | إغاث | وفد | وفدا | رسالة | برقية | تعاز | نداء | صندوق | قناة | منصة إعلام | دورة | خدمة | تطبيق | اسم | تسمية | هاشتاغ | وسم | استبيان | مسابقة | بطولة | موقف | موقفا | مواقف | مشروع | قانون | مقترح | رؤية | حملة إغاث | حملة خير | حملة تبرع | حملة توع | مبادرة | خطاب | نهج | سياسة | خيار | قضية | ملف | قرار | فكرة | مطلب | مطالب | دعم | رواية | توصي | استراتيجي | خطة | برنامج | طفل | رعاية | كفالة | يتيم | أيتام | موازنة | تشريع | توجه | مرشح | قائمة | وساطة | أسلوب | منهج | عقيدة | فكر | طرح | تعديل | نظام | ميثاق | إصلاح | شعار | علاج | بناء | ترميم | إعمار | ترشيح | bill | a bill | motion | resolution | policy | proposal | plan | stance | law | position | strategy | approach | budget | new charter"
)
# The dead to whom an attack is dedicated are no victims of it.
DEDICATED: Final = frozenset(
    folded(
        "كل | أم | أرواح | روح | دماء | دم | لدماء | لدم | ثأر | ثأرا | إلى | عوائل | لأرواح | لروح | ذكرى | باسم | عملية | وفاء | عهد | انتقاما | إهداء | قادة | القادة | ردا على | على | قتلة"
    )
)
READY: Final = folded("جاهز | بانتظار | تنتظر | موجهة | مصوبة | على أهبة | لن | سوف | ready | await")
ABOUT_IT: Final = folded("عن | حول | بشأن | بخصوص | تعليقا | ردا | about | on | regarding | over")
NOT: Final = (" ما ", " مو ", " مش ", " لا ", " ولا ", "\nما ", " not ")
# What an attack is, when it is spoken of as such: no report of one.
IN_GENERAL: Final = folded(
    "حق مشروع | حق كفل | حق لنا | حقنا | واجب | هدف مشروع | خيار | مستمر | سيستمر | لن يتوقف | لن تتوقف | سيبقى | شرف | ليس جريمة | لا يحتاج | متوقع | is a right | is our right | is legitimate | will continue | is a duty"
)
# So many rockets: a count tells of what was fired.
COUNTS: Final = frozenset(
    folded(
        "صاروخان | صاروخين | مسيرتان | مسيرتين | عبوتان | عبوتين | قذيفتان | واحدة | واحد | ثلاثة | أربعة | خمسة | ستة | سبعة | ثمانية | تسعة | عشرة | عشر | ثلاث | أربع | خمس | ست | سبع | ثماني | تسع | عشرون | ثلاثون | اثنا | صلية | رشقة | دفعة | two | three | four | five | six | seven | eight | nine | ten | a dozen"
    )
)
# Who strikes stands behind these; behind "targeting" stands who is struck.
BLOWS: Final = folded(
    "ضربات | ضربة | غار | هجوم | هجمات | صواريخ | مسيرات | طائرات | عدوان | قصف الاحتلال | قصف أمريكي | قصف الأمريكي"
)
WHO_DID: Final = folded("الذين | التي | الذي | اللي | ممن")
BEARING: Final = folded("تحمل شعار | يحمل شعار | تحمل توقيع | يحمل توقيع")

# --- aircraft ---
# Whose an aircraft is, and where one stands: then it is no weapon of the attack.
ANOTHERS: Final = folded(
    "الأمريكي | أمريكي | الاحتلال | للاحتلال | العدو | التحالف | التجسس | استطلاع | الاستطلاع | حربي | الحربي | شحن | الشحن | معادي | مدني | ركاب | تركي | إسرائيلي | المحتل"
)
HOUSING: Final = frozenset(
    folded("مرابض | مربض | حظيرة | حظائر | مدرج | مرابط | هبوط | إسقاط | إقلاع | لمرابض | لحظائر")
)
