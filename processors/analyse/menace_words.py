"""What a threat is made of: verbs, images and turns, put together here from their parts.

Each part has a weight in `menace.py`; none is a threat alone unless its weight says so.
"""

from collections.abc import Iterable
from typing import Final


def _each(*parts: str) -> str:
    """Every way to put these parts together, each a list between bars."""
    found = [""]
    for part in parts:
        found = [f"{left}{right}" for left in found for right in map(_bare, part.split("|"))]
    return " | ".join(found)


def _bare(written: str) -> str:
    return written.strip(" ").replace("_", " ")


def _join(*lists: str) -> str:
    return " | ".join(lists)


OURS: Final = "سن|سوف_ن|راح_ن|رح_ن|حن|لن"  # لن(قطعن): the oath's ل, or "we won't": both menace with these verbs
THEIRS: Final = "سي|ست|سوف_ي|سوف_ت|راح_ي|راح_ت|رح_ي"
HARM: Final = (
    "قتل*|ذبح*|سحل*|حرق*|فجر*|قصف*|ضرب*|هاجم*|حاسب*|لاحق*|طارد*|عاقب*|صفي*|صفو*|قطع*|كسر*|سحق*|دفن*|خطف*|علق*|شنق*|فضح*|نسف*|دمر*|هدم*|قتص*|قص*|ثار*|صطاد*|صيد*|"
    "قنص*|غتال*|زور*|صل_إليك*|صلك*|صله*|طرق*|بيد*|محو*|شيل*|طلع_عيون*|كص*|گص*|نهي*|طفي*|رمي*|دوس*|جيك*|جيه*|اتيك*|اتيه*|خلي*|ستهدف*|طال*|ربي*|ادب*|حاكم*|رد_على*|صفي_حساب*"
)
SUFFERED: Final = (
    "قتل*|ذبح*|سحل*|حرق*|حترق*|قصف*|هاجم*|لاحق*|عاقب*|صفى|صفي*|قطع*|كسر*|سحق*|دفن*|خطف*|علق*|شنق*|نسف*|دمر*|هدم*|قتص*|طارد*|قنص*|غتال*|ستهدف*|موت*|ندم*|بكي*|بكون*|لقي_*|لقون*|نال*|دفع*|سقط*|"
    "لعن*|كون_هدف*|كونون_هدف*|صبح_هدف*|عود_بتابوت|عودون_بتوابيت|نفجر*|تفجر*|رى_ما*|رون_ما*|عامل*|عرف*_من_نحن|ذوق*|حصد*|لحق*|شعل*"
)
ENGLISH_HARM: Final = (
    "kill*|hit|shoot*|burn*|hunt*|find|reach|bury|behead*|execut*|hang*|punish*|destroy*|strike|target*|slaughter*|come for|visit|cut|crush|finish|get you|get them|down|make you|make them|deal with|blow*|settle"
)
ENGLISH_SUFFERED: Final = (
    "killed|hit|shot*|burned|burnt|hunted|found|buried|beheaded|executed|hanged|punished|destroyed|struck|targeted|slaughtered|treated as|dealt with|blown up|next|sorry|dead|fair game|made to pay|held to account|in the ground|attacked|a target|targets|taken|crushed|silenced"
)
KNOWING: Final = "نعرف|نعلم|عدنا|عندنا|لدينا|بحوزتنا|وصلتنا|وصلنا|نراقب|راقبنا|نشوف|شفنا|صورنا|حفظنا|سجلنا|نرصد|رصدنا|معنا|بيدنا|نملك"
KNOWN: Final = (
    "_أسماء*|_عناوين*|_عنوان*|_بيت*|_بيوت*|_صور*|_أرقام*|_رقم*|_وين|_أين|_مدرسة*|_طريق*|_سيار*|_عائل*|_أهل*|_كل_شي*|_كل_خطوة|_تحرك*|_ابن*|_أولاد*|_أطفال*|_مكان*|_أماكن*|_منزل*|_منازل*|_متى|_شكد|_دوام*|_زوج*|_ملف*|"
    "*_جيدا|*_واحدا_واحدا|كم|ك|كم_جيدا"
)
ARMS: Final = "صواريخ|عبوات|قناص|قناصات|قناصي|رصاص|نار|نيران|رجال|أيدي|سكاكين|كواتم|بنادق|مسيرات|سواعد|دفاعات|منظومت|مضادات|مفارز|هاونات|سيوف|خناجر|مجاهدي|مجاهدو|أسود|عيون|مخالب|قبضت|سلاح|غضب|أحزمت"
LETHAL: Final = "علگ*|حرگ*|دگ*|ذب*|خلع*|وصل*|لزم*|لگ*|جيب راس*|جيب رقب*|جيك*|جيكم|جيه|كسر*|فلش*|طشر*|مسح*|قتل*|ذبح*|سحل*|حرق*|فجر*|قطع*|كسر*|سحق*|دفن*|شنق*|نسف*|قص*|كص*|گص*|قنص*|غتال*|شيل*|صفي*|علق*|سقط*|دوس*|طفي*"
KIN: Final = (
    "سيارات|عجلات|شاحنات|طائرات|مكتب|مكاتب|مقر|استوديو|شارع|مدرست|عمر|أعمار|أنفاس|صفحت|قلم|أقلام|كاميرات|ابن|بنت|ولد|أم|أمهات|أب|أبو|أخو|أخت|زوجت|زوج|مرت|أهل|عائلت|عوائل|أولاد|أطفال|بنات|أبناء|بيت|بيوت|باب بيت|باب|منزل|منازل|دار|راس|رأس|رؤوس|رقبت|رقاب|أعناق|دم|دماء|جثت|جثث|سيارت|عنوان|جلد|لحم|جهال|لسان|ألسنت|أصابع|أيدي|يد|حيات|خطوات|حلم|نوم|ظهور|مقصورات|قمرت"
)
ENGLISH_KIN: Final = "daughter*|son|sons|child*|kid*|famil*|wife|wives|mother*|father|brother*|house*|home*|door*|car|cars|head*|neck*|blood|bodies|body|grave*|coffin*|street|school|life|lives|tongue*|hands|throat*|address*|route|cockpit*|truck*|vehicle*|convoy*|plane*|office*|studio*|guards|base|camera*|page|pen|name|names|grave"
WORKING: Final = "يعمل|يشتغل|يخدم|ينقل|يطبخ|يترجم|يغسل|ينظف|يحرس|يبني|يجهز|يزود|يمون|يؤجر|يبيع|يوصل|يورد|يتعاون|يتعامل|يتعاقد|يقود|يسوق|يحمل|يداوم|يدخل|يطعم|يقدم الخدمات|يصلح|يوقع عقد"
WORKING_MANY: Final = "يودي|تودي|حراسة|خدمة|يعملون|تعملون|يشتغلون|تشتغلون|ينقلون|تنقلون|يخدمون|تخدمون|يترجمون|تترجمون|يزودون|تزودون|يجهزون|تجهزون|يحرسون|تحرسون|يطبخون|تطبخون|تتعاونون|يتعاونون|تتعاملون|يتعاملون|العاملين|العاملون|العاملات|تعمل|تشتغل|تخدم|تنقل|تترجم|تزود|تجهز|تحرس|تطبخ|تسوق|تشيل|تبيع|توصل|المتعاونين|المتعاقدين|المتعاقدون"
ENGLISH_WORKING: Final = "working|works|work|hauling|haul*|driving|drive*|carrying|carry|supplying|supply|supplies|cooking|cook*|cleaning|clean*|translating|translate*|interpreting|guarding|guard*|building|delivering|deliver*|trucking|feeding|feed*|serving|serve*|washing|fixing|selling|catering"


def _english(*heads: str, tails: Iterable[str]) -> str:
    return " | ".join(f"{head} {tail}" for head in heads for tail in tails)


MENACE_WORDS: Final[dict[str, str]] = {
    "menace:harm_by_us": _join(
        _each(OURS, HARM),
        _english("we will", "we ll", "we shall", "we are going to", "i will", "i ll", "we re going to", tails=ENGLISH_HARM.split("|")),
        _each("ra7 n|rah n|sawf n|7a n", "k*|3*|q*|d*|h*|7*|j*|s*"),
        "خواهیم کشت | خواهیم زد | خواهیم سوزاند | به سراغ* | سراغتان | سراغشان | می کشیم | نابود خواهیم کرد | مجازات خواهیم کرد | هدف قرار خواهیم داد | نخواهیم بخشید | قطع خواهیم کرد",
    ),
    "menace:harm_to_them": _join(
        _each(THEIRS, SUFFERED),
        _english("will be", "ll be", "shall be", "is going to be", "will end up", tails=ENGLISH_SUFFERED.split("|")),
        "will die | will pay | will burn | will bleed | will regret | will come home in | will answer for | will not live | won t live | will not leave alive | won t leave alive | will not see | won t see | will never | will not make it | won t make it",
        "کشته خواهند شد | کشته می شوند | هدف قرار می گیرند | مجازات می شوند | خواهند سوخت | خواهند مرد | تاوان | پشیمان | بهای | سرنوشت",
    ),
    "menace:harm_if": _join(
        "نوصله | نوصلك* | نجيك* | نجيكم | تحرق | يحرق | نحرقها | we treat | we take | we come | you speak | نخلع | نلتقي | نجي لبيت* | نجيله | نزورك* | نزورهم",
        "قصصنا* | كسرنا* | قطعنا* | أحرقت محل* | أحرقنا* | نسكتك* | نسكته* | نسكتهم | تسكت للأبد | أحرقوا",_each("ن|ان", LETHAL), "نعرف شلون | يقطع* | تقطع* | يكسر* | تنكسر* | تنقطع | ينقطع | يحترق | تحترق | ينحرگ | تنحرگ | ينسحل*"),
    "menace:our_arms": _join(_each(ARMS, "نا|اتنا"), _english("our", tails="rockets|bullets|snipers|missiles|drones|men|knives|guns|ieds|bombs|fire|rifles|hands|fighters".split("|"))),
    "menace:death": "~كاتم | ~كاتمات | صلبان حمراء | علامة حمراء | علامات حمراء | دائرة حمراء | بالأحمر | red cross over | red crosses | red circle* | crossed out | red x | حبل | ~أشلاء | منشار | سكين | سكاكين | على بابه* | على بابها | مظروف | ظرف | غراب* ميت* | ~تابوت* | ~توابيت | ~كفن* | ~أكفان* | ~قبر* | ~قبور | ~مقبرة | جثة | جثث* | جثته | أشلاء* | ~رصاصة | رصاصات | طلقة | ظرف فيه | أحياء أو أمواتا | حيا أو ميتا | مقتول | وصية | وصيت* | عزاء | فاتحة | الفاتحة | حبل المشنقة | ~مشنقة | ~مشانق | كاتم | ~كاتمة | عزرائيل | ملك الموت | ~نعش | ~نعوش | موتك* | coffin* | grave* | shroud* | bullet* | body bag* | in pieces | dead or alive | funeral* | noose | silencer | bounty | severed head* | تابوت | قبر | گلوله | جنازه | kafan | tabut | rasasa | rsasa | qabr",
    "menace:watching": _join(
        "أسماؤكم كلها | صوركم عند | صورهم عند | وهذا عنوان* | هذا عنوان* | وهذه صور* | هذه صورة | عيوننا ب* | عيوننا | نشانی خانه* | نشانی | خانه هایشان | آدرس* | عکس* | payroll | we have the | list of names | قائمة ابناء | قائمة أبناء | قائمة بأسماء | قائمة العملاء | أرقام سيارات | walk* to school | goes to school | at 7 | we know which",
        "مكشوف* | ma2shoof | makshuf* | ma3ruf* | ma3roof* | m3ruf* | محفوظة عندنا | محفوظة لدينا | عناوينكم محفوظة | محفوظة | معروفة لدينا | معروف لدينا | معروفة عندنا | معلومة لدينا | تحت المراقبة | لا تخفى علينا | our men do not | our men are near | our men are close",
        _each(KNOWING, KNOWN),
        "نعرف | قائمة بأسماء | أسماء المتورطين | قائمة الخونة | القائمة السوداء | ملفه | يخرج من | تخرج من | يخرجون من | يعود إلى البيت | تسلك | يسلك | واضحة من بعيد | المسافة بين | دقيقة من | names of | walks to | leaves for | walk to school | leaves home | picks up | نراقبك* | نشوفك* | عيوننا على* | عيوننا عليك* | عيوننا في كل | عدسة القناص | قناصنا | تحت المنظار | قناصتنا | على قائمتنا | في قوائمنا | بالقائمة | القائمة جاهزة | اسمك عندنا | اسمك في | اسمه في القائمة | أسماؤهم عندنا | أسماؤهم لدينا | ملفاتكم | ملفاتهم | ملفك | بصماتك* | صورتك | صورك | صوركم | عناوينهم | عنوانه",
        "we know | we watched | we are watching | we re watching | we see you | we saw you | we follow* | we have your | we have their | we have the names | we have the list | our eyes | in our crosshairs | knows where | know where | we photographed | your name is | your names are | names and addresses | ne3ruf* | n3ruf* | ni3ruf* | na3rif* | می شناسیم | می دانیم | زیر نظر",
    ),
    "menace:yours": _join(
        _each(KIN, "ك|كم|چ|كن"),
        _english("your", tails=ENGLISH_KIN.split("|")),
        "باب الدار | أهله | أهلهم | بأهله | بأهلها | عائلاتهم | عوائلهم | بيوتهم | منازلهم | their homes | their families | beitak | beytak | ahlak | 3a2iltak | wildak | rasak | خانه ات | خانه هایتان | خانواده تان | فرزندانتان",
    ),
    "menace:unless": "itha | idha | iza | إن | لو | إذا | من يستمر | لمن يستمر | من يبقى | من بقي | or be | touch the | تريد تطلع | زعمتم | من يرجع | اللي يرجع | اللي يبقى | listen | قبل أن تصبح* | قبل أن يصبح* | قبل أن ن* | قبل أن تأتي* | قبل لا | قبل ما ن* | لو | before we | إن لم | إذا لم | إذا ما | اذا بعد | وإلا | والا | من لا | من لم | لمن لا | لمن لم | لو ما | ما لم | إذا بقي* | إن بقي* | إذا عاد* | إن عاد* | إن عدت* | إن عدتم | إذا عدت* | من يبقى | ومن بقي | إن استمر* | إذا استمر* | اذا باجر | إن رأينا* | إذا رأينا* | اذا شفنا* | إن تكرر* | إذا تكرر* | إن ظهر* | إذا ظهر* | إن نشر* | إذا نشر* | unless | or else | otherwise | if you | if they | if he | if she | if not | if any | if we see | or we | or you | w illa | willa | wa illa | iza ma | itha ma | وگرنه | در غیر این صورت | اگر",
    "menace:sent": "منشور* | ~منشورات | ورقة | ورقه | ظرف* | ~ظرف | كتب على | كتبوا على | كتب عليها | نصها | رسالة نصية | رسائل نصية | رسالة صوتية | تخيرهم | تخيره | ترسل | أرسلت | أرسلوا | وزعوا | وزعت | وعبارة | عبارة | علقوا | لصقوا | قصاصة | فليختر | اختر | اختاروا | leaflet* | flyer* | letter* | text message | note left | a note | circulated | graffiti | painted on | pinned | choose",
    "menace:deadline": "باچر | باجر | لباچر | گبل | الليلة | from sunday on | from monday on | from now on | once more | again | مرة أخرى | مرة ثانية | marra thanya | tonight | نهاية الشهر | بعد نهاية | تا پایان | الأخير | الأخيرة | after that | وبعدها | بعدها | ثم لا | فرصت دارید | پس از آن | ساعة | ٢٤ ساعة | ساعات | يومين | يومان | ثلاثة أيام | أيام | أسبوع | أسبوعين | قبل الجمعة | قبل الخميس | قبل الأحد | قبل السبت | قبل الاثنين | قبل الثلاثاء | قبل الأربعاء | قبل فوات | قبل نهاية | حتى نهاية | قبل غروب | قبل الفجر | قبل طلوع | من بعد باجر | من باجر | بعد باجر | بعد اليوم | بعد هذا اليوم | من اليوم | مهلة | المهلة | أمامك* | أمامه | عندك* | معكم حتى | لديكم | اليوم الأخير | آخر فرصة | فرصة أخيرة | الفرصة الأخيرة | لآخر مرة | آخر مرة | by friday | by sunday | by monday | by tomorrow | by tonight | by the end | by thursday | by saturday | before friday | before sunday | after sunday | after friday | after today | after tomorrow | hours | days | deadline | last chance | last time | one week | 48h | 72h | 24h | yomen | yawmen | sa3a | ayam | ساعت | روز | مهلت",
    "menace:leave": "عوف* | اخلعوا | اخلع | ground them | take off your | يطلعه | خلي يطلع* | يسلم نفس* | گعد ببيتك | اقعد ببيتك | لإغلاق | بإغلاق | تمهل* | يمهلون | تمهلون | أمهلت | أمهل* | ليمهل* | نسكتك* | أغلقوا | أحرقت محل* | حافظ على لسان* | تنذر | أنذرت | pack | delete | احذف* | تحذف* | امسح* | uskut | uskot | sed 7algak | itla3* | otla3* | فلا تكونوا | لا تكونوا | do not be | لمغادرة | بمغادرة | مغادرة | ترك العمل | بترك | بالاستقالة | بالرحيل | بالخروج | بالإغلاق | الإغلاق | يغادروا | يغادر | يستقيل* | يترك | يتركوا | يرحل* | تطلع* | اطلع* | اطلعوا | اترك* | اتركوا | اتركي | غادر | غادروا | غادري | ارحل | ارحلوا | استقل | استقيلوا | استقيلي | انسحب | انسحبوا | أغلق* | أغلقوا | سلم نفسك | سلموا | توبوا | عد إلى | عودوا إلى | كف عن | كفوا | كفي عن | لا تركب* | لا تخرج* | لا تدخل* | لا تقترب* | لا تذهب* | لا تصعد* | لا تروح* | لا تكتب* | لا تنشر* | لا تعمل* | لا تطير* | لا تحلق* | لا توقع* | عوف* | عوفوا | جوز* | جوزوا | بطل* | بطلوا | سد حلك* | سد حلگك | انجب | اسكت | اسكتوا | اخرس* | لملم* | شيل غراضك | resign | leave | quit | pack | walk away | get out | go home | stay home | stay off | stay away | hand in | close your | shut up | stop driving | stop writing | step down | itruk* | etrek* | ترک کنید | استعفا | بروید | خارج شوید",
    "menace:whoever": "كل من | من ي* | كل م* | كل س* | أي م* | أي س* | أيما | أي شخص | أي واحد | كل واحد | الذي | التي | الذين | يا من | اللي | ياللي | لمن | اللي ي* | الي ي* | منو ي* | anyone | whoever | everyone who | every | all those | those who | who | هر کس | هر که | kul | kull | ay wa7ed",
    "menace:address": "للي | لليي | عمي | هاي رسالة | بدانند | ليعلم | ليعلموا | فليعلم | وليعلم | نقولها ل* | گولوله | گولولهم | listen | لأصحاب | لسواق | يا | أيها | أيتها | إلى كل | إلى جميع | إلى من | إلى الذين | إلى أصحاب | رسالة | رسالتنا | نقول ل* | نقول لك* | نقولها | قولوا ل* | أبلغوا | بلغوا | خطاب إلى | لكل | عزيزي | dear | to all | to every | message to | tell the | tell your | hey | ya | ila | lil | ای | به همه",
    "menace:doom": "count your days | count the days | عدوا أيامكم | عد أيامك | already inside | as targets | as a target | هدف لنا | أهداف مشروعة | أهداف مشروعة لنا | legitimate target* | bury you | be buried | we bury | you die | he dies | they die | she dies | دمه حلال | دمكم حلال | دمهم حلال | دمك حلال | dammkum halal | damkum halal | damak halal | damkum | dammak | يشتري چفن* | چفن* | سيختلط بدما* | بدمائهم | بدمائكم | في الصناديق | بالصناديق | تحملون إلى | ستحملون | سيحملون | تنقلون في صناديق | بمن فيها | بمن فيه | زنده نخواهند* | زنده نمی* | نوبتشان | نوبتتان | نوبت شما | انتقام | انتقام ما | امن نیست | rasasa | tal2a wi7da | rsasa wi7da | ykoon il dor | il dor 3al* | الدور عليه* | لا فرق عندنا | لا نفرق بين | ما نفرق بين | ما تفرز | ما تفرق | no difference between | تعرفون ما يجب فعله | تعرفون شغلكم | تعرفون واجبكم | you know what to do | اللبيب بالإشارة | نخلع أرواح* | نغلقها بدما* | think of your | think about your | think twice | لا نضمن | لا يضمن | لا أحد يضمن | محد يضمن | ما نضمن | no one guarantees | nobody guarantees | no one can guarantee | cannot guarantee | can t guarantee | محد يلوم* | لا أحد يلوم* | خل يودع* | ليودع* | فليودع* | ودع أهل* | ودعوا أهل* | ودعوا عوائل* | فليكتب وصيته | say goodbye | kiss your | hug your | يموتون مع* | يموت مع* | ستموت مع* | die with | dies with | خونتان | خونش | شركاء في الجريمة | شريك في الجريمة | شركاء في دم* | شركاء في الدم | partners in crime | accomplice* of | دمه* في رقبت* | دمكم في رقابكم | ذنبه* على جنبه | ذنبك* على | will not live long | has signed his own | signed your own | وقع على موته* | حفر قبره* | حفرت قبرك | لا مكان آمن* | لن تعود* | لن يعود* | لن ترجع* | لن يرجع* | ما ترجع* | ما يرجع* | مطلوبين لنا | مهدور* | مستباح | بلا رحمة | لا عصمة | ما بي أمان | no safe place | nowhere to hide | nowhere is safe | no mercy | not be spared | fair game | our target | our targets | days are numbered | you are next | you re next | traitor s end | blame only | only yourself to blame | only yourselves to blame | no one to blame | فلا يلوم* | لا يلوم* | لا تلوم* | يلومن | الفضيحة جاية | أجله | آجالهم | ساعته قريبة | قد أعذر | أعذر من | فليتحمل* | هدفنا القادم | sleep with | لا ينجو* | لن ينجو* | لن تنجو* | will not be spared | we have no mercy | in our sights | target list | نهايته* | نهايتك* | نهايتهم | أيامه* معدودة | أيامكم معدودة | الرحمة عليه* مقدما | يرحمك مقدما | يكلفك* عمرك* | يكلفه* حيات* | مكافأة لمن | جائزة لمن | لتصفية الحساب | مرهون ب* | هدف لنا | هدف مشروع | هدفا مشروعا | هدف لنيران* | هدف لصواريخ* | هدف لعبوات* | كأهداف | بحكم العدو | في حكم العدو | حكمه حكم | حكمهم حكم | كالعدو",
    "menace:fate": "ما بقى ل* | ما بقي ل* | وقتك انتهى | وقتكم انتهى | انتهى وقت* | خلص وقت* | نفد صبرنا | صبرنا نفد | صبرنا انتهى | لن نصبر | صبر المجاهدين | our patience | تدري شنو يصير | تعرف ماذا سيحدث | تعرفون ماذا | you know what happens | you know what comes | عيون المجاهدين | الليل طويل | الطريق طويل | حوادث السير كثيرة | الحوادث كثيرة | accidents happen | roads are dangerous | ليتحمل* | فليستعد* | يتحمل* ما | تتحمل* | ما سيحل | سيحل ب* | سيصيب* | مصيركم | مصيرك | مصير من | جزاؤه* | جزاء من | جزاء كل | ستندم* | لا ينفع الندم | لا ندم | لن ينام* | لن تنام* | لن ينسا* | لن تنسا* | ما يحمي* | ما تحمي* | ما راح يحمي* | محد يحمي* | محد يفيد* | لا أمن ل* | لا ملجأ | لا حصانة | هدفنا | أهدافنا | القادم أدهى | دورك* | لا تسأل* | لا تسألوا | لا عتب | لا تقولوا | لا تزعل* | خلي يدير بال* | خليها تدير بال* | دير بالك* | ديروا بالكم | يدير باله | حضر* نفسك | جهز* نفس* | بيننا وبين* | نلتقي قريبا | اللقاء قريب | موعدنا | الموعد قريب | زيارتنا | زيارة قريبة | على رأسك* | كما فعلنا | تذكر* ما حدث | تذكروا ما حل | تذكر ماذا حل | لعبة بالنار | يلعب بالنار | تلعب بالنار | يلعبون بالنار | تاخذ جزا* | ياخذ جزا* | regret | cannot protect | can t protect | won t protect | will not protect | nobody will protect | no one will protect | end up like | what happened to | remember what happened | time is up | time has come | watch your back | do not say | dont say | playing with fire | هدف ما | هدف مشروع | در امان",
    "menace:hint": "جاهز | جاهزة | الدراجة | دراجة | والشريك | شريك | خسارة | جائع* | جناح في السماء | tal2a | hungry | ready | الثمن | ثمن | مطلوب | حلال | مباح* | غنيمة | هدفا | أهدافا | هدف | أهداف | الدور | دوره | التالي | هدية | هدايا* | ضيوف | ننتظر* | عاقبة | مصيره* | لا تقل* | price | marked | legitimate | is next | are next | same fate | own fault | خائن | عاقبت | see you soon | لا تگول* | مطلوبين | مطلوبون | don t say | لن يجد* | لن تجد* | لن يصل* | لن تصل* | لن يخرج* | لن تخرج* | لن يرى | لن ترى | لن يفيد* | لن ينفع* | ما يوصل* | ما ترد | خط أحمر | خطوط حمراء | on the list | لن يحمي* | لن تحمي* | كما حدث ل* | مثل ما صار | مثلما حدث | next in line | ندم | يندم | tick tock | watch yourself | لا أمان",
    "menace:works": _join(_each("", WORKING), _each("", WORKING_MANY), ENGLISH_WORKING.replace("|", " | "), "ydawim | yshtaghal | yishtighil | yeshteghel | tishtughul | yeshtughul"),
    "menace:occupier": "المحتل | المحتلين | ~محتل | الاحتلال | الأمريكان | الأمريكي* | أمريكا | الأجنبي | الأجانب | القاعدة | القواعد | ~قاعدة | قواعد | معسكر | معسكرات | المعسكر | السفارة | التحالف | الغزاة | المارينز | جيش العدو | القوات الأجنبية | ~عين الأسد | لعين الأسد | ~شركات الأمريكية | وي الامريكان | الامريكان | فكتوريا | فيكتوريا | التاجي | القنصلية | americans | the base | bases | coalition | embassy | occupier* | occupation | u.s. army | us army | us forces | us troops | the enemy | victoria | al asad | ain al asad | consulate | foreigners | qa3ida | safara | amrikan",
    "menace:foe": "قتلة | القتلة | ~قاتل | ~مجرمين | داعش | الدواعش | أوكار | ~إرهابيين | الإرهاب | الفساد | الفاسدين الذين قتلوا | يد المحتل | المحتل | المحتلين | الاحتلال | الأمريكان | الأمريكيين | القوات الأمريكية | العدو | الأعداء | الصهاينة | الغزاة | إسرائيل | killers of | the killers | isis | terrorist* | corruption | the enemy | occupier* | the occupation | americans",
    "menace:official": "داعش | تحقيق | تحقيق عن | الاغتيالات | تشييع | المغدور* | الشهيد | قصيدة | شاعر | ورشة | تصليح | كفالة | ترفيه | reporters without borders | bail | poem | job* | vacancy | التقديم | وظيفة | وظائف | الراغبين | السيرة الذاتية | الوزارة | وزارة | الوزير | وزير | المحكمة | مدرب | المدرب | الفريق الضيف | الدوري | المباراة | الحكومة | البنك المركزي | دائرة | نقابة | نقيب | مديرية | رابطة | قانون | القانون | وفق المادة | محاكمة | المحاكمة | غرامة | الغرامة | عقوبات | اعتقال | القبض على | المتهم | المتهمين | الفساد | الشرطة المجتمعية | مرور | المرور | وفاة | الصحة | ministry | spokesman | court | law | trial | fine | fined | police | coach | match | league | tax | taxes | penalty | investigation | jailed | prison | strike over | unpaid | وزارت | دادگاه | پلیس",
}  # fmt: skip
