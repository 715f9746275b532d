"""To praise and to deny, in every person and with whatever is praised or denied."""

from itertools import product
from typing import Final


def _join(*forms: str) -> str:
    return " | ".join(dict.fromkeys(forms))


def _persons(written: str, *, ours: bool) -> list[str]:
    """Past and present of each verb, in the third person or in the first of the plural; what it governs may follow."""
    forms = []
    for each in written.split("|"):
        past, present, *governs = each.split()
        what = f" {' '.join(governs)}" if governs else ""
        what += "*" if what.endswith(OPEN) else ""
        weak = past.endswith(("ى", "ا"))
        base = past[:-1] if weak else past
        if ours:
            forms += [f"ن{present}{what}", f"{base}{'ي' if weak else ''}نا{what}"]
            continue
        forms += [
            f"{verb}{what}" for verb in (past, f"{base}ت", f"{base}وا", f"{base}تا", f"ت{present}", f"ي{present}")
        ]
        forms += [
            f"{who}{present.removesuffix('ي')}{end}{what}" for who, end in (("ي", "ون"), ("ت", "ان"), ("ي", "ان"))
        ]
    return forms


def _crossed(*parts: str) -> list[str]:
    """Every way to put the words of several lists side by side."""
    return [" ".join(filter(None, each)) for each in product(*(part.split("|") for part in parts))]


OPEN: Final = ("نفس", "زج", "اتهام", "إقحام")  # a possessive follows these
_PRAISING: Final = "أشاد شيد | امتدح متدح | مجد مجد | ثمن ثمن | احتفى حتفي | صفق صفق ل | ابتهج بتهج | أثنى ثني على | استبشر ستبشر | افتخر فتخر | فاخر فاخر | اعتز عتز | أكبر كبر في | شد شد على أيدي | شد شد على أياد | شد شد على سواعد | رحب رحب ب | حيا حيي | هنأ هنئ | بارك بارك | زف زف التهاني | زف زف أجمل التهاني | قدم قدم التهاني | قدم قدم التبريكات | وجه وجه التحية | وجه وجه تحية | بعث بعث التحية | بعث بعث تحية | رفع رفع القبعة | قبل قبل أيادي | قبل قبل أيدي | قبل قبل جبين | قبل قبل جباه | فرح فرح ب | سر سر ب | شكر شكر"
_DENYING: Final = "نفى نفي | أنكر نكر | كذب كذب | فند فند | دحض دحض | تبرأ تبرأ | تنصل تنصل | نأى نأى بنفس | رفض رفض اتهام | رفض رفض زج | رفض رفض إقحام | رفض رفض الاتهام | رد رد على اتهام | استنكر ستنكر زج | استنكر ستنكر اتهام | استغرب ستغرب زج | استغرب ستغرب اتهام | استغرب ستغرب إقحام | تنكر تنكر ل | نزه نزه نفس"
_HAIL: Final = "سلمت|بوركت|عاشت|طابت|دامت|حيا الله|حي الله|لله در|تحيا|عز الله|سلم الله|حفظ الله|نصر الله|بارك الله في|بارك الله ب|قبلات على|قبلة على|سلام على|سلام الله على|تسلم|يحيا|عاشوا|ألف سلام على"
_HANDS: Final = "الأيادي|الأيدي|السواعد|الأنامل|الزنود|اليد|اليمين|الهمم|العزائم|البنادق|الأكف|أيادي*|أياد|أيدي*|ايدي*|سواعد*|أنامل*|زنود*|يد|يدي*|يمين*|رماة|رجال|همم|أبطال|الأبطال|الرجال|الرماة"
_NO_PART: Final = [
    *_crossed("غير", "معنية|معني|معنيين|مسؤولة|مسؤول|مسؤولين|ضالعة|ضالع|متورطة|متورط|مشاركة|مشارك"),
    *_crossed("مالهم|مالها|ماله|ما إلهم|ما إلها|ما إله|ماكو إلهم|ماكو إلها", "|أي", "دخل|علاقة|يد|صلة|شغل|دعوة"),
    *_crossed(
        "rejects|rejected|rejecting|denies|denied",
        "|us|u.s.|american|the|any|all|government",
        "accusation*|allegation*|charges|blame|responsib*|involvement|role|link*|claims",
    ),
]

# "bless" cues: their subject blesses, or we do.
BLESSES: Final = _join(
    *_persons(_PRAISING, ours=False),
    *_persons(_PRAISING, ours=True),
    "أقبل أيادي | أقبل أيدي | أقبل جبين | أبارك | أحيي | أهنئ | أشد على أيدي | أشد على أياد* | أثمن | فخر لكل | فخر لنا | مبعث فخر | مصدر فخر | محل فخر | ترفع الرأس | يرفع الرأس | مشيدا ب* | مشيدة ب* | إشادة ب* | مباركا | مباركة | مهنئا | مهنئة | محييا | محيية | مثمنا | مثمنة | مبتهجا | مبتهجة | مفتخرا | مفتخرة | proud of | hats off | kudos to | bravo | heroes who | lions who | heroes behind | saluted | saluting | hailing | praising | lauding | applauding | commending | congratulating | cheering | a source of pride | pride in | kiss the hands | kiss the foreheads | kiss your hands | هله ب* | هلا ب* | يا هلا ب* | natural response | act of heroism | act of resistance | آفرین | قدردانی کرد* | تبریک گفت* | مایه افتخار | مایه مباهات | خدا قوت | ستایش کرد*",
)
BLESSED_HANDS: Final = _join(
    *_crossed(_HAIL, _HANDS),
    "ابن بار | أبناء بررة | تاج على رأس* | تاج على الرأس | فخر الأمة | فخر لنا | أشرف الرجال | رفعتم رؤوسنا | رفعوا رؤوسنا | رفعتم رأسنا | بردتم قلوبنا | بردت قلوبنا | أبردتم | شفيتم غليل* | شفى غليل* | قرت عيون* | قرت أعين* | أقررتم عيون* | الله يعطيكم العافية | الله ينصركم | الله يحفظكم | عافية عليكم | عافيه عليكم | هلا بيكم | رايتكم بيضا | بيض الله وجوهكم | كفيتم ووفيتم | ما قصرتم | ما قصروا | نعم الرجال | نعم الفعل | نعم الرد",
)
DENYING: Final = _join(
    *_persons(_DENYING, ours=False),
    *_NO_PART,
    "نافيا | نافية | نافين | منكرا | منكرة | مكذبا | مكذبة | متبرئا | متبرئة | متنصلا | متنصلة | نفيا قاطعا | نفيا لما | تكذيبا لما | refutes | refuted | disputes | disputed | dismisses | dismissed | repudiates | repudiated | shrugs off | no hand in | had no hand | not its doing | not its work | was not its | weren t theirs | werent theirs | wasn t theirs | not theirs | were not theirs | زج اسمها | زج اسمه | إقحام اسمها | إقحام اسمه | توريط اسمها | were not its | not the author | washed its hands | تکذیب کرد* | رد کرد* | بی اساس خواند* | بی اساس است | بی اساس دانست* | ساختگی | دست داشتن در * را رد",
)
WE_DENIED: Final = _join(
    *(form for form in _persons(_DENYING, ours=True) if not form.startswith("نرد")),
    "لا يمت إلينا | لا يمت لنا | لا تمت إلينا | لا تمت لنا | لا يمثلنا | لا تمثلنا | لا يمثل رأينا | لا يخصنا | لا تخصنا | ليس من أدبياتنا | ليس من أخلاقنا | ليس من شيمنا | ليس من نهجنا | ليس منهجنا | ليست من عملنا | ليست من فعلنا | انتحال اسمنا | انتحال صفتنا | ينتحل اسمنا | باسمنا زورا | لم تكن لنا | لم تكن منا | لا تعود لنا | لا تعود إلينا | مالنا دخل | مالنا علاقة | مالنا أي | ونجهل مطلق* | ليست لنا | ليست منا | ليس من صنعنا | ليست صواريخنا | ليست مسيراتنا | ليست عبواتنا | مو شغلنا | مو شغلنه | مو مالتنا | مو النه | مو إلنا | مو منا | ما ضربنا | ما قصفنا | ما سوينا | ما سويناها | wasn t us | none of our business | not our rockets | not our drones | we reject | we refute | we had no hand | we played no role",
)
