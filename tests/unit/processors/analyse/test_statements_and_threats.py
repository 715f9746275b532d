"""Statements of the Tansiqiya and threats against people, by class and by target."""

import pytest

from processors.analyse.post import build_analyser
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

ANALYSE = build_analyser(load_registry(), Pipeline(code="test", registry="test"))


def analysed(text):
    return ANALYSE(RawPost(channel=Channel(id=1), message_id=1, date="2021-07-10T09:00:00Z", text=text))


CLASSES = [
    ("الهيئة التنسيقية للمقاومة العراقية تعلن وقفا مشروطا للعمليات ضد القوات الأمريكية", "relay"),
    (
        "نص بيان الهيئة التنسيقية للمقاومة العراقية:\nبسم الله الرحمن الرحيم\nإن المقاومة العراقية تعلن منح القوات الأجنبية فرصة مشروطة للانسحاب.\nوما النصر إلا من عند الله",
        "statement",
    ),
    ("رحب النائب حسن سالم ببيان الهيئة التنسيقية للمقاومة العراقية، داعيا الحكومة إلى الاستجابة", "mention"),
    ("قال محلل سياسي إن الهيئة التنسيقية للمقاومة العراقية لم تعد قادرة على ضبط الفصائل", "mention"),
    ("قبل عام أعلنت الهيئة التنسيقية للمقاومة العراقية هدنة مشروطة", "mention"),
    ("ردا على بيان الهيئة التنسيقية للمقاومة العراقية، قالت السفارة الأمريكية إنها تحترم سيادة العراق", "mention"),
    ("الهيئة التنسيقية العليا للانتخابات في الإطار التنسيقي تعقد اجتماعا", "none"),
    ("تنسيقية تظاهرات ذي قار تصدر بيانا", "none"),
    ("الهيئة التنسيقية لشؤون المنافذ الحدودية تعلن", "none"),
    ("المقاومة الإسلامية في العراق تصدر بيانا بشأن غزة", "none"),
    ("الإطار التنسيقي يرفض نتائج الانتخابات", "none"),
    (
        "هددت الهيئة التنسيقية للمقاومة العراقية باستهداف أي طيران أجنبي في سماء العراق، وأضافت في بيان: «سنتعامل مع أي طيران أجنبي على أنه معاد»",
        "relay",
    ),
    ("Iraqi Resistance Coordination Committee: any foreign flight in Iraq will be treated as hostile", "relay"),
    ("The Iraqi Resistance Coordination Committee said in a statement it cannot accept the election result", "relay"),
    ("Analysts doubt that the Tansiqiya still controls its members", "mention"),
    ("In October 2020, the Tansiqiya emerged as a coordination mechanism for the muqawama", "mention"),
    ("The Iraqi Resistance Coordination Committee will issue a statement tonight", "relay"),
    ("The prime minister dismissed the Iraqi Resistance Coordination Committee's statement as empty words", "mention"),
    ("هیئت هماهنگی مقاومت عراق: نیروهای آمریکایی باید خاک عراق را ترک کنند", "relay"),
    ("هیئت هماهنگی مقاومت عراق در بیانیه‌ای نتایج انتخابات را رد کرد", "relay"),
    (
        "بسم الله الرحمن الرحيم\nيا أبناء شعبنا العزيز\nلقد أثبتت الأيام أن الاحتلال لا يفهم إلا لغة القوة، وإننا إذ نؤكد حقنا في المقاومة نمهل القوات الأجنبية حتى نهاية العام.\nوالله ولي التوفيق\nالهيئة التنسيقية للمقاومة العراقية\n١٥ ذو الحجة ١٤٤٢ هـ",
        "statement",
    ),
    (
        "عاجل\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية:\nبسم الله قاصم الجبارين\n(أذن للذين يقاتلون بأنهم ظلموا)\nنعلن رفضنا لنتائج الانتخابات",
        "statement",
    ),
    ("مصدر مقرب من الهيئة التنسيقية للمقاومة العراقية لصابرين: لا لقاء مع المبعوث الأممي", "mention"),
    ("ناشطون يتداولون صورة قديمة لاجتماع الهيئة التنسيقية للمقاومة العراقية", "mention"),
    ("كتائب حزب الله: ملتزمون بما تقرره الهيئة التنسيقية للمقاومة العراقية", "mention"),
    ("أبرز ما ورد في بيان الهيئة التنسيقية للمقاومة العراقية: رفض بقاء القوات الأجنبية، وإنهاء الهدنة", "relay"),
    ("بالفيديو.. نصر الشمري يقرأ بيان الهيئة التنسيقية للمقاومة العراقية في ساحة التحرير", "relay"),
    (
        "Statement of the Iraqi Resistance Coordination Committee\nIn the name of God\nWe announce a conditional truce so that the foreign forces may present a plan for withdrawal.\nVictory comes only from God\nThe Iraqi Resistance Coordination Committee\n10 October 2020",
        "statement",
    ),
    ("اليوم الذكرى الأولى لأول بيان أصدرته الهيئة التنسيقية للمقاومة العراقية", "mention"),
    ("وفقا لبيان الهيئة التنسيقية للمقاومة العراقية فإن المهلة تنتهي آخر الشهر", "relay"),
    ("ماذا تعني هدنة الهيئة التنسيقية للمقاومة العراقية؟ تحليل", "mention"),
    ("برأيكم هل ستصدر الهيئة التنسيقية للمقاومة العراقية بيانا بعد قصف القائم؟", "mention"),
    ("انتقد الصدر بيان الهيئة التنسيقية للمقاومة العراقية وقال إن السلاح بيد الدولة", "mention"),
    ("عاجل.. الهيئة التنسيقية للمقاومة العراقية: لا حوار مع الاحتلال بعد اليوم", "relay"),
    ("مهم | بيان من الهيئة التنسيقية للمقاومة العراقية بعد صلاة المغرب", "relay"),
    ("الإعلام الأمريكي يتحدث عن اجتماع ضم قادة في الهيئة التنسيقية للمقاومة العراقية مع قاآني", "mention"),
    (
        "الهيئة التنسيقية للمقاومة العراقية\n\nبيان\n\nبسم الله الرحمن الرحيم\n\nإن شعبنا الذي قدم آلاف الشهداء لن يقبل بوجود أي قوات أجنبية على أرضه، ونطالب الحكومة بتنفيذ قرار البرلمان.\n\nوالسلام عليكم ورحمة الله وبركاته",
        "statement",
    ),
    (
        "طالبت الهيئة التنسيقية للمقاومة العراقية في بيان، اليوم الخميس، بخروج جميع القوات الأجنبية، مؤكدة أن المقاومة مستمرة",
        "relay",
    ),
    ("بعد أسابيع من الهدنة التي أعلنتها الهيئة التنسيقية للمقاومة العراقية، قصف جديد على السفارة", "mention"),
    ("أستاذ في العلوم السياسية: الهيئة التنسيقية للمقاومة العراقية غطاء لكتائب حزب الله", "mention"),
    ("الكعبي: نلتزم بقرارات الهيئة التنسيقية للمقاومة العراقية", "mention"),
    (
        "ننشر لكم النص الكامل لبيان الهيئة التنسيقية للمقاومة العراقية:\nبسمه تعالى\nيا أبناء العراق، نعلن أن صبرنا قد نفد.\nوسيعلم الذين ظلموا أي منقلب ينقلبون",
        "statement",
    ),
    ("هيئة التنسيق الوطنية السورية تصدر بيانا", "none"),
    ("اللجنة التنسيقية لانتفاضة تشرين تدعو إلى تظاهرة", "none"),
    ("الهيئة التنسيقية لعشائر الأنبار تعقد مؤتمرا", "none"),
    ("الهيئة التنسيقية الطلابية في جامعة بغداد تعلن الإضراب", "none"),
    ("Al-Haya al-Tansiqiya lil-Muqawama al-Iraqiya announces end of truce with US forces", "relay"),
    (
        "According to the Iraqi Resistance Coordination Committee, the truce is conditional on a withdrawal timetable",
        "relay",
    ),
    ("Kata'ib Hezbollah chairs the Iraqi Resistance Coordination Committee, researchers say", "mention"),
    ("Iraqi Resistance Coordination Committee to hold rally for Gaza on Thursday", "mention"),
    ("کمیته هماهنگی مقاومت عراق اعلام کرد آتش‌بس مشروط پایان یافته است", "relay"),
    ("تحلیل: کمیته هماهنگی مقاومت عراق چه کسانی هستند؟", "mention"),
    ("تغريدة أبو علي العسكري: ما صدر عن الهيئة التنسيقية للمقاومة العراقية يمثلنا", "mention"),
    ("الهيئة التنسيقية للمقاومة العراقية تصدر بيانها الثاني: العدوان على الحشد نسف للهدنة", "relay"),
    ("«لن تكون أرض العراق آمنة للمحتل».. من بيان الهيئة التنسيقية للمقاومة العراقية", "relay"),
]
THREATS = [
    ("إنذار أخير إلى كل مترجم يعمل مع قوات الاحتلال: اتركوا عملكم خلال 72 ساعة", ("contractors",)),
    ("أصحاب الكهف تهدد العاملين في قاعدة عين الأسد بالقتل", ("contractors",)),
    ("نقول للقضاة الذين أصدروا مذكرات القبض بحق المجاهدين: سيأتي يوم حسابكم ولن تفلتوا", ("judges",)),
    ("إلى قناة الشرقية ومراسليها: حسابكم قريب وسنصل إليكم", ("journalists",)),
    ("ربع الله: الناشطون عملاء السفارة أهداف مشروعة لنا", ("activists",)),
    ("على ضباط جهاز المخابرات أن يعلموا أن أسماءهم لدينا وأن دماء القادة لن تذهب، ومصيرهم القتل", ("security_forces",)),
    ("ابتعدوا عن قوات الاحتلال يا منتسبي القوات الأمنية، وقد أعذر من أنذر", ("security_forces",)),
    ("أي طيران أجنبي في سماء العراق سيعامل على أنه معاد", ("foreign_aviation",)),
    ("We warn every contractor on US bases: leave now or you will be targeted", ("contractors",)),
    ("Ashab al-Kahf threatened UN election workers, telling them to leave Iraq", ("election_workers",)),
    ("Kata'ib Hezbollah threatens judges over the release of protest leaders' killers", ("judges",)),
    ("هشدار به پیمانکاران نیروهای آمریکایی: پایگاه‌ها را ترک کنید وگرنه هدف خواهید بود", ("contractors",)),
    ("نحذر موظفي المفوضية من التلاعب بأصوات الشعب، فمن يسرق صوتنا نقطع يده", ("election_workers",)),
    ("نائب يهدد الصحفيين: سأقاضي كل من ينشر", ("journalists",)),
    ("إلى أصحاب شركات النقل التي تزود قواعد الاحتلال: هذا آخر تحذير لكم، شاحناتكم ستحترق", ("contractors",)),
    ("فريق فاطميون الإلكتروني: نعرف بيوت الناشطين وأماكن عملهم، ومن يحرض ضد المرجعية سينال جزاءه", ("activists",)),
    ("نشرت قنوات مقربة من الفصائل أسماء وعناوين قضاة المحكمة الاتحادية وتوعدتهم بالقتل", ("judges",)),
    ("سيدفع الكاظمي ثمن اعتقال قاسم مصلح", ("politicians",)),
    ("قاسم مصلح سيخرج وإلا فإن رأس الكاظمي ثمن", ("politicians",)),
    ("أيها المترجمون: من يسلم نفسه ويتوب قبل نهاية الشهر فهو آمن، ومن بقي مع المحتل فدمه مهدور", ("contractors",)),
    ("إلى كوادر مفوضية الانتخابات: من يوقع على النتائج المزورة سيحاسبه رجال المقاومة في بيته", ("election_workers",)),
    ("UN envoy Plasschaert must leave Iraq or face the anger of the resistance, Telegram channels warn", ("un_staff",)),
    ("Militia channels publish names and addresses of activists in Basra: 'your turn is coming'", ("activists",)),
    ("We know your names and homes, interpreters of the occupation. Quit or die.", ("contractors",)),
    ("Kata'ib Hezbollah warned foreign airlines against flying troops into Baghdad", ("foreign_aviation",)),
    ("به کارکنان سفارت آمریکا هشدار می‌دهیم: در امان نخواهید بود", ("contractors",)),
    ("سنسقط كل طائرة أجنبية تدخل سماء العراق", ("foreign_aviation",)),
    ("من يقف مع المتظاهرين من الإعلاميين سيكون مصيره كمصير من سبقه. ربع الله", ("journalists",)),
    ("الأمين العام للعصائب: قتلة أبنائنا من ضباط المخابرات سنقتص منهم واحدا واحدا", ("security_forces",)),
    ("أصحاب الكهف تمهل موظفي السفارة العراقيين أسبوعا لترك العمل", ("contractors",)),
]
NO_THREATS = [
    "نقابة الصحفيين تدين التهديدات التي تعرض لها صحفيون في البصرة",
    "ناشط يتلقى تهديدات بالقتل من مجهولين",
    "تحذر هيئة الأنواء الجوية سائقي الشاحنات من الغبار",
    "وزارة النفط تحذر أصحاب الشاحنات من التلاعب بالحمولات",
    "عشيرة في ميسان تهدد محاميا بسبب ثأر قديم",
    "رئيس الوزراء يحذر من التهاون في حماية المتظاهرين",
    "دراسة: تزايد التهديدات ضد الناشطات في العراق",
    "UN condemns threats against election workers in Iraq",
    "Human Rights Watch report documents threats to activists in Basra",
    "Drivers warned of dust storm on Basra highway",
    "قال رئيس نقابة المحامين إن تهديد المحامين مرفوض",
    "المفوضية تحذر موظفيها من التأخر عن الدوام",
    "مدرب الفريق يهدد اللاعبين بالعقوبات بعد خسارة المباراة",
    "تحذير من ارتفاع إصابات كورونا بين المعلمين",
    "حركة النجباء تحذر السعودية من التدخل في العراق",
    "سنحاسب السياسيين الفاسدين عبر صناديق الاقتراع",
    "لجنة حماية الصحفيين تطالب بالتحقيق في تهديد مراسل في البصرة",
    "رئيس الجمهورية يحذر من استهداف الصحفيين",
    "العمليات المشتركة تحذر الضباط من التعاطي مع الشائعات",
    "نائب: تلقيت تهديدات بسبب مواقفي من السلاح المنفلت",
    "تظاهرة للأطباء بعد تهديد عشائري لطبيب في ذي قار",
    "Amnesty: journalists in Iraq face threats from militias",
    "The ministry warned teachers about exam leaks",
    "حكم على ثلاثة متهمين بتهديد قاض في النجف",
    "لا تهددونا بالقضاء أيها السياسيون، فنحن طلاب حق",
]


@pytest.mark.parametrize(("text", "class_"), CLASSES)
def test_the_class_of_a_text(text, class_):
    found = analysed(text).tansiqiya
    assert found.class_ == class_
    assert 0 <= found.score <= 1
    assert bool(found.markers) == (class_ != "none")


@pytest.mark.parametrize(("text", "targets"), THREATS)
def test_whom_a_threat_is_for(text, targets):
    threat = analysed(text).threat
    assert threat is not None
    assert tuple(sorted(threat.targets)) == targets


@pytest.mark.parametrize("text", NO_THREATS)
def test_what_threatens_nobody(text):
    assert analysed(text).threat is None


def test_a_statement_shows_what_it_was_decided_from():
    text = (
        "بسم الله الرحمن الرحيم\nبيان رقم (4) صادر عن الهيئة التنسيقية للمقاومة العراقية\nيا أبناء شعبنا، نمهل القوات الأجنبية "
        "حتى نهاية العام وننهي الهدنة.\nوما النصر إلا من عند الله\nالهيئة التنسيقية للمقاومة العراقية\n4 آذار 2021م الموافق 20 رجب 1442 هـ"
    )
    found = analysed(text).tansiqiya
    names = {marker.name for marker in found.markers}
    assert found.class_ == "statement"
    assert {
        "title",
        "basmala",
        "numbered",
        "addressees",
        "closing_formula",
        "sign_off",
        "date_line",
        "topic:ceasefire",
        "topic:foreign_forces",
    } <= names
