"""The detectors of meaning with the texts that show what each does; the tests run every one."""

from functools import cache
from typing import Any, Final

from processors.analyse import candidates, claims, tags, tansiqiya, threats
from processors.analyse.actors import Cast, actors
from processors.analyse.areas import find_areas
from processors.analyse.attacks import named_weapon
from processors.analyse.brands import BrandFinder
from processors.analyse.cues import Reading
from processors.analyse.detector import Detector
from processors.analyse.normalise import normalise
from processors.analyse.reader import reader
from schemas.messages import Brand
from schemas.registry import load_registry


@cache
def _finders() -> tuple[BrandFinder, claims.ClaimFinder]:
    return BrandFinder(load_registry()), claims.claim_finder(load_registry())


def _read(text: str) -> tuple[Reading, tuple[Brand, ...], Cast]:
    brand_finder, claim_finder = _finders()
    normal = normalise(text)
    found = brand_finder.find(normal)
    reading = reader().read(normal)
    return reading, found, Cast(reading, actors(reading, found, candidates.find(normal, found), claim_finder.kinds))


def _claim(text: str) -> Any:
    reading, _, cast = _read(text)
    threat = threats.find(reading, cast)
    return _finders()[1].find(reading, cast, None, threatens=threat is not None)[0]


def _statement(text: str) -> bool:
    reading, found, _ = _read(text)
    return tansiqiya.find(reading, found).class_ != "none"


def _threat(text: str) -> Any:
    reading, _, cast = _read(text)
    return threats.find(reading, cast)


def _whole(text: str) -> tuple[Reading, list[tuple[int, int]]]:
    reading = reader().read(normalise(text))
    return reading, [(0, len(reading.text))]


DETECTORS: Final[tuple[Detector, ...]] = (
    Detector(
        name="tansiqiya",
        find=_statement,
        hits=(
            "عاجل: الهيئة التنسيقية للمقاومة العراقية تصدر بياناً بعد قليل",
            "Iraqi Resistance Coordination Committee warns of further reprisals",
            "هیئت هماهنگی مقاومت عراق در بیانیه‌ای نتایج انتخابات را رد کرد",
            "قال محلل سياسي إن الهيئة التنسيقية للمقاومة العراقية لم تعد قادرة على ضبط الفصائل",
        ),
        misses=(
            "الإطار التنسيقي يعقد اجتماعاً في بغداد",
            "الهيئة التنسيقية العليا لمكافحة التصحر تجتمع",
            "المقاومة الإسلامية في العراق تستهدف قاعدة",
            "الهيئة التنسيقية لعشائر الأنبار تعقد مؤتمرا",
            "اللجنة التنسيقية لانتفاضة تشرين تدعو إلى تظاهرة",
        ),
    ),
    Detector(
        name="weapon",
        find=lambda text: named_weapon(*_whole(text)),
        hits=(
            "استهداف رتل للدعم اللوجستي بعبوة ناسفة",
            "Two rockets hit the base",
            "هجوم بطائرة مسيرة",
            "قنص جندي",
            "حمله پهپادی",
        ),
        misses=(
            "افتتاح معرض بغداد للكتاب",
            "ارتفاع درجات الحرارة غداً",
            "مسيرة سلمية في ساحة التحرير",
            "إسقاط طائرة مسيرة أمريكية",
        ),
    ),
    Detector(
        name="areas",
        find=lambda text: find_areas(*_whole(text)),
        hits=(
            "استهداف قاعدة عين الأسد",
            "rockets at Ayn al-Asad",
            "قصف معسكر التاجي",
            "رتل على الخط السريع",
            "هجوم على قاعدة بلد",
            "حمله به پایگاه ویکتوریا",
        ),
        misses=(
            "في بلد آمن ومستقر",
            "ثوب من حرير",
            "بغداد - وكالات: سقوط صاروخ",
            "المثنى بن حارثة قائد مسلم",
            "برج بابل في الأساطير",
            "رتل قادم من الكويت",
        ),
    ),
    Detector(
        name="claim",
        find=_claim,
        hits=(
            "تمكن مجاهدونا من استهداف رتل للاحتلال بعبوة ناسفة",
            "أصحاب الكهف تتبنى استهداف القاعدة بالصواريخ",
            "Ashab al-Kahf claims responsibility for the rocket attack",
            "بيان صادر عن عصائب أهل الحق: ننفي أي علاقة لنا بالهجوم على السفارة",
            "كتائب حزب الله: نبارك العملية النوعية للمجاهدين",
            "كتائب حزب الله تحذر كل من يتعامل مع الاحتلال",
            "عصبة الثائرين | استهداف قاعدة التاجي بصلية من صواريخ الكاتيوشا",
            "کتائب حزب الله عراق مسئولیت حمله راکتی به پایگاه عین الاسد را بر عهده گرفت",
        ),
        misses=(
            "لم تتبن أي جهة الهجوم الصاروخي على قاعدة التاجي، وتتهم واشنطن كتائب حزب الله",
            "No group has claimed the attack; Kata'ib Hezbollah is suspected",
            "سقوط صاروخين قرب المطار",
            "كتائب حزب الله تقصف قاعدة عين الأسد بالصواريخ",
            "هل تتبنى كتائب حزب الله قصف السفارة؟",
            "أعلنت كتائب حزب الله استشهاد أحد مقاتليها في قصف أمريكي على جرف الصخر",
            "حزب الله اللبناني يعلن استهداف موقع إسرائيلي بالصواريخ",
            "حركة النجباء تبارك فوز المنتخب العراقي",
            "وزارة الدفاع تنفي مسؤولية كتائب حزب الله عن قصف قاعدة التاجي",
            "الولايات المتحدة تحذر كتائب حزب الله من أي هجوم جديد",
        ),
    ),
    Detector(
        name="threat",
        find=_threat,
        hits=(
            "إنذار أخير إلى المتعاقدين مع قوات الاحتلال",
            "We warn the contractors who supply the bases",
            "نحذر موظفي المفوضية من التلاعب بأصوات الشعب، فمن يسرق صوتنا نقطع يده",
            "أي طيران أجنبي في سماء العراق سيعامل على أنه معاد",
            "إلى قناة الشرقية ومراسليها: حسابكم قريب وسنصل إليكم",
            "Anyone hauling fuel for the Americans after Sunday will be found in pieces along the highway",
        ),
        misses=(
            "ندين التهديدات ضد الناشطين",
            "نحذر من موجة حر",
            "اجتماع المفوضية غداً",
            "عشيرة في ميسان تهدد محاميا بسبب ثأر قديم",
            "دراسة: تزايد التهديدات ضد الناشطات في العراق",
            "رئيس الوزراء يحذر من التهاون في حماية المتظاهرين",
            "سنحاسب السياسيين الفاسدين عبر صناديق الاقتراع",
            "مطلوب مترجمين للعمل في شركة بالبصرة، التقديم خلال ثلاثة أيام وكل من لديه خبرة يراسلنا",
        ),
    ),
    Detector(
        name="tags",
        find=lambda text: tags.find(reader().read(normalise(text))),
        hits=(
            "إنها الحرب الناعمة على مجتمعنا",
            "تابعوا القناة البديلة",
            "أرتال التونة والنودلز",
            "سنرفع دعوى قضائية ضدهم أمام المحكمة",
        ),
        misses=("مباراة المنتخب اليوم", "افتتاح معرض بغداد للكتاب"),
    ),
)
