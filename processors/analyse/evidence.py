"""What speaks for and against the organisation where a name has other meanings: words and their weights.

A name's score is its prior plus the weight of each class of evidence that the post holds, once a class; 0.5 is enough.
The weights are set by hand: one strong sign (the name itself acts, or is introduced as a group) or two ordinary ones
carry an open name; one contrary sense outweighs two ordinary signs. Words that scripture and its commentary also use
(بيان, جهاد, غزوة, قتال) are no evidence for anything.
A term ending in * stands for every word that begins so.
"""

from typing import Final

from processors.analyse.normalise import fold
from schemas.registry import Organisation

ENOUGH: Final = 0.5

# How likely the bare words mean the organisation. What no table names follows from its shape, in `prior_of`.
_PRIORS = {
    "العصائب": 0.4, "عصائب": -0.1, "النجباء": 0.05, "نجباء": -0.2, "الكتائب": -0.05, "بدر": -0.05, "كاف": -0.3, "ذو الفقار": -0.25, "ذي الفقار": -0.25, "ذا الفقار": -0.25,
    "الوارثون": -0.1, "الوارثين": -0.2, "أهل المعروف": -0.05, "أهل معروف": -0.2, "ربع الله": 0.35, "ربع اللة": 0.35, "قاصم الجبارين": 0.2, "قاصم جبارين": 0.0, "قاسم الجبارين": 0.1, "أصحاب الكهف": 0.2, "أصحاب كهف": 0.0,
    "المقاومة الدولية": 0.0, "لواء الجولان": 0.3, "لواء خيبر": 0.45, "تیپ خیبر": 0.2, "كتيبة خيبر": 0.1, "سرايا خيبر": 0.3, "الإطار": 0.1, "التنسيقية": -0.05, "الهيئة التنسيقية": 0.0, "حرس المرشد": 0.1, "حراس المرشد": 0.1, "الوحدة 10000": 0.25, "وحدة 10000": 0.25,
    "badr": 0.0, "3asa2eb": 0.5, "3asa2ib": 0.5, "3asaeb": 0.5, "asaeb": 0.45, "kaf": -0.3, "zulfiqar": -0.2, "zulfaqar": -0.2, "dhulfiqar": -0.2, "thulfiqar": -0.2, "zulfikar": -0.3, "zolfaghar": -0.2, "companions of the cave": 0.0, "people of the cave": -0.2, "the inheritors": -0.2,
    "guard of the supreme leader": 0.2, "guard of the leader": 0.1, "unit 10,000": 0.35, "unit 10000": 0.35, "unit 10k": 0.35, "golan brigade": 0.25, "asaib": 0.45, "nujaba": 0.45, "al nujaba": 0.5, "nujabas": 0.45, "noujaba": 0.4, "saberin": 0.3, "sabereen": 0.4, "inews": 0.35, "i news tv": 0.3, "tansiqiya": 0.5, "warithuun": 0.3, "warithun": 0.2, "warithoun": 0.2, "warithoon": 0.2,
    "the league of revolutionaries": 0.3, "league of revolutionaries": 0.3, "international resistance faction": 0.35, "international resistance factions": 0.3, "true promise brigades": 0.5, "true promise brigade": 0.5, "true pledge brigades": 0.5, "smasher of the oppressors": 0.35, "breaker of the tyrants": 0.25, "smasher of the tyrants": 0.35, "badr brigade": 0.45, "badr brigades": 0.45, "badr party": 0.45,
    "قوات بدر": 0.35, "تنظيم بدر": 0.35, "حركة بدر": 0.3, "كتلة بدر": 0.5, "منظمة بدر": 0.6, "فيلق بدر": 0.6, "سازمان بدر": 0.6, "الأنتجاه": 0.0, "آي نيوز": 0.45, "اي نيوز": 0.45, "أي نيوز": 0.3, "قناة صابرين": 0.3, "قناة الاتجاه": 0.45, "قناة الاتجاه الفضائية": 0.6, "الاتجاه الفضائية": 0.6, "فضائية الاتجاه": 0.6, "لواء الوعد الحق": 0.35, "خيبر": -1.0, "اهل المعروف": -0.1,
    "coordination framework": 0.5, "coordinating framework": 0.35, "resistance coordination committee": 0.3, "چارچوب هماهنگی": 0.35, "عصائب الحق": 0.3, "مقاومت بين المللى": 0.0, "مقاومت بين المللی": 0.0, "المقاومة الإسلامية الدولية": 0.25, "international resistance": 0.0, "resistance media network": 0.3, "hezbollah brigades": 0.5, "حزب الله النجباء": 0.7, "تنسيقية المقاومة": 0.45, "الهيئة التنسيقية للمقاومة": 0.5, "هيئة تنسيقية للمقاومة": 0.4,
}  # fmt: skip
PRIORS: Final = {" ".join(fold(name).split()): prior for name, prior in _PRIORS.items()}
# Words that stand for an armed body at the head of a name.
HEADS: Final = frozenset(map(fold, ["كتائب", "كتيبة", "سرايا", "لواء", "ألوية", "قوات", "فصائل", "فصيل", "حركة", "منظمة", "فيلق", "عصائب", "عصبة", "جبهة", "فريق", "قناة", "شبكة", "هيئة", "الهيئة", "تنسيقية", "جنبش", "حركت", "گردان", "تيپ"]))  # fmt: skip


def prior_of(name: str, organisation: Organisation, *, short: bool) -> float:
    """How likely the folded name means the organisation before anything else is read."""
    if name in PRIORS:
        return PRIORS[name]
    if short:
        return 0.0
    latin = name.isascii()
    if organisation.ambiguous_ar and not latin:
        if organisation.kind in {"fasil", "umbrella"}:
            return 0.8 if organisation.kind == "umbrella" and name.count(" ") > 1 else 0.6
        return 0.5 if name.split(" ", maxsplit=1)[0] in HEADS else 0.1
    if latin and organisation.ambiguous_ar and organisation.kind not in {"fasil", "umbrella"}:
        return 0.5  # a transliteration is seldom the story
    return 1.0 if " " in name or not latin else 0.45


# --- anywhere near the name -------------------------------------------------------------------------------------------
# class: weight, terms
_FOR: dict[str, tuple[float, str]] = {
    "claim": (0.3, "يتبنون|تبنوا|يتبنيان|تبنتها|تبنته|تتبنى|تبنت|يتبنى|تبنّي عملية|تبني العملية|تبني الهجوم|تبني الاستهداف|تعلن مسؤوليتها|أعلنت مسؤوليتها|مسؤوليتها عن|مسؤوليته عن|مسؤوليتنا عن|نتبنى|تعلن تبنيها|أعلنت تبنيها|تبنيها|تبنيه|المتبني|نعلن مسؤوليتنا|أعلن مسؤوليته|إعلان مسؤولية|claimed|claims|claim responsibility|took responsibility|responsibility for|tabnat|tatabanna|tetbanna|tatabana|برعهده گرفت|بر عهده گرفت|به عهده گرفت|مسئوليت حمله"),
    "first_person": (0.35, "عبوتنا|صاروخنا|مسيرتنا|قناصنا|قناصونا|فرساننا|رجالنا|سلاحنا|أيدينا|أطلقنا|رمينا|أسقطنا|أصبنا|دمرنا|زرعنا|رمينه|فجرنه|احنه|إحنه|بلغناكم|ضربناهم|عمليتنا|عملياتنا|استهدفنا|قصفنا|نفذنا|ضربنا|دككنا|فجرنا|مجاهدونا|مجاهدينا|مجاهدوا المقاومة|مجاهدو|أبطالنا|عبواتنا|صواريخنا|مسيراتنا|سرايانا|مقاتلونا|نمهل|we targeted|we struck|we hit|our fighters|our mujahideen|our men|we claim|رزمندگان ما"),
    "attack": (0.25, "مسيرة|المسيرة|مسيرات|مدرعة|المدرعة|مدرعات|قنصت|قناص*|مذخرة|مفخخة|الطيران المسير|بالطيران المسير|قافلة|راجمة|صاروخان|استطلاع|الهجوم|هاونات|الهاونات|التبني|bombing*|blast*|supply column|هجوم المسيرة|هجوم المسيرات|قنص|أسلحة|الأسلحة|بالأسلحة|سلاح|سلاحها|السلاح|مسلحون|مسلحين|مسلحو|عبوتين|بعبوتين|برتل|برتلا|محال الخمور|الخمور|لبيع الخمور|عبوة|عبوات|ناسفة|ناسفتين|صاروخ|صاروخين|صواريخ|بصواريخ|كاتيوشا|غراد|طائرة مسيرة|طائرات مسيرة|مسيرتين|مسيّرات|طائرة مفخخة|هاون|قذيفة|قذائف|القصف|قصف|استهداف*|استهدفت|استهدف|تستهدف|يستهدف|ارتال|أرتال|رتلا|رتل دعم|رتل لوجستي|رتل للاحتلال|رتل تابع|رتل للقوات|رتل أمريكي|رتلين|دعم لوجستي|تفجير رتل|هجوم صاروخي|الهجوم على|هجمات|كمين|rocket*|drone*|ied|ieds|convoy*|missile*|roadside bomb*|mortar*|attack|attacks|attacked|strike|strikes|explosive*|targeted|targeting|موشک*|پهپاد*|حمله|کاروان|saroukh|sawarikh|3abwa|abwa|ratl|qasf"),
    "enemy": (0.25, "التحالف|للتحالف|أجنبية|الأجنبية|الأجانب|مرتزقا|مرتزقة|المرتزقة|طياري|حيفا|mercenar*|foreigners|foreign troops|شركة أمريكية|شركة أمنية|الشركات الأمنية|الشركات الأجنبية|الشركات الأمريكية|شركات أجنبية|أمريكية|أميركية|أمريكي|أميركي|الاحتلال الأمريكي|الاحتلال الامريكي|للاحتلال|قوات الاحتلال|الاحتلال|المحتل|المحتلين|القوات الأمريكية|القوات الاميركية|القوات الأجنبية|التحالف الدولي|قوات التحالف|الأمريكان|الأمريكيين|الأميركيين|الأمريكي|الأمريكية|الأميركي|الأميركية|أمريكا|واشنطن|المتعاقدين|المتعاقدون|المتعاقدة|متعاقد*|مملكة الشر|شركات النقل|شركة أمنية|شركات أمنية|السفارة|سفارة الشر|العدو|الصهيوني|coalition|u.s.|us forces|american*|contractor*|embassy|occupation|occupiers|troops|آمريكا*|ائتلاف|ي2تلال|el i7tilal|i7tilal|e7tilal|amrik*|americi"),
    "site": (0.15, "حرير|ينبع|الرياض|سياج|harir|balad|najaf|karbala|mosul|kirkuk|diwaniyah|nasiriyah|anbar|diyala|tuz|عين الأسد|مطار بغداد|مطار أربيل|أربيل|قاعدة حرير|قاعدة بلد|بلد الجوية|التاجي|فكتوريا|فيكتوريا|المنطقة الخضراء|الخضراء|جرف الصخر|جرف النصر|البوكمال|القائم|al asad|ain al asad|erbil|green zone|baghdad|taji|bdsc|victoria|عين الاسد"),
    "iraq": (0.1, "العراق|العراقي|العراقية|عراقي|بغداد|الأنبار|بابل|البصرة|ذي قار|الناصرية|السماوة|الديوانية|الحلة|ديالى|صلاح الدين|كركوك|الموصل|نينوى|النجف|كربلاء|المثنى|iraq|iraqi|iraq's|baghdad|basra|عراق"),
    "militia": (0.25, "معسكرات|معسكر|مستشارون|مقاتلون|مقاتلين|مقاتلي|دُرّب|فصيل|الفصيل|فصائل|الفصائل|مليشيا|ميليشيا|المليشيا|الميليشيا|مليشيات|ميليشيات|المليشيات|الميليشيات|المقاومة الإسلامية|المقاومة العراقية|محور المقاومة|الحشد الشعبي|الحشد|هيئة الحشد|الولائية|الولائي|واجهة|واجهات|المجاميع المسلحة|جماعة مسلحة|الجماعات المسلحة|جماعات مسلحة|مسلحي|عناصر|الموالية لإيران|المدعومة من إيران|الحرس الثوري|فيلق القدس|سرايا|كتائب|المقاومة|المقاومين|الخلايا|خلايا|المهندس|سليماني|militia*|faction*|facade*|façade*|front group*|brigades|muqawama|moqawama|mukawama|resistance|iran backed|pro iran|popular mobilization|pmf|pmu|irgc|paramilitar*|hashd|fasail|fasa'il|7ashd|گروه*|مقاومت|شبه نظامی*|حشد|الحشد"),
    "statement": (0.25, "بيان صادر|صادر عن|صادر من|المكتب الإعلامي|الإعلام الحربي|الاعلام الحربي|أصدرت بيانا|أصدر بيانا|بيانا|في بيان|بيان لها|بيان رقم|البيان رقم|بيان هام|الناطق|المتحدث باسم|المتحدث الرسمي|الأمين العام|المعاون العسكري|المسؤول الأمني|المكتب السياسي|statement|spokesman|spokesperson|communique|leader|commander|بيانيه|بیانیه|سخنگوی"),
    "threat": (0.25, "الرد قادم|الثأر|ثأرنا|الانتقام|سننتقم|vow*|vows|revenge|تهدد|يهدد|هددت|تتوعد|توعدت|يتوعد|تهديد|تهديدات|التهديد|توعد|سنحرق|سنقطع|فوات الأوان|دمه مهدور|تحذر|حذرت|يحذر|تحذير|إنذار|نحذر|سنستهدف|سيكون هدفا|هدفا مشروعا|أهدافا مشروعة|threat*|warn*|هشدار|تهديد"),
    "politics": (0.2, "speaker|budget|cabinet|lawmakers|minister|البرلمان|مجلس النواب|البرلمانية|نواب|النواب|كتلة|كتل|النائب عن|الانتخابات|انتخابات|الحكومة|الحكومية|حكومة|رئيس الوزراء|مجلس الوزراء|رئيس الحكومة|الإطار التنسيقي|السوداني|المالكي|الكاظمي|الصدر|التيار الصدري|الصدريين|دولة القانون|المفوضية|الفتح|صادقون|سائرون|الحلبوسي|البارزاني|المرشح|مرشح|مقاعد|وزير|الوزير|نائب|كتلتها|كتلته|المنصب|منصب|حزب|أحزاب|الأحزاب|وزارة|المحاصصة|قائمة|الانتخابية|مجلس الأمن|العقوبات|عقوبات|الخزانة الأمريكية|رئاسة الوزراء|رئاسة الجمهورية|الثلث المعطل|الكتلة الأكبر|الجلسة|التيار|بلاسخارت|القضاء|المستقلين|المعتصمين|الخضراء|الشيعية|السنية|الكردية|parliament|bloc|election*|lawmaker*|politician*|prime minister|coalition government|shia|shiite|sadr|maliki|khazali"),
    "media": (0.25, "قناتهم|قناتها|شاشة|برنامجنا|ضيف|رئيس تحرير|استوديو|يستضيف|لقاء|حوار خاص|قناة|القناة|فضائية|مراسل|مراسلنا|تلفزيون|منصة|المنصة|تلغرام|تليغرام|تلكرام|تليجرام|التليكرام|نشرت|بثت|اشتركوا|تابعونا|انضموا|التابعة لكتائب|التابعة للكتائب|الذراع الإعلامي|telegram|channel|media wing|media outlet|outlet|posted|broadcast|media|کانال|شبکه"),
}  # fmt: skip

_AGAINST: dict[str, tuple[float, str]] = {
    "scripture": (-0.45, "سورة|السورة|الآية|آية|آيات|الآيات|قوله تعالى|قال تعالى|القرآن|قرآن|القرآنية|المصحف|تفسير|التفسير|المفسرون|المفسرين|تلاوة|التلاوة|تعالى|﴿|﴾|surah|sura|quran|qur'an|quranic|koran|verse|verses|tafsir|scripture|قران|سوره|آيه|sourat|sourate"),
    "story": (-0.4, "قصة|قصص|القصة|حكاية|الفتية|فتية|الرقيم|كلبهم|نومهم|النيام|ناموا|لبثوا|دقيانوس|الغار|ثلاثمائة|المعجزة|معجزة|الأنبياء|عبرة|العبرة|خطبة الجمعة|أخيار|story|stories|sleepers|legend|slept|parable|tale|داستان|غار"),
    "prayer": (-0.4, "اللهم|ادعية|أدعية|دعاء|الدعاء|نسألك|يا الله|يا رب|سبحان|سبحانه|صلوا على|استغفر|أستغفر|المناجاة|زيارة عاشوراء|الجنة|الفردوس|الآخرة|يوم القيامة|prayer|prayers|supplication|paradise"),
    "hadith": (-0.4, "رواه|حدثنا|أخبرنا|صلى الله عليه|ﷺ|رسول الله|الصحابة|صحابي|الصحابي|رضي الله|رضي الله عنه|عن أبي|البخاري|مسلم في صحيحه|الحديث الشريف|حديث شريف|prophet|hadith"),
    "history": (-0.4, "غزوة|غزوات|معركة بدر|يوم بدر|أهل بدر|شهداء بدر|بدر الكبرى|فتح خيبر|حصن|حصون|مرحب|يهود خيبر|قريش|المشركين|عبد الرحمن بن|بن أبي طالب|العثماني|المملوكي|التاريخ|تاريخية|battle of|historical|history|قلعه"),
    "sport": (-0.6, "نادي|النادي|مباراة|المباراة|الدوري|دوري|اللاعب|لاعب|اللاعبين|المدرب|مدرب|كأس|الملعب|ملعب|المنتخب|منتخب|كرة القدم|هداف|المهاجم|الحارس المرمى|حارس مرمى|البطولة|بطولة|ميدالية|football|match|goal|coach|club|league match|striker|goalkeeper|باشگاه|فوتبال|بازيکن"),
    "art": (-0.5, "فيلم|الفيلم|مسلسل|المسلسل|رواية|الرواية|قصيدة|القصيدة|مسرحية|الفنان|الشاعر|شاعر|ديوان|الحلقة|المخرج|الممثل|بطولة الفنان|أغنية|أنشودة|film|movie|series|novel|poem|poet|song|episode|band|album|سريال|فيلم سينمايی"),
    "trade": (-0.4, "سعر|أسعار|دينار|دولار|للبيع|خصم|مطعم|مقهى|كافيه|قهوة|وجبة|طبخ|عقار|شقة|ايجار|للإيجار|price|menu|coffee|café|cafe|restaurant|discount|قيمت"),
    "weather": (-0.5, "درجات الحرارة|الطقس|أمطار|الأنواء|الرطوبة|weather|rain"),
    "space": (-0.5, "القمر|الهلال|هلال|ليلة البدر|فلكي|الفلك|السماء|قمر صناعي|satellite|moon|full moon|astronom*"),
    "study": (-0.35, "طلبة|الطلبة|الطلاب|طلاب|المدارس|الجامعة|جامعة|كلية|الكلية|تخرج|امتحانات|المعلمين|التلاميذ|الخريجين|students|school|university"),
    "elsewhere": (-0.3, "سوريا|السوري|السورية|الشام|دمشق|حلب|ادلب|إدلب|درعا|القنيطرة|لبنان|اللبناني|اللبنانية|بيروت|الجميل|غزة|القسام|فلسطين|الفلسطينية|الفلسطيني|رام الله|اليمن|اليمنية|صنعاء|الحوثي|الأردن|عمان|مصر|القاهرة|السودان|ليبيا|تونس|الجزائر|المغرب|تركيا|أفسس|باكستان|أفغانستان|كشمير|السعودية|المدينة المنورة|تبوك|ظفار|syria|syrian|lebanon|lebanese|pakistan|jordan|turkey|ephesus|yemen|egypt|saudi|pakistani|afghanistan|gaza|golani|israeli|لبنان|سوريه|پاکستان"),
    "body": (-0.4, "التنسيقي العالي|الجامعات|القبول|العشائر|عشائر|المجتمع المدني|الإغاثة|للإغاثة|الإنسانية|المتظاهرين|متظاهري|تظاهرات|تشرين|الخريجين|المحاضرين|النقابات|نقابة|التصحر|الصحة|الأوبئة|الزراعة|البلدية|الصحفيين|الحج|الاقتصادية|التربية|المعارضة السورية|الكوارث|الاستثمار|الثورة السورية|حراك|الحراك|student union|tribes|ngo|ngos|relief"),
}  # fmt: skip

# --- beside the name --------------------------------------------------------------------------------------------------
# The words just before it: "a statement by …", "a leader in …".
_BEFORE: dict[str, tuple[float, str]] = {
    "led": (0.55, "المعاون العسكري ل|معاون الأمين العام ل|معاون أمين عام|المسؤول الأمني ل|المسؤول العسكري ل|المتحدث العسكري ل|المكتب السياسي ل|المكتب الإعلامي ل|المجلس السياسي ل|رئيس المجلس التنفيذي ل|رئيس المجلس السياسي ل|عضو ب|عضو في|عضوة في|عضو|عضو عن|مرشح عن|مرشح|نائب ب|وزير من|رهبر|دبيركل|سخنگوی|سخنگوي|قيادات ب|قياديين ب|زعيم|أمين عام|الأمين العام ل|الأمين العام|القيادي في|قيادي في|قيادي ب|القيادي ب|قيادي بحركة|القيادي بحركة|قياديين في|القياديين في|قيادات في|رئيس منظمة|قيادي|القيادي|قائد في|مسؤول في|عضو المكتب السياسي ل|المتحدث باسم|الناطق باسم|المتحدث الرسمي باسم|الناطق العسكري باسم|المتحدث العسكري باسم|الناطق الرسمي باسم|النائب عن|النائب عن كتلة|نائب عن|نائب عن كتلة|النائبة عن|النائبة عن كتلة|عضو كتلة|رئيس كتلة|نواب كتلة|leader of|commander in|member of|spokesman for|spokesperson for|head of"),
    "acted": (0.35, ""),
    "staff": (0.2, "مدير|مديرة|مذيع|مذيعة|مقدم|إدارة|موظفي|موظفو|كادر|مصور|مراسل|مراسلة|إعلامي في"),
    "introduced": (0.45, "نحن|إحنه|احنه|احنه ربعكم|إحنه ربعكم|اخوكم من|أخوكم من|إخوانكم في|اخوانكم في|بيانات|لصالح|وصلنا من|نسبت الهجوم إلى|نسب الهجوم إلى|وزعتها|وزعته|نشرتها|نشرته|بثتها|بثته|أصدرته|أصدرتها|نسخة من بيان|تعرف باسم|تعرف ب|يعرف باسم|رسالة|منشور من|منشور ل|تصريح ل|وفد من|وفد|مقرا ل|مقر ل|مقرات ل|مقرا تابعا ل|معسكر ل|معسكرا ل|اجتماع|اجتماعات|موقف|مرشحي|قيادات من|قيادي من|قياديا في|قياديا ب|عنصرا في|عنصرين من|مسلحا من|سيارة ل|سيارات ل|رتل ل|موكب ل|جمهور|اتهام|باتهام|اتهم|يتهم|مقاتلون من|مقاتلين من|شعار|تحمل شعار|راية|رايات|أعلام|ذكر|بالترويج ل|الترويج ل|المرتبطة ب|المرتبط ب|المقربة من|المقرب من|التابعة ل|التابع ل|التابعين ل|منسوبة إلى|منسوبة ل|المنسوبة إلى|قائد|لقائد|قيادة|ضيف|شاشة|على شاشة|تنفيذ|من تنفيذ|مسؤول|وقوف|انضم إلى|انتماؤه ل|المنتمي ل|ينتمي إلى|منتم ل|بتهمة الانتماء ل|صواريخ تحمل اسم|خلف|وراء|قال ناطق باسم|تهديد جديد من|تهديد من|رسالة من|رسالة جديدة من|تحذير من|تحذير جديد من|بيان جديد من|بيان جديد ل|فيديو من|فيديو ل|إنذار من|مقطع ل|بيان منسوب ل|بيان منسوب إلى|منسوب ل|المنسوب ل|بيان ل|بيان باسم|صور ل|قناة|القناة|عنصر|عنصر ب|عنصر في|عناصر في|أحد عناصر|أحد قادة|أفراد|قياديو|قياديي|مسلحون من|مسلحين من|مجموعة من|مسيرة ل|استعراض ل|استعراض|ملاحقة|بملاحقة|العقوبات على|عقوبات على|الملقبة|المدعوة|ما يسمى|ما يسمى ب|ما تسمى|تدعى|يدعى|اسم|بيان صادر عن|صادر عن|صادر من|بيان|فصيل|فصائل|الفصيل|جماعة|الجماعة|مجموعة|المجموعة|مليشيا|ميليشيا|مليشيات|ميليشيات|المليشيا|تنظيم|خلية|وحدة|تشكيل|المسماة|المسمى|تسمى|يسمى|المعروفة باسم|باسم|تحت اسم|سمت نفسها|تسمي نفسها|يسمي نفسه|واجهة|قيادي في|القيادي في|قيادي ب|القيادي ب|القيادي بحركة|قيادات|قيادة|زعيم|الأمين العام ل|الأمين العام|أمين عام|المتحدث باسم|الناطق باسم|المتحدث الرسمي باسم|الناطق العسكري باسم|مسلحي|مسلحو|مقاتلي|مقاتلو|عناصر|عناصر من|مجاهدو|مجاهدي|أبطال|رجال|إعلام|اعلام|المكتب الإعلامي ل|المكتب السياسي ل|النائب عن|النائب عن كتلة|نائب عن|نواب|نواب كتلة|كتلة|رئيس كتلة|عضو|عضو كتلة|عضو في|جناح|مقر|مقار|مقرات|أنصار|فصيلي|توقيع|حركة|المقاومة الإسلامية|المقاومة الاسلامية|موقف|منصة|صفحة|بواسطة|من قبل|قياديين في|القياديين في|مجاهدين من|منتسبي|منتسب في|مكتب|group|groups|faction|militia|brand|facade|façade|front|called|named|by the name of|calling itself|unit|cell|the group|گروه|جريان|يگان|گروهک|جنبش|دبیرکل|سخنگوی|بيان من|jama3at|fasil|milishia"),
    "institution": (-0.8, "مستشفى|مدرسة|ثانوية|اعدادية|متوسطة|ابتدائية|جامع|مسجد|حسينية|الحسينية|جامعة|كلية|شارع|حي|مطعم|مقهى|شركة|مجمع|سوق|فندق|روضة|مخيم|مول|معرض|عيادة|صيدلية|جسر|محلة|قرية|ناحية|قضاء|مدينة|محطة|مخبز|حديقة|طريق|منطقة|موكب|هيئة|مؤسسة|مكتبة|كافيه|كوفي|مرقد|مقام|مزار|كهف|مغارة|موقع|ضريح|نادي|ساحة|مطار|ميناء|تقاطع|محافظة|مؤسسة|قاعة|ملعب|فريق|جمعية|مركز|دار|مديرية|mosque|school|hospital|cafe|street|hotel|university|restaurant"),
    "person": (-0.8, "الدكتور|د.|السيد|الحاج|المهندس|الشاعر|الفنان|اللاعب|الأستاذ|الاستاذ|استاذ|الطالب|الوزير|المطرب|الإعلامي|الاعلامي|الملا|الرادود|الطبيب|القاضي|الصحفي|الكابتن|العقيد|العميد|الملازم|المقدم|الرائد|الفريق|اللواء|النقيب|ابو|أبو|أم|ام|بن|ابن|محمد|حسين|حسن|احمد|أحمد|عبد|mr|dr|mr.|dr.|captain|prince|bandar|bin|ibn|king|ali|coach|actor"),
    "arms": (-0.8, "صاروخ|صواريخ|بصواريخ|صاروخي|مناورات|مناورة|المناورات|تمرين|دبابة|غواصة|منظومة|طائرة|فرقاطة|عملية|عمليات|مسيرة|سيف|بسيف|السيف|missile|missiles|drill|drills|exercise|exercises|operation|submarine|tank|موشک|رزمايش|عمليات|شمشير"),
    "divine": (-1.0, "بسم الله|باسم الله|بسم|الله|يا|هو|سبحان|بالله|والله|الحمد لله|بحول الله|توكلنا على|ياالله|باذن الله|بعون الله|من الله|إن الله|ان الله|أن الله|اسمه"),
    "among": (-0.6, "الحشد|المجاهدين|الأبطال|شهدائنا|الشهداء|الرجال|القادة|رجالنا|جنودنا|الشباب|أبنائنا|من مصلحة|غزوة|معركة|أهل|يوم|ليلة|شهداء|قصة|سورة|حديث|كلب|عدد|نوم|عن قصة|حكاية|أسماء|كبدر|وجه|البدر|حرف|الحرف|بشكل|بقدر|بدور|غير|وقت|دليل|شرح|برنامج|ضماد|رباط|اولئك هم|أولئك هم|وجعلنا|الأبناء|أولاد|الطلبة|طلابنا|العلماء|السادة|الأصحاب|الأنبياء|آل|ال محمد|battle of|story of|the battle of|day of|seven"),
}  # fmt: skip
_AFTER: dict[str, tuple[float, str]] = {
    "acts": (0.5, "rejects|rejected|praised|praises|calls|hires|met|fires|fired|lawmaker|lawmakers|mp|mps|official|spokesman|commander|politician|member|members|candidate|praise|reject|brigade's|فتحوا|نفوا|تتبنى|تبنت|يتبنى|تعلن|أعلنت|يعلن|تهدد|هددت|يهدد|تحذر|حذرت|يحذر|تنفي|نفت|ينفي|تتوعد|توعدت|يتوعد|تستهدف|استهدفت|يستهدف|تصدر|أصدرت|تؤكد|أكدت|تنشر|نشرت|تبارك|باركت|تنعى|نعت|تدين|أدانت|تدعو|دعت|تقول|قالت|ترد|تكشف|كشفت|تقصف|قصفت|تطالب|طالبت|ترفض|رفضت|تمهل|أمهلت|تنفذ|نفذت|توجه رسالة|تعلق|علقت|تشكر|تعلن مسؤوليتها|claims|claimed|claim|says|said|threatens|threatened|warns|warned|announces|announced|denies|denied|vows|targeted|targets|attacks|attacked|released|issued|published|statement|militia|faction|front group|group|brand|brigade|brigades|unit|cell|leader|bloc|fighters|اعلام کرد|اعلام كرد|مسئوليت|هشدار داد|بيانيه|تكذيب كرد|tatabanna|tetbanna|tabannat|to3lin|tu3lin|تقتحم|اقتحمت|يقتحمون|تحرق|أحرقت|يحرقون|تهاجم|هاجمت|يهاجمون|تحاصر|حاصرت|تغلق|أغلقت|تتظاهر|يتظاهرون|يهددون|يتوعدون|تتجمع|تشن|شنت|تضرب|ضربت|ينفي|تصف|وصفت|تعتبر|اعتبرت|تطلق|أطلقت|تستعرض|تهنئ|تعزي|تستنكر|استنكرت|تجدد|جددت|تعقد|ترشح|يرشح|يعقد|يجتمع|يرفض|يتهم|يبحث|يناقش|يقرر|يتمسك|يدعو|يعتزم|يحسم|تنسحب|انسحبت|تلوح|يلوح|يتهم|تتهم|اتهمت|تبث|بثت|storms|stormed|vow|warn|threaten|deny|announce|say|reports|reported|movement|network|channel|telegram"),
    "of_iraq": (0.35, "عازمة|صاحبة|خرجت|خرجت ببيان|ظهرت|تشكيل مسلح|جماعة مسلحة|خلف|وراء|مسؤولة عن|مسؤول عن|هي المسؤولة|اسم خلية|اسم فصيل|اسم جماعة|خلية|فصيل|جماعة|واجهة|واجهتان|واجهتا|تنظيم|عادت|عادوا|رجعوا|المسلحة|المسلح|والتيار|والتيار الصدري|والصدريين|والصدر|والقوى الكردية|في العراق|العراق|العراقية|العراقي|عراق|الموالية لإيران|المدعومة من إيران|الموالي لإيران|المنضوية في الحشد|in iraq|of iraq|iraqi"),
    "named_person": (-0.7, "علي بوتو|حسن|حسين|محمد|أحمد|كاظم|جاسم|عبد|الياسري|الموسوي|بوتو|الزبيدي|الشمري|الجبوري|ناصر|خليل|شاكر|hari|ali|bhutto|khan|ahmed|hussain|hussein|hasan|haider|mirza"),
    "other_thing": (-0.6, "الكبرى|الملاحي|الملاحية|شكن|بصير|الصاروخ|الصاروخي|المعاكس|الصحيح|نحو|البريطانية|في الجنة|في الدنيا|في الآخرة|الدجى|المنير|الطبية|اللبنانية|اللبناني|والرقيم|والكهف|خيبر|السيف|البتار|دينار|دولار|متر|قطعة|coffee|47|74|cafe|الفردوس|الأرض|ياسر|لكل|جدا|لل|لتغطية|لسد|الله تعالى"),
}  # fmt: skip

# Against one organisation only: what its words mean besides.
_OTHERWISE: dict[str, dict[str, str]] = {
    "ashab_al_kahf": {"story": "كهف|الكهوف|كهفهم|إيمانهم|الشباب المؤمن|ذو القرنين|الخضر|cave of|seven|qissa|qissat|surat|sura|خوابيدند|خواب", "place": "السياحة|سياحي|الأثري|أثري|السياح|tourist*|tourism"},
    "qasem_al_jabbarin": {"prayer": "مبير الظالمين|مدرك الهاربين|صريخ المستصرخين|نكال الظالمين|دعاء الافتتاح|الحمد لله قاصم|قاصم الظالمين"},
    "badr": {"person": "اللاعب بدر|بدر شاكر|بدر بن|السياب|الشيخ بدر|الأمير بدر", "place": "مدينة بدر|مطار بدر|قمر بدر"},
    "nujaba": {"sons": "أبناء النجباء|أبناءنا|أبناؤنا|ابناءنا|أبناؤنا|أبنائنا|النجيبات|الأوفياء النجباء|الكرام|أحفاد|الأبناء النجباء|العترة|الحوزة|المتفوقين|الأوائل"},
    "kataib_hezbollah": {"party": "خان يونس|رفح|جباليا|غزة|قطاع غزة|تل أبيب|ميركافا|الفلسطينية|لبنان|اللبناني|اللبنانية|بيروت|الجميل|جعجع|lebanon", "army": "الجيش العربي السوري|سمير جعجع|حزب الكتائب|الكتائب اللبنانية|كتائب القسام|عز الدين|الهندسية|الصدر الأول|الأمويين"},
    "asaib_ahl_al_haq": {"cloth": "الرأس|رأسه|عمامة|العمائم|المسح على|الجروح|ضمادات|حمراء|الحرير|الأعصاب|حمر"},
    "alwiyat_al_waad_al_haq": {"iran": "الوعد الصادق|الحرس الثوري الإيراني"},
    "kaf": {"letter": "حرف|الحروف|لام|ميم|الأبجدية|الهجاء|بشكل كاف|غير كاف|وقت كاف|كاف لل|دعم كاف|كافية|رصيد|نون|التشبيه|letter|alphabet"},
    "al_etejah_tv": {"programme": "الاتجاه المعاكس|فيصل القاسم|الجزيرة|الملاحة|السير|المرور"},
    "warithuun": {"heirs": "التركة|الميراث|الورثة|الإرث|يرثون|الأرض|حصة|القسام الشرعي|قسام شرعي|العقار|inherit*|heirs|estate|novel|golding"},
    "ahl_al_maarouf": {"charity": "المنكر|صدقة|الصدقة|الخير|الإحسان|الكرم|المحتاجين|التبرع|الفقراء|charity|جزاهم"},
    "raba_allah": {"friends": "ربعه|الأصدقاء|الشباب الحلوين|أهلي|charge"},
    "liwa_al_golan": {"syria": "هضبة|المحتلة|الجيش الحر|الجيش السوري|الفرقة|القنيطرة|الدروز|golani|golan heights|israel*"},
    "liwa_khaibar": {"elsewhere": "باختونخوا|pakhtunkhwa|khyber"},
    "inews_tv": {"abroad": "البريطانية|britain|british|uk|london"},
    "unit_10000": {"price": "dinars|dinar|per night|beds|دينار|الكهرباء|كيلو|سكنية|وحدة سكنية|الأسهم|السهم|حرارية|housing|price"},
    "zulfiqar_unit": {"sword": "سيف|السيف|لا فتى|الإمام علي|أمير المؤمنين|الأئمة|حيدر|كرار|الكرار|sword|imam|actor|minister|cricket*"},
    "quwwat_dhu_al_faqar": {"sword": "سيف الإمام"},
    "fedayeen_al_khamenei": {},
}  # fmt: skip
OTHERWISE_WEIGHT: Final = -0.5
EPITHETS: Final = frozenset({"qasem_al_jabbarin"})  # whose words are also said of God
# What armed groups do in headlines, past and present: every form of it that agrees with a group is generated.
_VERBS = "تبنى تبنى|أعلن علن|هدد هدد|حذر حذر|نفى نفي|توعد توعد|استهدف ستهدف|أصدر صدر|أكد ؤكد|نشر نشر|بارك بارك|نعى نعى|أدان دين|قصف قصف|طالب طالب|رفض رفض|أمهل مهل|نفذ نفذ|علق علق|اقتحم قتحم|أحرق حرق|هاجم هاجم|حاصر حاصر|مزق مزق|فجر فجر|ضرب ضرب|شن شن|أطلق طلق|استعرض ستعرض|هنأ هنئ|عزى عزي|استنكر ستنكر|جدد جدد|عقد عقد|رشح رشح|انسحب نسحب|لوح لوح|اتهم تهم|بث بث|وصف صف|اعتبر عتبر|شيع شيع|اغتال غتال|خطف خطف|اختطف ختطف|دك دك|أسقط سقط|زف زف|كشف كشف|ندد ندد|أوقف وقف|دعا دعو|رد رد|توجه توجه|سلم سلم|انتشر نتشر|تظاهر تظاهر|عرض عرض|أنذر نذر|خرق خرق|صعد صعد|هزم هزم|نعلن نعلن|وجه وجه|ضم ضم|تعهد تعهد|شارك شارك|واصل واصل|أغلق غلق|ينفذ نفذ|تبرأ تبرأ|وثق وثق|روى روي|وضع ضع|وقف قف|أثنى ثني|شكل شكل|قاتل قاتل|نزل نزل|عاد عود|اشترك شترك|ظهر ظهر|زعم زعم|شكر شكر|نقل نقل|نصب نصب|قتل قتل|اعتدى عتدي|توغل توغل|أقسم قسم|ثأر ثأر|رحب رحب|تضامن تضامن|حمل حمل|ترجم ترجم|عمم عمم|دشن دشن|اعترف عترف|أرسل رسل|عد عد|خرج خرج|وزع وزع|تحمل تحمل|أنكر نكر|زرع زرع|فتح فتح|كتب كتب|قال قول|مهل مهل|قنص قنص|طلب طلب|باشر باشر|تراجع تراجع|استقال ستقيل|توجه توجه"  # fmt: skip


def _terms(text: str) -> tuple[str, ...]:
    """Folded, each once; the star stays."""
    return tuple(dict.fromkeys(
        " ".join(fold(term.removesuffix("*")).split()) + ("*" if term.endswith("*") else "") for term in text.split("|")
    ))  # fmt: skip


_FOUNDED = "شكلته|شكلتها|أسسته|أسستها|أعلنته|تقوده|تقودها|تديره|تديرها|تموله|تمولها|تدعمه|تدعمها|التابع ل|شكلها|أسسها"


def verb_forms() -> tuple[str, ...]:
    """تتبنى, يتبنى, يتبنون, تبنت, تبنى, تبنوا …"""
    forms = []
    for verb in _VERBS.split("|"):
        past, present = map(fold, verb.split())
        stem, root = past.removesuffix("ي").removesuffix("ا"), present.removesuffix("ي").removesuffix("و")
        forms += [
            past,
            f"{stem}ت",
            f"{stem}وا",
            *(f"{prefix}{present}" for prefix in ("ت", "ي", "ن")),
            f"ي{root}ون",
            f"ي{root}وا",
        ]
        forms += [f"ي{root}يان", f"ي{root}ان", f"ت{root}ان"]
        forms += [f"س{prefix}{present}" for prefix in "تين"] + [f"لن {prefix}{present}" for prefix in "تي"]
    return tuple(dict.fromkeys(forms))


FOR: Final = {name: (weight, _terms(text)) for name, (weight, text) in _FOR.items()}
AGAINST: Final = {name: (weight, _terms(text)) for name, (weight, text) in _AGAINST.items()}
BEFORE: Final = {name: (weight, _terms(text)) for name, (weight, text) in _BEFORE.items()}
AFTER: Final = {name: (weight, _terms(text)) for name, (weight, text) in _AFTER.items()}
# Commentaries tell of the Sleepers with these verbs too.
_TOLD = frozenset(
    map(
        fold,
        [
            "قال",
            "قالت",
            "قالوا",
            "يقول",
            "تقول",
            "خرج",
            "خرجت",
            "يخرج",
            "عاد",
            "ظهر",
            "نقل",
            "دعا",
            "رد",
            "وقف",
            "توجه",
            "ضرب",
            "نزل",
            "طلب",
            "وضع",
            "قاتل",
            "وصف",
            "كتب",
            "فتح",
            "روى",
            "عد",
            "وجه",
            "كشف",
            "سلم",
            "عرض",
            "حمل",
            "قتل",
            "بث",
            "ضم",
            "يعد",
            "تعد",
        ],
    )
)
BEFORE["acted"] = BEFORE["acted"][0], tuple(form for form in (*verb_forms(), *_terms(_FOUNDED)) if form not in _TOLD)
AFTER["acts"] = AFTER["acts"][0], (*AFTER["acts"][1], *verb_forms(), *_terms(_FOUNDED))
OTHERWISE: Final = {
    id_: {name: _terms(text) for name, text in senses.items()} for id_, senses in _OTHERWISE.items() if senses
}
WEIGHTS: Final = {name: weight for table in (FOR, AGAINST, BEFORE, AFTER) for name, (weight, _) in table.items()} | {
    "hashtag": 0.15, "signature": 0.25, "disguised": 0.45, "chat_spelling": 0.15, "stretched": 0.15, "acts_like_a_group": 0.25, "beside_such_a_name": 0.2, "misspelt": -0.1, "another_word": -0.35, "beside_another_organisation": 0.25, "its_people": 0.6, "channel": 0.5,
    "named_in_full": 0.6, "joined_to_another": 0.3, "likened": -0.4, "acronyms_together": 0.4, "much_politics": 0.2,
}  # fmt: skip
# Evidence that counts for some kinds of name only.
POLITICAL: Final = frozenset({"raba_allah", "ahl_al_maarouf", "asaib_ahl_al_haq", "badr", "nujaba", "kataib_hezbollah", "coordination_framework", "tansiqiya"})  # fmt: skip
# Signs that the name stands in a militant's world; acronyms need one of them.
SUPPORT: Final = frozenset({"claim", "first_person", "militia", "site", "enemy", "beside_another_organisation", "its_people", "named_in_full", "channel", "acronyms_together"})  # fmt: skip
# Short names that so many others bear that a militant word must stand near them; and those that politics carries.
SHORT_NEEDS: Final = {"tansiqiya": frozenset({"militia", "named_in_full"}), "coordination_framework": frozenset({"politics", "led", "named_in_full", "its_people"})}  # fmt: skip
# Which contrary senses a name can have; all religious and everyday ones if it isn't listed.
RELIGIOUS: Final = ("scripture", "story", "prayer", "hadith", "history")
EVERYDAY: Final = ("sport", "art", "study")
AGAINST_WHOM: Final[dict[str, tuple[str, ...]]] = {
    "tansiqiya": ("body", "elsewhere"), "coordination_framework": ("body",), "kataib_hezbollah": ("elsewhere", "sport", "history"), "al_etejah_tv": ("art",), "kyan_kf": (), "inews_tv": ("elsewhere",), "sabereen_news": ("scripture", "prayer"),
    "kaf": ("trade", *EVERYDAY), "ahl_al_maarouf": (*RELIGIOUS, *EVERYDAY, "trade"), "badr": (*RELIGIOUS, *EVERYDAY, "trade", "elsewhere", "space", "weather"), "liwa_al_golan": ("elsewhere", "sport"), "asaib_ahl_al_haq": ("hadith", "history", "art", "sport"), "nujaba": (*RELIGIOUS, *EVERYDAY),
    "fasail_al_muqawama_al_duwaliya": ("elsewhere", "body"), "unit_10000": ("trade",),
}  # fmt: skip
MOST_RELIGIOUS: Final = -0.7  # statements quote scripture too: together these senses weigh no more than this
# Other things whose names hold a name of ours. They win where they are longer.
_DECOYS = "بسم الله قاصم الجبارين|باسم الله قاصم الجبارين|بسمه قاصم الجبارين|بسم قاصم الجبارين|الحمد لله قاصم الجبارين|يا قاصم الجبارين|عصائب أهل العراق|عصائب العراق|العصائب الحمراء|العصائب الحمر|العصائب الصفراء|حزب الكتائب|حزب الكتائب اللبنانية|الكتائب اللبنانية|كتائب القسام|كتائب عز الدين القسام|الاتجاه المعاكس|قناة الاتجاه المعاكس|خيبر شكن|قوات ذو الفقار البحرية|ذو الفقار علي بوتو|zulfiqar ali bhutto|zulfikar ali bhutto|badr hari|golani brigade|لواء غولاني|badr satellite|badr city|نادي بدر|معركة بدر|غزوة بدر|غزوة بدر الكبرى|ليلة بدر|يوم بدر|أهل بدر|شهداء بدر|قاسم سليماني الجبارين|مناورات ذو الفقار|صاروخ ذو الفقار|صواريخ ذو الفقار|سيف ذو الفقار|سيف ذي الفقار|حزب الله اللبناني|في هذا الإطار|ضمن هذا الإطار|في الإطار ذاته|في الإطار نفسه|الإطار العام|الإطار القانوني|الإطار الزمني|الإطار الاستراتيجي|اتفاقية الإطار الاستراتيجي|خارج الإطار|هذا الإطار|هو الإطار|الإطار الذي|الإطار المؤسسي|الإطار الاتفاقي|الإطار الدستوري|الإطار التشريعي|الإطار الوطني|الإطار الدولي|الإطار التنظيمي|الإطار التعاوني|الإطار المرجعي|الإطار النظري|الإطار السياسي العام|الإطار الاقتصادي|الإطار الرسمي|الإطار الضيق|الإطار الواسع|الإطار الأوسع|الإطار المالي|الإطار الأخلاقي|الإطار التفاوضي|الإطار القانوني والدستوري|الإطار المنطقي|الإطار الصحيح|الإطار الحالي|الإطار المطلوب|الإطار التوجيهي|الإطار الخارجي|الإطار الداخلي|أهل المعروف في الدنيا"  # fmt: skip
DECOYS: Final = tuple(" ".join(fold(each).split()) for each in _DECOYS.split("|"))
