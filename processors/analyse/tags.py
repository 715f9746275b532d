"""Topics that analysts follow across posts, each with the words that gave it."""

from typing import Final

from processors.analyse.cues import Reading
from schemas.messages import Tag

TAG_WORDS: Final[dict[str, str]] = {
    "tag:soft_war": "الحرب الناعمة | حرب ناعمة | الحرب النَّاعمة | ضباط الحرب الناعمة | ضابط الحرب الناعمة | جنود الحرب الناعمة | الغزو الثقافي | الغزو الفكري | الحرب الثقافية | الحرب الإعلامية | حرب إعلامية | الحرب النفسية | حرب نفسية | حرب العقول | الحرب الإلكترونية | الحرب السيبرانية | الجيش الإلكتروني | الجيوش الإلكترونية | جهاد التبيين | الجهاد الإعلامي | الفضاء الافتراضي | معركة الوعي | حرب الوعي | الحرب الاقتصادية والإعلامية | الإعلام المقاوم"
    " | soft war | soft warfare | cultural invasion | cultural onslaught | psychological war* | media war | information war* | officers of the soft war | electronic army | electronic armies | جنگ نرم | جنگ روانی | جنگ رسانه ای | تهاجم فرهنگی | افسران جنگ نرم | جهاد تبیین | 7arb na3ima | harb na3ima | harb naima | al harb al na3ima",
    "tag:lawfare": "دعوى قضائية | دعاوى قضائية | رفع دعوى | رفعت دعوى | رفعنا دعوى | إقامة دعوى | أقام دعوى | الدعوى القضائية | الادعاء العام | شكوى قضائية | مقاضاة | نقاضي | سنقاضي | مذكرة قبض بحق | مذكرة إلقاء قبض | مذكرات قبض | الملاحقة القانونية | ملاحقة قانونية | الملاحقة القضائية | ملاحقته قضائيا | ملاحقتهم قضائيا | ملاحقتهم قانونيا | ملاحقته قانونيا | المحكمة الجنائية | المحاكم الدولية | المحكمة الدولية | تجريم | الطعن أمام | طعنا أمام | طعن لدى | الإجراءات القانونية بحق | الإجراءات القانونية ضد | بلاغ إلى الادعاء | محامو الحركة | فريق قانوني | الفريق القانوني | اللجنة القانونية | المادة 4 إرهاب | خيانة عظمى | بتهمة الخيانة | انتهاك الدستور | مخالفة للدستور | خرق للسيادة والقانون | حرب قانونية | الحرب القانونية"
    " | lawsuit* | lawfare | legal action against | file a complaint | filed a complaint | arrest warrant for | sue | suing | sued | prosecut* | international criminal court | war crimes case | legal team | legal complaint | شکایت قضایی | دادخواست | پیگرد قانونی | پیگرد قضایی | دعوای حقوقی | da3wa qada2iya",
    "tag:intra_muqawama_dispute": "خلافات الفصائل | خلافات بين الفصائل | خلاف بين الفصائل | الخلافات بين الفصائل | خلافات داخل المقاومة | خلافات داخل الفصائل | انشقاق | انشقاقات | شق صف المقاومة | شق الصف المقاوم | المتاجرين باسم المقاومة | المتاجرون باسم المقاومة | أدعياء المقاومة | المقاومة المزيفة | مقاومة مزيفة | مقاومة وهمية | مقاومة التونة | تونة ونودلز | التونة والنودلز | أرتال التونة | رتل تونة | التونة | نودلز | ضرب السيارات الفارغة | سيارات متوقفة | تضرب مرآب | المزايدين | المزايدون على المقاومة | مزايدات | صراع الفصائل | صراع داخل | صراع النفوذ بين | تنافس الفصائل | التنافس بين الفصائل | تنازع الفصائل | خرق الهدنة من | خرقت الهدنة | لا تمثل المقاومة | لا يمثل المقاومة | لا يمثلون المقاومة | ركوب موجة المقاومة | سرقة عملياتنا | سرقة العمليات | سرقوا العملية | ينسبون عملياتنا | تنسب العملية لنفسها | نسب العملية لنفسه | تبني عمليات غيرها | فصائل الفنادق | مقاومة الفنادق | تصفية حسابات بين الفصائل | خلافات حادة بين | خلافات الحشد"
    " | rift between factions | rift between | rift within the muqawama | rift among | intra muqawama | infighting | feud between | rivalry between | split within | tuna and noodles | noodles | convoys of tuna | fake resistance | war of words between | dispute between factions | disputes between factions | broke the ceasefire | breakaway faction | اختلاف میان گروه های مقاومت | اختلاف بین گروه | شکاف میان",
    "tag:election_fraud": "تزوير الانتخابات | تزوير نتائج | تزوير إرادة | التلاعب بالنتائج | التلاعب بنتائج | تلاعب بالنتائج | تلاعب بنتائج | سرقة الأصوات | سرقة أصوات | سرقت أصوات | نتائج الانتخابات المزورة | الانتخابات المزورة | نتائج مزورة | مهزلة الانتخابات | rigged election* | election fraud | vote tampering | vote rigging | stolen election | stolen votes | تقلب در انتخابات | تقلب انتخاباتی",
    "tag:withdrawal": "انسحاب القوات | جدولة الانسحاب | إخراج القوات | خروج القوات | انسحاب كامل | الانسحاب الكامل | الحوار الاستراتيجي | جلاء القوات | strategic dialogue | withdrawal of foreign forces | withdrawal of us forces | u.s. withdrawal | us withdrawal | full withdrawal | خروج نیروهای | خروج نظامیان",
    "tag:ceasefire": "الهدنة | هدنة مشروطة | هدنة | وقف العمليات | تعليق العمليات | إنهاء الهدنة | ceasefire | truce | آتش بس",
    "tag:takedown": "حذف القناة | حذف قناتنا | إغلاق القناة | إغلاق قناتنا | القناة البديلة | قناتنا البديلة | القناة الاحتياطية | قناتنا الاحتياطية | قناتنا الجديدة | تم حظر قناتنا | backup channel | channel was deleted | channel has been deleted | reserve channel | new channel link | کانال جدید | کانال پشتیبان",
}  # fmt: skip
PREFIX: Final = "tag:"
NAMES: Final = tuple(TAG_WORDS)
TAGS: Final = frozenset(TAG_WORDS)


def find(reading: Reading) -> tuple[Tag, ...]:
    """Up to three places a topic."""
    if not reading.any_of(TAGS) or reading.has("sport"):
        return ()
    return tuple(
        Tag(
            name=name[len(PREFIX) :],
            reasons=tuple(reading.reason(name[len(PREFIX) :], span) for span in reading.hits[name][:3]),
        )
        for name in NAMES
        if name in reading.hits
    )
