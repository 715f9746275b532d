"""What a text is about, in any of the channels' languages: how a translation is known by what it names."""

from typing import Final

from processors.analyse.normalise import fold

_CONCEPTS: Final = {
    "ceasefire": "هدنة التهدئة تهدئة ceasefire truce آتش‌بس آتشبس اتش",
    "condition": "مشروطة مشروط شروط الشروط شرط conditional condition conditions مشروط",
    "withdrawal": "انسحاب خروج الانسحاب إخراج جدولة withdrawal withdraw pullout departure leave خروج عقب‌نشینی",
    "timetable": "جدول زمني جدولا timetable schedule deadline زمان‌بندی جدول",
    "occupation": "الاحتلال احتلال المحتل occupation occupiers occupying اشغال اشغالگر اشغالگران",
    "forces": "قوات القوات forces troops نیروهای نیروها",
    "foreign": "أجنبية الأجنبية أجنبي الأجنبي foreign خارجی بیگانه",
    "america": "أمريكا أمريكي الأمريكي الأمريكية أميركا الأميركي الأميركية اميركية US U.S American America United آمریکا آمریکایی",
    "election": "انتخابات الانتخابات انتخابي الانتخابية election elections electoral انتخابات",
    "result": "نتائج النتائج نتيجة result results نتایج",
    "commission": "المفوضية مفوضية commission commissioners کمیسیون",
    "fraud": "تزوير تلاعب التلاعب التزوير fraud tampering rigging manipulation تقلب دستکاری",
    "hands": "أياد أيادي hands",
    "protest": "تظاهرات التظاهر تظاهرة اعتصام الاعتصام احتجاج احتجاجات مظاهرات demonstrations protest protests demonstration تظاهرات تجمع",
    "government": "الحكومة حكومة الحكومية government دولت",
    "parliament": "البرلمان مجلس النواب parliament parliamentary مجلس پارلمان",
    "prime_minister": "رئيس الوزراء الكاظمي prime minister Kadhimi کاظمی نخست‌وزیر",
    "dialogue": "الحوار حوار المفاوضات dialogue talks negotiations گفتگو مذاکرات",
    "strategic": "استراتيجي الاستراتيجي strategic راهبردی استراتژیک",
    "aviation": "طيران الطيران طائرات الطائرات رحلة رحلات aviation flight flights aircraft planes پرواز هواپیما",
    "sky": "سماء أجواء الأجواء airspace sky skies آسمان",
    "gaza": "غزة غزه Gaza غزه",
    "palestine": "فلسطين فلسطيني القدس Palestine Palestinian Jerusalem فلسطین قدس",
    "zionist": "الصهيوني صهيوني إسرائيل zionist Israel Israeli صهیونیستی اسرائیل",
    "syria": "سوريا سورية السورية Syria Syrian سوریه",
    "border": "الحدود حدود الحدودي border borders مرز مرزی",
    "airstrike": "غارة الغارة غارات العدوان عدوان القصف airstrike airstrikes strike strikes aggression حمله تجاوز",
    "revenge": "ثأر الثأر انتقام الانتقام القصاص revenge retaliation retaliate reprisal reprisals avenge انتقام",
    "confrontation": "المواجهة مواجهة confrontation مقابله رویارویی",
    "weapon": "سلاح السلاح أسلحة weapon weapons arms سلاح",
    "sovereignty": "السيادة سيادة sovereignty sovereign حاکمیت",
    "people": "شعبنا الشعب شعب people nation مردم ملت",
    "martyr": "الشهداء شهداء الشهيد شهيد martyr martyrs شهید شهدا",
    "leaders": "قادة القادة القائد leaders commanders commander فرماندهان",
    "pmf": "الحشد حشد PMF PMU mobilization mobilisation حشد",
    "judiciary": "القضاء المحكمة judiciary court دادگاه قضایی",
    "sadr": "الصدر الصدري الصدرية Sadr Sadrist صدر",
    "crisis": "أزمة الأزمة crisis بحران",
    "patience": "صبر الصبر صبرنا patience صبر",
    "warning": "نحذر تحذر تحذير التحذير warn warns warning هشدار",
    "threat": "تهديد تهدد threat threaten threatens تهدید",
    "contractor": "المتعاقدين متعاقدين متعاقد الشركات contractors contractor companies پیمانکاران",
    "translator": "المترجمين مترجمين مترجم translators interpreters translator مترجمان",
    "truck": "شاحنات الشاحنات سائقي السائقين trucks drivers driver رانندگان کامیون",
    "convoy": "رتل أرتال الأرتال قافلة قوافل convoy convoys کاروان",
    "un": "الأمم المتحدة يونامي United Nations UNAMI UN ملل یونامی",
    "election_worker": "مراقبي المراقبين مراقبين observers monitors ناظران",
    "activist": "الناشطين ناشطين ناشط activists activist فعالان",
    "turkey": "تركيا التركي التركية Turkey Turkish ترکیه",
    "iran": "إيران الإيراني الإيرانية Iran Iranian ایران",
    "negotiate": "التفاوض تفاوض نتفاوض negotiate negotiating مذاکره",
    "attack": "هجوم الهجوم استهداف عملية العملية attack attacks operation targeted حمله عملیات",
    "base": "قاعدة القاعدة قواعد القواعد معسكر base bases camp پایگاه پایگاه‌ها",
    "embassy": "السفارة سفارة embassy سفارت",
    "rejection": "نرفض رفض ترفض مرفوض reject rejects rejected rejection cannot رد نمی‌پذیریم",
    "new_phase": "مرحلة صفحة جديدة جديد phase stage page new مرحله جدید",
    "legitimate": "مشروع مشروعا المشروعة الشرعي legitimate legal مشروع",
    "hostile": "معادية معادي معاد hostile متخاصم",
    "drone": "مسير المسير مسيرة مسيرات المسيرات drone drones پهپاد پهپادی پهپادها",
    "training": "التدريب تدريب training trainers آموزش",
    "advisers": "الاستشارة استشارة المستشارين مستشارين advice advisers advisors advisory مشاوره مستشاران",
    "count": "الفرز فرز العد count recount counting شمارش بازشماری",
    "province": "محافظات المحافظات province provinces استان استان‌ها",
    "solidarity": "تضامن تضامنية التضامن solidarity همبستگی",
    "square": "ساحة الساحة square میدان",
    "friday": "الجمعة Friday جمعه",
    "procession": "مواكب المواكب processions procession",
    "muslih": "مصلح Muslih مصلح",
    "prisoner": "اعتقال المعتقلين سجن أسر arrest arrested detainees detention بازداشت",
}  # fmt: skip
# Words of all these concepts, folded: a token may stand for several.
_WORDS: Final[dict[str, set[str]]] = {}
for _concept, _written in _CONCEPTS.items():
    for _word in fold(_written).split():
        _WORDS.setdefault(_word, set()).add(_concept)


def concepts_of(tokens: list[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for token in tokens:
        for form in (token, token[1:] if len(token) > 4 and token[0] in "وفبلك" else ""):
            found |= _WORDS.get(form, set())
    return tuple(sorted(found))
