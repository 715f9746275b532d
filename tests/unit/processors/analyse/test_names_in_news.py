"""Names in plain news that count and words that mean something else; who a post is from."""

import pytest

from processors.analyse.post import build_analyser
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

ANALYSE = build_analyser(load_registry(), Pipeline(code="test", registry="test"))


def brands_of(text):
    return ANALYSE(RawPost(channel=Channel(id=1), message_id=1, date="2021-07-10T09:00:00Z", text=text)).brands


NAMED = [
    ("المتحدث العسكري للنجباء يتوعد القواعد الأمريكية", "nujaba"),
    ("وفد النجباء يصل طهران للقاء قادة الحرس", "nujaba"),
    ("الكعبي: النجباء لن تسلم سلاحها", "nujaba"),
    ("قيادي سابق في النجباء يكشف مصادر تمويل الحركة", "nujaba"),
    ("بدر والعصائب تتفقان على تقاسم المناصب في ديالى", "badr"),
    ("كتلة بدر النيابية تطالب باستجواب وزير المالية", "badr"),
    ("العامري يترأس اجتماعاً لقيادات بدر", "badr"),
    ("العصائب تنفي صلتها بقصف السفارة", "asaib_ahl_al_haq"),
    ("خلاف بين العصائب والتيار على محافظ ميسان", "asaib_ahl_al_haq"),
    ("نائب عن العصائب يهاجم المحكمة الاتحادية", "asaib_ahl_al_haq"),
    ("الكتائب تحشد مقاتليها عند جرف الصخر", "kataib_hezbollah"),
    ("المسؤول الأمني للكتائب أبو علي العسكري يغرد", "kataib_hezbollah"),
    ("من يقف خلف أصحاب الكهف؟ سؤال في أروقة الاستخبارات", "ashab_al_kahf"),
    ("أصحاب الكهف تعود بعد غياب", "ashab_al_kahf"),
    ("أنصار ربع الله يحرقون صور رئيس الوزراء", "raba_allah"),
    ("ربع الله تغلق شارع أبي نؤاس", "raba_allah"),
    ("أهل المعروف تهاجم نادياً ليلياً في بغداد", "ahl_al_maarouf"),
    ("قاصم الجبارين تظهر من جديد في السماوة", "qasem_al_jabbarin"),
    ("كشف لواء خيبر عن صاروخ جديد", "liwa_khaibar"),
    ("محللون يربطون قوات ذو الفقار بالعصائب", "quwwat_dhu_al_faqar"),
    ("وحدة ذو الفقار المشتركة بين الفصائل نفذت هجوم عين الأسد، يقول ضابط", "zulfiqar_unit"),
    ("خلية الوارثون درّبها الحرس الثوري قرب البوكمال", "warithuun"),
    ("النجباء تعلن تشكيل لواء الجولان", "liwa_al_golan"),
    ("صابرين نيوز تنشر صوراً للقاعدة قبل الهجوم", "sabereen_news"),
    ("آي نيوز تستضيف الخزعلي الليلة", "inews_tv"),
    ("منصة كاف التابعة لكتائب حزب الله تبث مقطعاً جديداً", "kaf"),
    ("الوحدة 10000 الإعلامية تشن حملة ضد الكاظمي", "unit_10000"),
    ("الإطار يحسم مرشحه لرئاسة الوزراء", "coordination_framework"),
    ("عصبة الثائرين تلمّح إلى هجمات جديدة", "usbat_al_thairin"),
    ("Nujaba's Kaabi meets Khamenei in Tehran", "nujaba"),
    ("A Badr MP called for the governor to step down", "badr"),
    ("AAH rejects the militia disarmament plan", "asaib_ahl_al_haq"),
    ("Who is behind Ashab al-Kahf? Analysts disagree", "ashab_al_kahf"),
]
NOT_NAMED = [
    "تلاوة من سورة الكهف وقصة أصحاب الكهف بصوت القارئ",
    "نادي النجباء الرياضي يفوز على الكهرباء",
    "حفل تكريم أبنائنا النجباء في مدارس الكرخ",
    "ليلة البدر والقمر في السماء",
    "بدر هاري يعود إلى الحلبة",
    "مباراة بدر السعودي والاتفاق",
    "العصائب الحمراء وحدة خاصة في إدلب",
    "لف العصائب على الجرح يوقف النزف",
    "كتائب القسام تعلن عن كمين في رفح",
    "الكتائب اللبنانية ترشح الجميل",
    "مطعم أصحاب الكهف في عمان يقدم المندي",
    "موقع أصحاب الكهف السياحي في الأردن",
    "هذا المبلغ غير كاف لشراء سيارة",
    "حرف كاف في العربية",
    "سيف ذو الفقار في متحف طوب قابي",
    "المطرب ذو الفقار يحيي حفلاً",
    "الوارثون الشرعيون يتقاسمون الأرض",
    "وأولئك هم الوارثون الذين يرثون الفردوس",
    "جمعية أهل المعروف الخيرية توزع السلال",
    "جزى الله أهل المعروف خيراً",
    "ربع الله يكثر خيرهم ساعدونا بالبناء",
    "لواء الجولان في الجيش السوري الحر",
    "غزوة خيبر درس في الشجاعة",
    "صاروخ خيبر الإيراني الجديد",
    "الاتجاه المعاكس حلقة نارية على الجزيرة",
    "هذه الساحة باتجاه واحد، قناة الاتجاه السريع",
    "الإطار الخلفي للسيارة انفجر على الطريق",
    "الإطار القانوني للاستثمار الأجنبي",
    'فيلم "أصحاب الكهف" يحصد الجوائز',
    'مسلسل "الوارثون" على شاشة رمضان',
    "اللهم يا قاصم الجبارين اقصم ظهر الظالمين",
    "Battle of Badr lessons for youth",
    "Khyber province police arrested four men",
    "The inheritors of the estate went to court",
    "seven sleepers, the companions of the cave, in Ephesus",
    "10000 units sold in the first week",
    "i news tv uk broadcasts from London",
    "golani brigade soldiers wounded in Gaza",
    "عملية الوعد الصادق 3 الإيرانية",
    "هيئة تنسيقية للمحاضرين",
]
ROLES = [
    ("نحن أصحاب الكهف نقولها للمقاول: اترك القاعدة قبل أن نحرقها بمن فيها", "ashab_al_kahf", "issuer"),
    ("قوات ذو الفقار: ما قصفنا أربيل أمس ومن قال غير ذلك كذب", "quwwat_dhu_al_faqar", "issuer"),
    ("عصبة الثائرين: يا سائق الصهريج، طريقك إلى التاجي آخر طريق", "usbat_al_thairin", "issuer"),
    (
        "بسم الله الرحمن الرحيم\nاتفق المجتمعون على دعم الحكومة وندعو الجميع إلى التهدئة\nالإطار التنسيقي",
        "coordination_framework",
        "issuer",
    ),
    ("مرت سنة على أول بيان لأصحاب الكهف عن قصف السفارة", "ashab_al_kahf", "mention"),
    ("حسب بيان لعصبة الثائرين نقلته مواقع محلية فالحكومة ضعيفة", "usbat_al_thairin", "mention"),
    ("سأل الصحفيون عن الهجوم. كتائب حزب الله تلتزم الصمت", "kataib_hezbollah", "mention"),
    ("Analysts wait for an answer. Kataib Hezbollah declined to comment", "kataib_hezbollah", "mention"),
    ("بعد قليل بيان كتائب حزب الله", "kataib_hezbollah", "mention"),
]


@pytest.mark.parametrize(("text", "id_"), NAMED)
def test_a_name_in_plain_news(text, id_):
    assert id_ in {brand.id for brand in brands_of(text)}


@pytest.mark.parametrize("text", NOT_NAMED)
def test_words_that_mean_something_else(text):
    assert not brands_of(text)


@pytest.mark.parametrize(("text", "id_", "role"), ROLES)
def test_whose_post_it_is(text, id_, role):
    assert {brand.role for brand in brands_of(text) if brand.id == id_} == {role}
