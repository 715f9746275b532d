"""Claims, blessings, denials and threats: what a post carries, in whose name, with what and where."""

import pytest

from processors.analyse.post import build_analyser
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

ANALYSE = build_analyser(load_registry(), Pipeline(code="test", registry="test"))


def analysed(text, date="2021-07-10T09:00:00Z"):
    return ANALYSE(RawPost(channel=Channel(id=1), message_id=1, date=date, text=text))


CARRIED = [
    (
        "بيان صادر عن سرايا قاصم الجبارين\nتمكن إخوانكم المجاهدون من استهداف رتل للدعم اللوجستي التابع لقوات الاحتلال الأمريكي بعبوة ناسفة على الطريق السريع في محافظة بابل",
        ("claim", "ied", ("qasem_al_jabbarin",), ("baghdad_basra_roads",)),
    ),
    (
        "أصحاب الكهف: استهدفنا رتلا للتحالف في الناصرية بعبوة ناسفة",
        ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",)),
    ),
    ("المقاومة الإسلامية في العراق تعلن استهداف قاعدة التنف بطائرتين مسيرتين", ("claim", "drone", (), ("التنف",))),
    (
        "كتائب حزب الله تبارك العملية البطولية التي استهدفت قاعدة عين الأسد بالصواريخ",
        ("eulogy", "rocket", ("kataib_hezbollah",), ("al_asad",)),
    ),
    ("حركة النجباء: نبارك للمجاهدين عملية استهداف سفارة الشر", ("eulogy", "other", ("nujaba",), ("us_embassy",))),
    (
        "عصائب أهل الحق تنفي علاقتها باستهداف السفارة الأمريكية",
        ("denial", "other", ("asaib_ahl_al_haq",), ("us_embassy",)),
    ),
    (
        "نفى المتحدث باسم كتائب حزب الله أي علاقة للكتائب بقصف مطار أربيل بالصواريخ",
        ("denial", "rocket", ("kataib_hezbollah",), ("erbil",)),
    ),
    (
        "كتائب حزب الله تحذر القوات الأمريكية من البقاء في العراق بعد نهاية العام",
        ("warning", None, ("kataib_hezbollah",), ()),
    ),
    (
        "Ashab al-Kahf claimed responsibility for the rocket attack on the Green Zone",
        ("claim", "rocket", ("ashab_al_kahf",), ("us_embassy",)),
    ),
    (
        "Kata'ib Hezbollah denied involvement in the rocket attack on Balad Air Base",
        ("denial", "rocket", ("kataib_hezbollah",), ("balad",)),
    ),
    (
        "Kata'ib Hezbollah praised the drone attack on Al-Asad Air Base but did not claim it",
        ("eulogy", "drone", ("kataib_hezbollah",), ("al_asad",)),
    ),
    (
        "Saraya Qassem al-Jabbarin said it targeted a coalition convoy with an IED near Diwaniyah",
        ("claim", "ied", ("qasem_al_jabbarin",), ("baghdad_basra_roads",)),
    ),
    (
        "The attack was claimed by Usbat al-Thaireen in a statement on Telegram. Three rockets hit Camp Taji.",
        ("claim", "rocket", ("usbat_al_thairin",), ("taji",)),
    ),
    (
        "Kata'ib Hezbollah warns US troops: leave Iraq or face our missiles",
        ("warning", "missile", ("kataib_hezbollah",), ()),
    ),
    (
        "کتائب حزب الله عراق مسئولیت حمله راکتی به پایگاه عین الاسد را بر عهده گرفت",
        ("claim", "rocket", ("kataib_hezbollah",), ("al_asad",)),
    ),
    ("کتائب حزب الله عراق حمله پهپادی به اربیل را تبریک گفت", ("eulogy", "drone", ("kataib_hezbollah",), ("erbil",))),
    (
        "کتائب حزب الله عراق هرگونه نقش در حمله به سفارت آمریکا را تکذیب کرد",
        ("denial", "other", ("kataib_hezbollah",), ("us_embassy",)),
    ),
    ("کتائب حزب الله عراق به نظامیان آمریکایی هشدار داد", ("warning", None, ("kataib_hezbollah",), ())),
    (
        "عصبة الثائرين | استهداف قاعدة التاجي بصلية من صواريخ الكاتيوشا",
        ("claim", "rocket", ("usbat_al_thairin",), ("taji",)),
    ),
    (
        "#عصبة_الثائرين\nصور من استهداف قاعدة التاجي فجر اليوم بالصواريخ",
        ("claim", "rocket", ("usbat_al_thairin",), ("taji",)),
    ),
    (
        "سلمت سواعد أبطال كتائب حزب الله الذين دكوا قاعدة الشر في عين الأسد",
        ("eulogy", "other", ("kataib_hezbollah",), ("al_asad",)),
    ),
    (
        "كتائب حزب الله: القصف الأمريكي على مقراتنا في القائم لن يمر دون عقاب",
        ("warning", None, ("kataib_hezbollah",), ()),
    ),
    (
        "أصحاب الكهف وقوات ذو الفقار تتبنيان في بيان مشترك تفجير رتل أمريكي قرب السماوة",
        ("claim", "ied", ("ashab_al_kahf", "quwwat_dhu_al_faqar"), ("baghdad_basra_roads",)),
    ),
    (
        "لواء خيبر يتبنى استهداف قاعدة بلد الجوية في محافظة صلاح الدين بطائرة مسيرة، وعصائب أهل الحق تنفي صلتها به",
        ("claim", "drone", ("liwa_khaibar",), ("balad",)),
    ),
    (
        "بغداد - صابرين نيوز: عصبة الثائرين تتبنى قصف قاعدة فكتوريا بثلاثة صواريخ",
        ("claim", "rocket", ("usbat_al_thairin",), ("bdsc",)),
    ),
    ("كتائب حزب الله تتوعد: أي اعتداء على الحشد سيقابل برد قاس", ("warning", None, ("kataib_hezbollah",), ())),
    (
        "قيس الخزعلي الأمين العام لعصائب أهل الحق: المقاومة سترد على العدوان الأمريكي والقادم أعظم",
        ("warning", None, ("asaib_ahl_al_haq",), ()),
    ),
    (
        "مجموعة تطلق على نفسها سرايا أولياء الدم تتبنى قصف أربيل بأربعة وعشرين صاروخا",
        ("claim", "rocket", (), ("erbil",)),
    ),
    (
        "سرايا ثورة العشرين الثانية تتبنى استهداف رتل بعبوة ناسفة في الديوانية",
        ("claim", "ied", (), ("baghdad_basra_roads",)),
    ),
    (
        "نعلن مسؤوليتنا الكاملة عن قنص جندي أمريكي في محيط قاعدة حرير\nأصحاب الكهف",
        ("claim", "sniper", ("ashab_al_kahf",), ("erbil",)),
    ),
    (
        "ألوية الوعد الحق: قصفنا قصر اليمامة في الرياض بالطائرات المسيرة ثأرا لدماء أهلنا",
        ("claim", "drone", ("alwiyat_al_waad_al_haq",), ("saudi_arabia",)),
    ),
    (
        "تبنت ألوية الوعد الحق الهجوم على الرياض بطائرة مسيرة، فيما اتهمت السعودية كتائب حزب الله بالوقوف وراءه",
        ("claim", "drone", ("alwiyat_al_waad_al_haq",), ("saudi_arabia",)),
    ),
    (
        "عاجل.. قاصم الجبارين تعلن تفجير رتل للاحتلال الأمريكي على طريق بغداد - البصرة",
        ("claim", "ied", ("qasem_al_jabbarin",), ("baghdad_basra_roads",)),
    ),
    (
        "تم بعون الله تعالى استهداف رتل دعم لوجستي للاحتلال الأمريكي قرب ناحية البطحاء بعبوة ناسفة والحمد لله رب العالمين",
        ("claim", "ied", (), ("baghdad_basra_roads",)),
    ),
    (
        "دعا الناطق العسكري باسم كتائب حزب الله جعفر الحسيني إلى تصعيد العمليات ضد الأمريكان، وقال: عملياتنا مستمرة حتى خروج آخر جندي",
        ("warning", None, ("kataib_hezbollah",), ()),
    ),
    (
        "قوات ذي الفقار تتبنى قصف القنصلية الأمريكية في أربيل بقذائف الهاون",
        ("claim", "mortar", ("quwwat_dhu_al_faqar",), ("erbil",)),
    ),
    ("العصائب: لا علاقة لنا بما حدث في السفارة من قصف", ("denial", "other", ("asaib_ahl_al_haq",), ("us_embassy",))),
    (
        "Asaib Ahl al-Haq says it had no role in the drone strike on Balad",
        ("denial", "drone", ("asaib_ahl_al_haq",), ("balad",)),
    ),
    (
        "In a statement, Liwa Khaibar announced targeting a US convoy in Babil with an IED",
        ("claim", "ied", ("liwa_khaibar",), ("baghdad_basra_roads",)),
    ),
    (
        "Ashab al-Kahf: we struck a logistics convoy of the occupation near Nasiriyah with an explosive device",
        ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",)),
    ),
    (
        "Qasem al-Jabbarin claimed a roadside bombing that hit a supply convoy in Muthanna, Sabereen News reported",
        ("claim", "ied", ("qasem_al_jabbarin",), ("baghdad_basra_roads",)),
    ),
    (
        "بسم الله الرحمن الرحيم\n{وَقَاتِلُوهُمْ حَتَّىٰ لَا تَكُونَ فِتْنَةٌ}\nبعد التوكل على الله تعالى نفذت سرية من مجاهدي عصبة الثائرين عملية نوعية استهدفت خلالها قاعدة عين الأسد التي يتواجد فيها جنود الاحتلال بعشرة صواريخ\nوما النصر إلا من عند الله",
        ("claim", "rocket", ("usbat_al_thairin",), ("al_asad",)),
    ),
    (
        "عاجل | مصادر: أصحاب الكهف تتبنى عملية استهداف رتل في أبو غريب",
        ("claim", "other", ("ashab_al_kahf",), ("أبو غريب",)),
    ),
    (
        "لواء خيبر يعلن مسؤوليته عن هجوم بطائرة مسيرة على مطار أربيل ويهدد بالمزيد",
        ("claim", "drone", ("liwa_khaibar",), ("erbil",)),
    ),
    (
        "بيان رقم 12\nيعلن لواء خيبر تنفيذ ضربة بطائرتين مسيرتين على قاعدة حرير\nلواء خيبر\n11 أيلول 2021",
        ("claim", "drone", ("liwa_khaibar",), ("erbil",)),
    ),
    (
        "جماعة أصحاب الكهف المسلحة تتبنى، عبر تلغرام، تفجير عبوتين ناسفتين برتلين للتحالف في بابل والديوانية",
        ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",)),
    ),
    (
        "أبو علي العسكري: قصف السفارة في هذا التوقيت عمل غير منضبط، وعلى الأجهزة الأمنية ملاحقة الفاعلين. كتائب حزب الله لا علاقة لها بالقصف",
        ("denial", "other", ("kataib_hezbollah",), ("us_embassy",)),
    ),
    (
        "كتائب حزب الله: عملية عين الأسد رسالة واضحة للأمريكان، طوبى لمن خطط ونفذ",
        ("eulogy", "other", ("kataib_hezbollah",), ("al_asad",)),
    ),
    (
        "الشيخ أكرم الكعبي أمين عام حركة النجباء يبارك لأبطال المقاومة ضرباتهم على قواعد الاحتلال الأمريكي",
        ("eulogy", "other", ("nujaba",), ()),
    ),
    (
        "ضربة موفقة يا أبطال، الصواريخ سقطت في قلب قاعدة فكتوريا\nكيان كاف",
        ("eulogy", "rocket", ("kyan_kf",), ("bdsc",)),
    ),
    ("الله أكبر، دكت صواريخ المقاومة سفارة الشر، سلمت الأيادي", ("eulogy", "rocket", (), ("us_embassy",))),
    (
        "نفت كتائب سيد الشهداء الأنباء التي تحدثت عن تبنيها هجوم أربيل",
        ("denial", "other", ("kataib_sayyid_al_shuhada",), ("erbil",)),
    ),
    (
        "البيان المنسوب إلى عصائب أهل الحق بشأن تبني قصف السفارة مزور ولا صحة له، بحسب المكتب الإعلامي للحركة",
        ("denial", "other", ("asaib_ahl_al_haq",), ("us_embassy",)),
    ),
    ("كتائب حزب الله تمهل القوات الأمريكية خمسة عشر يوما لمغادرة البلاد", ("warning", None, ("kataib_hezbollah",), ())),
    (
        "يا عملاء السفارة.. عبواتنا بانتظاركم على الطريق السريع\nسرايا قاصم الجبارين",
        ("warning", "ied", ("qasem_al_jabbarin",), ("baghdad_basra_roads",)),
    ),
    ("عصائب أهل الحق تنذر الحكومة: إطلاق سراح المعتقلين أو التصعيد", ("warning", None, ("asaib_ahl_al_haq",), ())),
    (
        "عصائب أهل الحق تحذر من التلاعب بنتائج الانتخابات وتدعو إلى العد اليدوي",
        ("warning", None, ("asaib_ahl_al_haq",), ()),
    ),
    (
        "AAH denies any role in Saturday's rocket attack on the US embassy, its spokesman told reporters",
        ("denial", "rocket", ("asaib_ahl_al_haq",), ("us_embassy",)),
    ),
    (
        "Militia front group Ashab al-Kahf has claimed an IED attack on a US logistics convoy south of Baghdad",
        ("claim", "ied", ("ashab_al_kahf",), ("بغداد",)),
    ),
    (
        "A statement attributed to Usbat al-Thaireen claims the Katyusha strike on Camp Taji",
        ("claim", "rocket", ("usbat_al_thairin",), ("taji",)),
    ),
    (
        "Kata'ib Hezbollah said on Monday it would resume attacks on US forces",
        ("warning", None, ("kataib_hezbollah",), ()),
    ),
    (
        "Kata'ib Hezbollah hails the heroic operation against Ain al-Asad base",
        ("eulogy", "other", ("kataib_hezbollah",), ("al_asad",)),
    ),
    (
        "Two rockets struck the Green Zone overnight. Responsibility was claimed by Ashab al-Kahf.",
        ("claim", "rocket", ("ashab_al_kahf",), ("us_embassy",)),
    ),
    (
        "The Pentagon blamed Kata'ib Hezbollah for the March 11 rocket attack on Camp Taji that was claimed by Usbat al-Thaireen",
        ("claim", "rocket", ("usbat_al_thairin",), ("taji",)),
    ),
    (
        "Kata'ib Hezbollah spokesman Mohammed Mohi told Reuters the group was not behind the Balad attack",
        ("denial", "other", ("kataib_hezbollah",), ("balad",)),
    ),
    (
        "IRGC claims missile attack on Erbil 'Mossad base'; Kata'ib Hezbollah welcomes it",
        ("eulogy", "missile", ("kataib_hezbollah",), ("erbil",)),
    ),
    (
        "گروه قاصم الجبارین اعلام کرد کاروان لجستیکی ارتش آمریکا را در الدیوانیه با بمب هدف قرار داده است",
        ("claim", "ied", ("qasem_al_jabbarin",), ("baghdad_basra_roads",)),
    ),
    (
        "سخنگوی عصائب اهل الحق دست داشتن این گروه در حمله راکتی به سفارت آمریکا را رد کرد",
        ("denial", "rocket", ("asaib_ahl_al_haq",), ("us_embassy",)),
    ),
    ("النجباء توعدت: عملياتنا ضد الاحتلال مستمرة ولا هدنة بعد اليوم", ("warning", None, ("nujaba",), ())),
    ("المقاومة الإسلامية في العراق: هاجمنا ميناء حيفا بصاروخ كروز مطور (الأرقب)", ("claim", "missile", (), ("حيفا",))),
    (
        "أعلنت عصبة الثائرين في تسجيل مصور أنها استهدفت جنودا بريطانيين وأمريكيين في التاجي",
        ("claim", "other", ("usbat_al_thairin",), ("taji",)),
    ),
    ("صابرين نيوز | سرايا ثأر المهندس: استهدفنا رتلا للاحتلال على طريق المرور السريع بعبوة", ("claim", "ied", (), ())),
    ("فصيل يسمي نفسه «رجال الله» يتبنى استهداف السفارة بثلاث قذائف هاون", ("claim", "mortar", (), ("us_embassy",))),
    (
        "كتائب حزب الله وعصائب أهل الحق تنفيان مسؤوليتهما عن هجوم المنطقة الخضراء",
        ("denial", "other", ("asaib_ahl_al_haq", "kataib_hezbollah"), ("us_embassy",)),
    ),
    (
        "عصبة الثائرين تتبنى الهجوم الصاروخي على مطار بغداد، وكتائب حزب الله تبارك العملية",
        ("claim", "rocket", ("usbat_al_thairin",), ("bdsc",)),
    ),
    (
        "أصحاب الكهف تنشر مشاهد من تفجير عبوة برتل أمريكي في السماوة",
        ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",)),
    ),
    (
        "أعلنت جماعة تدعى «أصحاب الكهف» في بيان اطلعت عليه وكالتنا مسؤوليتها عن التفجير الذي استهدف رتلا للتحالف قرب الديوانية. وكانت كتائب حزب الله قد نفت أي صلة لها بالحادث.",
        ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",)),
    ),
    (
        "احنا جماعة عصبة الثائرين ضربنا التاجي بالكاتيوشا ونضرب بعد",
        ("claim", "rocket", ("usbat_al_thairin",), ("taji",)),
    ),
    ("لواء خيبر طلع بيان يتبنى ضربة مطار أربيل بالمسيرة", ("claim", "drone", ("liwa_khaibar",), ("erbil",))),
    (
        "بيان تبني\nبسم الله قاصم الجبارين\nإلى الشعب العراقي الصابر، نزف إليكم خبر استهداف رتل العدو الأمريكي في قضاء الحمزة بعبوة ناسفة.\nسرايا قاصم الجبارين",
        ("claim", "ied", ("qasem_al_jabbarin",), ()),
    ),
    ("شكرا لرجال عصبة الثائرين على صواريخ التاجي المباركة", ("eulogy", "rocket", ("usbat_al_thairin",), ("taji",))),
    (
        "كتائب سيد الشهداء: عملية الحديدة البطولية لأنصار الله فخر للأمة، نبارك لهم هذا النصر",
        ("eulogy", "other", ("kataib_sayyid_al_shuhada",), ()),
    ),
    (
        "عصائب أهل الحق: اتهامنا بقصف السفارة كذب وافتراء ولسنا طرفا فيه",
        ("denial", "other", ("asaib_ahl_al_haq",), ("us_embassy",)),
    ),
    (
        "كتائب حزب الله: من يقصف السفارة اليوم خائن لا علاقة لنا به",
        ("denial", "other", ("kataib_hezbollah",), ("us_embassy",)),
    ),
    (
        "عاجل: كتائب حزب الله تعلن إنهاء الهدنة واستئناف العمليات ضد القوات الأمريكية",
        ("warning", None, ("kataib_hezbollah",), ()),
    ),
    (
        "أبو آلاء الولائي أمين عام كتائب سيد الشهداء: نمتلك صواريخ تصل إلى كل القواعد الأمريكية وسنستخدمها إن لم يخرجوا",
        ("warning", "rocket", ("kataib_sayyid_al_shuhada",), ()),
    ),
    (
        "كتائب سيد الشهداء تهدد بقصف الإمارات إن استمر تدخلها في العراق",
        ("warning", None, ("kataib_sayyid_al_shuhada",), ("الإمارات",)),
    ),
    (
        "ألوية الوعد الحق: المرة القادمة ستكون أبراج دبي هدفا لطائراتنا المسيرة",
        ("warning", "drone", ("alwiyat_al_waad_al_haq",), ("دبي",)),
    ),
    ("كتائب حزب الله تشيع شهداءها وتتعهد بالثأر من الأمريكان", ("warning", None, ("kataib_hezbollah",), ())),
    (
        "منصات مقربة من إيران تنشر بيانا باسم «كتائب الثائرين الأحرار» تتبنى فيه قصف قاعدة حرير بطائرتين مسيرتين",
        ("claim", "drone", (), ("erbil",)),
    ),
    (
        "قبيل الفجر أطلقنا صواريخنا على قاعدة الأسد ثأرا لدماء القادة الشهداء، وهذه رسالة أولى\n— عصبة الثائرين —",
        ("claim", "rocket", ("usbat_al_thairin",), ("al_asad",)),
    ),
    (
        "Iraqi militia Kataib Sayyid al-Shuhada vowed to avenge its dead after US air strikes on the Syrian border",
        ("warning", None, ("kataib_sayyid_al_shuhada",), ()),
    ),
    (
        "Harakat al-Nujaba congratulated the fighters who fired drones at Ain al-Asad",
        ("eulogy", "drone", ("nujaba",), ("al_asad",)),
    ),
    (
        "A group calling itself Saraya Awliya al-Dam claimed responsibility for the Erbil rocket attack",
        ("claim", "rocket", (), ("erbil",)),
    ),
    (
        "Ashab al-Kahf published footage of an IED attack on a supply convoy in Babil",
        ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",)),
    ),
    (
        "The Islamic Resistance in Iraq said it attacked the US base at al-Tanf with drones",
        ("claim", "drone", (), ("التنف",)),
    ),
    (
        "Yemen's Houthis claimed responsibility for the Abu Dhabi attack; True Promise Brigades claimed another drone launch at the UAE days later",
        ("claim", "drone", ("alwiyat_al_waad_al_haq",), ("أبو ظبي",)),
    ),
    (
        "Kata'ib Hezbollah has denied US accusations that it fired rockets at K1 base in Kirkuk",
        ("denial", "rocket", ("kataib_hezbollah",), ("kirkuk",)),
    ),
    ("Usbat al-Thaireen threatened to expel US forces in coffins", ("warning", None, ("usbat_al_thairin",), ())),
    (
        "Statement by Saraya Qassem al-Jabbarin: a convoy of the American occupation was targeted in Diwaniyah with a roadside bomb",
        ("claim", "ied", ("qasem_al_jabbarin",), ("baghdad_basra_roads",)),
    ),
    (
        "Rocket fire hit Balad air base on Monday, wounding a contractor. There was no immediate claim of responsibility, but Liwa Khaibar later claimed it.",
        ("claim", "rocket", ("liwa_khaibar",), ("balad",)),
    ),
    (
        "گروه عصبه الثائرین مسئولیت حمله به پایگاه التاجی با راکت کاتیوشا را پذیرفت",
        ("claim", "rocket", ("usbat_al_thairin",), ("taji",)),
    ),
    (
        "جنبش نجباء عراق عملیات پهپادی مقاومت علیه پایگاه آمریکا در اربیل را ستود",
        ("eulogy", "drone", ("nujaba",), ("erbil",)),
    ),
    (
        "عصائب اهل الحق: آمریکا منتظر پاسخ سخت ما باشد، هر نیروی اشغالگر هدف مشروع است",
        ("warning", None, ("asaib_ahl_al_haq",), ()),
    ),
    (
        "قوات ذو الفقار تعلن: استهداف رتلين لوجستيين للاحتلال في ذي قار وبابل بعبوات ناسفة ظهر اليوم",
        ("claim", "ied", ("quwwat_dhu_al_faqar",), ("baghdad_basra_roads",)),
    ),
    (
        "المكتب العسكري لعصائب أهل الحق: تمكن رجالنا من إسقاط طائرة مسيرة أمريكية فوق صلاح الدين بصاروخ أرض جو",
        ("claim", "missile", ("asaib_ahl_al_haq",), ("صلاح الدين",)),
    ),
    ("سرايا أولياء الدم وأصحاب الكهف تتبنيان قصف أربيل بالصواريخ", ("claim", "rocket", ("ashab_al_kahf",), ("erbil",))),
    (
        "نحن فصائل المقاومة الدولية نتبنى عملية قصف قاعدة فيكتوريا بصواريخ الكاتيوشا وقصف قاعدة التاجي",
        ("claim", "rocket", ("fasail_al_muqawama_al_duwaliya",), ("bdsc", "taji")),
    ),
    (
        "بعد يوم واحد من تبني أصحاب الكهف استهداف رتل في بابل، انفجار عبوة ثانية في الديوانية دون تبن",
        ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",)),
    ),
    ("أصحاب الكهف تعترف بتفجير رتل الناصرية", ("claim", "ied", ("ashab_al_kahf",), ("baghdad_basra_roads",))),
    (
        "بوركت سواعدكم يا مجاهدي كتائب حزب الله، قصف عين الأسد شفى صدورنا",
        ("eulogy", "other", ("kataib_hezbollah",), ("al_asad",)),
    ),
]
NOTHING = [
    "عصائب أهل الحق تعلن استهداف أحد مقراتها في القائم بقصف أمريكي",
    "المتحدث باسم التحالف: القوات الأمريكية استهدفت كتائب حزب الله بالصواريخ",
    "واشنطن تتهم كتائب حزب الله بتنفيذ الهجوم الصاروخي على قاعدة عين الأسد",
    "مسؤول أمريكي: عصائب أهل الحق وراء قصف السفارة الأمريكية بالصواريخ",
    "لم تتبن أي جهة الهجوم الصاروخي على مطار أربيل، لكن أصابع الاتهام تتجه إلى كتائب حزب الله",
    "كتائب حزب الله تقصف قاعدة عين الأسد بالصواريخ",
    "أصحاب الكهف تستهدف رتلا للتحالف في الناصرية بعبوة ناسفة",
    "أعلنت حركة أنصار الله اليمنية استهداف الرياض بطائرات مسيرة",
    "حزب الله اللبناني يعلن استهداف موقع إسرائيلي بالصواريخ",
    "كتائب القسام: قصفنا تل أبيب برشقة صاروخية",
    "الحرس الثوري الإيراني يعلن استهداف مقرات في أربيل بصواريخ باليستية",
    "تنظيم داعش يتبنى الهجوم على نقطة تفتيش في الفلبين",
    "حركة النجباء: نبارك للشعب العراقي عيد الفطر المبارك",
    "حركة النجباء تبارك فوز المنتخب العراقي على نظيره السعودي",
    "وزارة الدفاع تنفي مسؤولية كتائب حزب الله عن قصف قاعدة التاجي",
    "عصائب أهل الحق تنفي مشاركتها في الحكومة المقبلة",
    "كتائب حزب الله لم تؤكد ولم تنف مسؤوليتها عن الهجوم",
    "الولايات المتحدة تحذر كتائب حزب الله من أي هجوم جديد",
    "كتائب حزب الله تحذر من مخطط أمريكي لتقسيم العراق",
    "السفارة الأمريكية في بغداد تحذر رعاياها من هجمات قد تشنها كتائب حزب الله",
    "في مثل هذا اليوم من عام 2007 استهدف مجاهدو عصائب أهل الحق قاعدة للاحتلال البريطاني في البصرة",
    "هل تتبنى كتائب حزب الله قصف السفارة؟",
    "دراسة: أصحاب الكهف تبنت 12 هجوما منذ آذار 2020",
    "شائعة: كتائب حزب الله تتبنى قصف السفارة. لا صحة للخبر",
    "تحالف الفتح يتبنى مشروع قانون إخراج القوات الأجنبية بدعم عصائب أهل الحق",
    "أبطال المنتخب استهدفوا مرمى الخصم بثلاثية في مباراة اليوم",
    "No group has claimed responsibility for the drone attack on Erbil airport; Kata'ib Hezbollah is suspected",
    "US officials accused Asa'ib Ahl al-Haq of firing the rockets at the embassy",
    "Kata'ib Hezbollah fired rockets at Al-Asad Air Base, a US official said",
    "The United States warned Kata'ib Hezbollah against further attacks",
    "Hezbollah claimed responsibility for the rocket fire on northern Israel",
    "The Houthis claimed a drone attack on Riyadh",
    "A year ago Ashab al-Kahf claimed an IED attack on a convoy near Samawah",
    "هیچ گروهی مسئولیت حمله به فرودگاه بغداد را بر عهده نگرفته است. کتائب حزب الله متهم است",
    "حمّلت الحكومة عصائب أهل الحق مسؤولية الهجوم على المنطقة الخضراء",
    "كتائب سيد الشهداء تنعى شهداءها الذين ارتقوا بالقصف الأمريكي على الحدود",
    "أفادت قناة إسرائيلية بأن حركة النجباء مسؤولة عن إطلاق المسيرة نحو إيلات",
    "خبير أمني: تبني أصحاب الكهف للعملية محاولة للتغطية على الفاعل الحقيقي",
    "الإعلام الأمني: سقوط ثلاثة صواريخ كاتيوشا قرب مطار بغداد الدولي دون خسائر، ولم تعلن كتائب حزب الله ولا غيرها مسؤوليتها",
    "نفذ مقاتلو كتائب حزب الله والحشد عملية ضد داعش في صحراء الأنبار",
    "كتائب حزب الله تعلن تعليق العمليات العسكرية ضد قوات الاحتلال",
    "Analysts say Usbat al-Thaireen is a front for Kata'ib Hezbollah and has claimed dozens of rocket attacks",
    "خلية الإعلام الأمني: انفجار عبوة ناسفة على رتل لنقل معدات التحالف الدولي في محافظة المثنى",
    "مصدر أمني لصابرين نيوز: عبوة ناسفة تستهدف رتلا في الناصرية",
    "قاسم الأعرجي: لا نعرف الجهة التي تقف خلف استهداف السفارة وأصحاب الكهف اسم وهمي",
    "تقرير لمعهد واشنطن: عصائب أهل الحق استخدمت اسم أصحاب الكهف لتبني هجمات على الأرتال",
    "كتائب حزب الله تدين قصف السفارة الأمريكية وتدعو لمحاسبة الفاعلين",
    "كتائب حزب الله تستنكر استهداف مطار بغداد بالصواريخ",
    "الكاظمي يتوعد كتائب حزب الله بعد استعراضها في بغداد",
    "قائد القيادة المركزية: سنرد على هجمات كتائب حزب الله",
    "عصائب أهل الحق: نحذر من موجة جفاف تهدد الأهوار",
    "Who is behind Ashab al-Kahf, the group that claimed the convoy bombings?",
    "If Kata'ib Hezbollah claims the attack, Washington will respond",
    "آمریکا کتائب حزب الله عراق را به حمله راکتی به پایگاه التاجی متهم کرد",
    "سپاه پاسداران مسئولیت حمله موشکی به اربیل را بر عهده گرفت",
    "المقاومة الإسلامية في لبنان: استهدفنا ثكنة للعدو بصواريخ كاتيوشا",
    "بيان صادر عن القوات المسلحة اليمنية: استهدفنا قاعدة الملك خالد بطائرة مسيرة",
    "نفذ سلاح الجو المسير التابع لأنصار الله عملية على ينبع",
    "تمكن أبطال جهاز مكافحة الإرهاب من استهداف وكر لداعش في كركوك بضربة جوية",
    "أعلنت كتائب حزب الله استشهاد أحد مقاتليها في قصف أمريكي على جرف الصخر",
    "في ذكرى عملية التاجي نستذكر بطولات عصبة الثائرين التي قصفت القاعدة بالصواريخ",
    "الفصائل العراقية استهدفت عين الأسد 20 مرة خلال عام، بحسب إحصاء التحالف، بينها كتائب حزب الله",
    "سقطت ثلاثة صواريخ داخل المنطقة الخضراء مساء اليوم. وقال مصدر أمني إن الهجوم لم يسفر عن إصابات. ولم تعلن أي جهة مسؤوليتها عن الهجوم حتى الآن، فيما تتهم واشنطن كتائب حزب الله بالوقوف وراء هجمات مماثلة.",
    "الحشد الشعبي ينفي استهداف مقراته في القائم",
    "قيادة عمليات بغداد تنفي سقوط صواريخ على قاعدة فكتوريا",
    "حركة النجباء تنفي ما نسبته إليها وسائل إعلام من تهديد للسفارة السعودية",
    "الناطق باسم الحكومة: سنلاحق كل من يهدد البعثات، وكتائب حزب الله ليست فوق القانون",
    "التيار الصدري يدين الهجوم على السفارة ويطالب كتائب حزب الله بالكف عن هذه الأفعال",
    "بالصور.. آثار القصف الذي استهدف مطار أربيل، وعصائب أهل الحق تلتزم الصمت",
    "مقتل قيادي في كتائب حزب الله بضربة أمريكية بطائرة مسيرة في بغداد",
    "القضاء يصدر حكما بحق متهمين بانتمائهم إلى أصحاب الكهف بعد تفجير عبوات على أرتال التحالف",
    "ضبط منصة صواريخ معدة لاستهداف قاعدة عين الأسد تعود لكتائب حزب الله",
    "لماذا لا تتبنى كتائب حزب الله عملياتها باسمها؟ مقال",
    "Iraq's prime minister met leaders of Kata'ib Hezbollah and Badr after the rocket attack on the embassy",
    "Washington sanctioned Asa'ib Ahl al-Haq leaders over attacks on protesters",
    "کتائب حزب الله عراق حمله به سفارت آمریکا در بغداد را محکوم کرد",
    "الخبير الأمني فاضل أبو رغيف: من قصف أربيل يريد إحراج الحكومة، وسرايا أولياء الدم اسم وهمي لكتائب حزب الله",
    "اعتقال خلية تابعة لعصائب أهل الحق اعترفت بإطلاق الصواريخ على السفارة",
    "الجيش الأمريكي: كتائب حزب الله أطلقت المسيرات التي قتلت جنودنا في البرج 22",
]


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_what_a_post_carries(text, expected):
    claim = analysed(text).claim
    assert claim is not None
    assert (claim.kind, claim.attack, tuple(sorted(claim.brands)), claim.areas) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_carries_no_claim(text):
    assert analysed(text).claim is None


@pytest.mark.parametrize(("text", "_expected"), CARRIED)
def test_every_reason_points_into_the_text(text, _expected):
    post = analysed(text)
    reasons = [
        *post.claim.reasons,
        *(post.threat.reasons if post.threat else ()),
        *(r for t in post.tags for r in t.reasons),
    ]
    for reason in reasons:
        assert text[reason.start : reason.end] == reason.surface
    for marker in post.tansiqiya.markers:
        assert text[marker.start : marker.end] == marker.surface
