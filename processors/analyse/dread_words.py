"""Families of words that threats are put together from, each in all its forms: what a threat says is never a set phrase.

None threatens alone: an obituary has graves and a match report has "we crush them". `menace.py` weighs them together.
"""

from typing import Final


def _join(*lists: str) -> str:
    return " | ".join(lists)


def _with(heads: str, tails: str, *, between: str = "") -> str:
    """Every head before every tail, each a list of words; an underscore in one is a blank."""
    return " | ".join(
        f"{head}{between}{tail}".replace("_", " ").replace("-", "") for head in heads.split() for tail in tails.split()
    )


# What follows the prefix of the present; each takes any object behind it.
_HARM: Final = (
    "تعامل_مع قتل ذبح نحر سحل حرق فجر قصف ضرب قطع كسر سحق دفن خطف شنق نسف دمر هدم قتص قص قنص غتال صفي بيد فقا مزق علق داهم قتلع قلع صلب جلد رجم طعن خنق غرق حطم هشم لاحق"
    " صطاد صيد ثار نتقم بتر جدع خرس سكت دوس كص گص ذب رمي فلش طشر مسح محو شيل خلع عبر_فوق رسلك رسلكم رسلهم جر جلب ستدرج سلخ عدم قبر رسله رسلهم رسلك رسلكم عتقل_روح حكم_عليه_بال عيدك_إلى عيده_إلى عيدكم_إلى عيدهم_إلى رجعك رجعه رجعكم رجعهم خليك_عبرة خليه_عبرة خليكم_عبرة"
    " نهي شعل كوي ستاصل ستهدف هاجم قتحم دك طفي فضح زلزل ضغط_على_الزناد طلق_عليك طلق_عليهم طرق_باب قلب_حيات لقن* رد_عليك رد_عليهم سقط لوي شق جرجر صادف لگ لزم جيب_راس وصل*_وين"
)
_SUFFERED: Final = (
    "رتد_عليه رتد_إلى_صدر جر_من سحب_من رمى_في لقى_في صلب قطع_راس سلخ عدم جلد_حتى باد نسحل نذبح نرمي دفن نلزم نشنق نصفي كلف عود_حطام رجع_حطام كون_حطب كونون_حطب كون_وقود كونون_وقود كون_رماد كونون_رماد قتل ذبح سحل نسحل حرق حترق نحرق نحرگ تفجر نفجر قصف ضرب قطع تقطع نقطع كسر نكسر سحق دفن ندفن نخطف خطف شنق علق نسف هدم نقتل نذبح نسحق دفع_الثمن دفع_ثمن ندم لقي_حتف لقي_مصير لقي_جزا لقون_مصير نال_جزا"
    " كون_هدف كونون_هدف صبح_هدف صبحون_هدف صير_هدف صيرون_هدف موت نتهي نطفي غرق حمل_إلى حملون_إلى حمل_على حملون_على نقل_إلى_أهل رجع_بصندوق رجع_بكفن رجع_ملفوف عود_بتابوت عود_في_تابوت عود_جث عود_رماد عود_محمول"
    " عود_بكفن عود_ملفوف تيتم ترمل بكي_عليه نعى تحول_إلى_رماد عامل_معامل كون_مصير ختفي سقط_راس تدحرج نقص فقد_حيات خسر_حيات خسر_راس لحق_ب لعن_اليوم"
)
_US: Final = "ن سن لن راح_ن رح_ن حن سوف_ن خل_ن باجر_ن باچر_ن والله_ن"
_LATER: Final = "سي ست سوف_ي سوف_ت راح_ي راح_ت رح_ي رح_ت"
_NOW: Final = "ي ت"  # also what a headline says of a deed: weak
# Verbs of coming home, living and being safe; with "not" before them they take it away.
_SAFE: Final = (
    "عود* رجع* عيش* نجو* نجا سلم* صل_إلى صل_حي صلون_إلى وصل_لبيت وصل_حي بلغ* ري_ال رى_ال رون_ال شوف_ال شوف_جهال شوف_اهل لحق* خرج_من خرج_حي خرج_سالم خرجون_حي طلع_حي طلع_منها طلع_سالم فلت* هرب* هنا* نام* بيت_في صبح* مسي* كمل*"
    " فيد* نفع* حمي* وقف_كاتم وقف_رصاص غني* شفع* مر_بسلام مر_من كبر* تزوج* هدا* غمض* كتب_مر كتب_بعد لقي_محاضر ظهر_مر طول_عمر طول_بقا بقي_حي بقي_طويل فرح* ستقر* حلم_ب من_من منون*"
)
_NOT: Final = "لن_ ما_ لا_ ولن_ فلن_ وما_ محد_ قد_لا_ وقد_لا_ ربما_لا_ وربما_لا_ ما_راح_ مراح_ ما_رح_"
_YOURS: Final = "ك كم چ كن"
_THEIRS: Final = "ه هم ها هن"
_BODY: Final = (
    "رقبت رقاب عنق أعناق رأس راس رؤوس روس دم دماء جثت جثث يد إيد أيد أيدي أصابع إصبع لسان ألسنت عين عيون رجل رجلي أرجل ساق عظام جلد لحم صدر قلب أذن أذني حلق حلگ بلعوم حنجرت ظهر ظهور بدن أطراف معصم روح أرواح عمر أعمار حيات أنفاس كفن أكفان قبر قبور نعش نعوش"
    " تابوت توابيت جنازت جنائز وصيت وصايا نعي عزاء فاتحت أجل آجال نهايت مصير حساب حتف شاهد شواهد"
)
_HOME: Final = (
    "بيت بيوت باب منزل منازل دار سيارت سيارات عجلت عجلات شاحنت شاحنات مكتب مكاتب مقر عنوان عناوين أهل عائلت عوائل عائلات أولاد أطفال جهال ابن بنت بنات أبناء أم أمهات أخ أخو زوجت زوجات مرت صور صورت اسم أسماء رقم أرقام هاتف مدرست طريق شارع حي سكن"
    " خطوات تحركات أيام ساعت وقت دور ليل نوم صفحت قلم أقلام كاميرت عدست استوديو خيمت خيم دراجت"
)
_BODY_EN: Final = "neck throat head heads skull hands fingers tongue tongues blood bones grave coffin shroud funeral body bodies corpse last end life lives days legs knees kneecaps"
_BODY_FA: Final = "سر گردن خون دست زبان جان گور تابوت کفن جنازه خانه خانواده فرزند نام نشانی"
_HARM_EN: Final = (
    "kill hit shoot burn hunt bury behead execute hang punish destroy slaughter visit cut crush finish break stop_you silence settle_with deal_with come_for bring_you bring_him bring_them send_you send_him send_them take_your pay_you pay_him pay_them make_you make_him make_them"
    " blow_up put_you put_him put_them drag collect_you reach_you reach_him reach_them find_you find_him find_them greet wait_for_you wait_for_him"
)
_DONE_EN: Final = (
    "killed hit shot burned burnt hunted found buried beheaded executed hanged punished destroyed slaughtered treated_as dealt_with blown next sorry dead fair_game made_to held_to in_the_ground a_target targets crushed silenced carried_home carried_out returned_to sent_home sent_back"
    " taken_out burning your_last his_last their_last the_last remembered_as cut_off broken answered_with met_with paid_in written_by wiped"
)

# Who else threatens, and what of courts, ministries, match reports and films sounds like a threat.
_ELSEWHERE: Final = (
    "ترامب | بايدن | نتنياهو | إسرائيل | الإسرائيلي* | تل أبيب | واشنطن | البنتاغون | البيت الأبيض | وزارة الدفاع الأمريكية | الخارجية الأمريكية | موسكو | الكرملين | أنقرة | الحرس الثوري | حماس | الحوثي* | طالبان | داعش | الدواعش | تنظيم الدولة | القاعدة في | حزب العمال"
    " | محكمة | المحكمة | جنايات | الإعدام | بالإعدام | القضاء | قانونيا | قانونية | قضائيا | غرامة | الغرامة | غرامات | الغرامات | المخالفين | المخالفات | مخالفة | النزاهة | الرقابة | مكافحة الفساد | الفساد | الفاسدين | هدر المال | الدفاع المدني | شروط السلامة | نقابة | نقيب | اتحاد | المرور | مرور"
    " | فيلم | الفيلم | مسلسل | المسلسل | رواية | الرواية | قصيدة | ديوان | جائزة | لعبة | المباراة | الكلاسيكو | الدوري | النهائي | المدرب | مدرب | الفريق | هدف التعادل"
    " | أصيب | إصابة | قتل متعاقد | اغتيال | اغتيل | تشييع | جثمان | استشهد | الشهيد | عثر على | العثور على | القبض على | مقتل | مصرع | وفاة | المغيب | المختطف | الراغبين | السيرة الذاتية | تعيين | وظائف | الصيانة | للصيانة | مغلق | ترابية | نشاط الطيور"
    " | تقرير | دراسة | بحث | باحث | محلل | خبير | أممي | العفو الدولية | الانتخابية | الدعاية | دعايت* | استبعاد | باستبعاد | يستنكر | استنكر"
    " | trump | biden | netanyahu | israel* | pentagon | white house | washington | moscow | turkish | turkey | hamas | taliban | islamic state | isis | court | sentenc* | convict* | police say | police | film | movie | novel | drama | series | coach | match | league | fines | fined | union | a study | the study | report says | survived | was killed | were killed | killing of | killed in | weather | famine | ministry | spokesman | tariff* | jailed | arrested | arrest"
    " | أيها الرسول | رسول الله | النبي | حدثنا | حدثني | أخبرنا | المشركين | المشركون | الكفار | المنافقين | المنافقون | يوم القيامة | الآخرة | الملائكة | يا رسول | prophet | messenger of allah | disbeliever* | hereafter | day of judgement"
    " | من يعتدي على | كل من يعتدي | من اعتدى | الجناة | المعتدين | قاتله | قتلته | قتل ابن* | ابني | من سرق | سرقة أموال | whoever shot | whoever killed | perpetrators"
    " | خصم | تخفيضات | عروض | مجاني | مجانا | للحجز | ورشة | اتصل بنا | discount | free delivery | call us"
    " | في الصناديق | بأصواتكم | بأصوات الناخبين | عبر صناديق | صناديق الاقتراع تحاسب | يقطعون شارعا | يقطعون الطريق | يقطعون طريق | سألني قارئ | at the ballot box"
    " | خطيب | خطبة | مخافة الله | لتدريب | تدريب | هيئة الإعلام | هيئة الاتصالات | هيئة النزاهة"
    " | صباح الخير | مساء الخير | صباحكم | مساؤكم | رحم الله | الله يرحمه | الله يرحمها | مبروك | شكرا | رزق | العافية | جائزة | حبايب* | مستبعد* | المستبعدين | الفائزين | يراجع | مراجعة | امتحان* | بالامتحانات | تكسي"
    " | دادگاه | پلیس راه | سپاه | ترامپ | اسرائیل | داعش | وزیر دفاع | استیضاح | مه غلیظ | فیلم"
)

DREAD_WORDS: Final[dict[str, str]] = {
    "menace:elsewhere": _ELSEWHERE,
    "menace:harm_by_us": _join(
        _with(_US, " ".join(each if each.endswith("*") else f"{each}*" for each in _HARM.split())),
        _with(
            "we_will we_ll we_shall we_are_going_to we_re_going_to i_will i_ll we_can we_know_how_to let_us",
            _HARM_EN,
            between=" ",
        ),
        "we hunt | we bury | we burn | we kill | we shoot | we come for you | we break | we cut | we bite | we do not miss | we never miss | we don t miss",
        _with("می نمی خواهیم ما_می", "کشیم زنیم سوزانیم بریم آییم رویم کوبیم شکنیم دریم کنیم_قطع", between=" "),
        "قطع می کنیم | بیرون می کشیم | نابود می کنیم | می کشیم* | آتش می زنیم | به آتش می کشیم | سر می بریم | دار می زنیم | به درک | مجازات می کنیم | پیدا می کنیم | به خانه آنها | سراغ* | خواهیم کشت | خواهیم زد | خواهیم سوزاند | خواهیم برید | خواهیم شکست | نخواهیم بخشید | قطع خواهیم کرد | نابود خواهیم کرد | هدف قرار خواهیم داد",
        _with("ra7_n rah_n 7a_n", "k* d* q* 7* j* h* th* g*"),
    ),
    "menace:harm_to_them": _join(
        _with(_LATER, " ".join(f"{each}*" for each in _SUFFERED.split())),
        _with(
            "will_be ll_be shall_be is_going_to_be are_going_to_be to_be be are_now is_now or_be will_end_up will_come_home will_go_home will_leave",
            _DONE_EN,
            between=" ",
        ),
        "will die | will burn | will bleed | will pay | will regret | see its offices | see his house | see their houses | will answer for | go up in flames | goes up in smoke | goes home in | come home in | leave in a | share the fate | share his fate | share their fate | is a target from | are targets from | rents himself a | digs his own | signed his own | sign his own | signs his own | buys his own",
        "کشته می شوند | کشته خواهند شد | کشته می شود | کشته خواهد شد | خواهند سوخت | می سوزند | خواهد سوخت | خواهند مرد | می میرند | تاوان | بهایش | پشیمان خواهند | پشیمان می شوند | سرنوشت | به خون | بی سر",
        "qalamak | yinkisir | yiksir | yinkasir* | yi7riq* | tin7irig* | tin7ireq* | tin7ri8* | tinkisir | yindabi7 | tindibi7 | idak | idah | tin3ad* | tingas* | yingas* | yin7irig | tin7irig | yin8atil | yinqitil | tinqitil | yimoot | ymoot | tmoot | yndifin | yindifin | tindifin",
    ),
    "menace:harm_now": _with(_NOW, " ".join(f"{each}*" for each in _SUFFERED.split())),
    "menace:not_safe": _join(
        _with(_NOT, " ".join(f"{person}{verb}" for person in ("ي", "ت") for verb in _SAFE.split())),
        _with(
            "will_not_ won_t_ will_never_ cannot_ can_t_ never_ not_ no_one_will_ nobody_will_",
            "live see return make_it reach come_home come_back survive wake walk sleep protect save help escape hide be_safe be_spared leave_alive outlive grow_old get_home go_home be_home find_you live_to be_able_to_hide stop_a_bullet enjoy",
        ),
        "زنده نخواه* | زنده نمی* | سالم نخواه* | سالم نمی* | سالم به زمین | نخواهد ماند | نخواهند ماند | نخواهند نشست | برنخواهند گشت | برنمی گردند | باز نخواهند گشت | در امان نیست* | در امان نخواه* | امان نخواه*",
        "ma yirja3* | ma terja3* | ma tirja3* | ma yerja3* | ma yoosal | ma toosal | ma yi3eesh | ma tshoof | ma yshoof | ma t7meek | ma ti7meek | ma yi7meek | ma yfeedak | ma yfidak | ma t3arfak | ma ti3ruf*",
    ),
    "threat_passes": _with(
        "تهديد_ب تهديدات_ب تهديده_ب تهديدها_ب تهديدهم_ب يهدد_ب هدد_ب تهدد_ب هددت_ب هددوا_ب يهددون_ب مهددا_ب مهددين_ب توعد_ب توعدت_ب",
        "القتل قتل* تفجير* حرق* إحراق* اغتيال* التصفية تصفية* خطف* الخطف ذبح* نسف* استهداف* عواقب مصير الرد_على",
    ),
    "menace:gunmen": "~مسلحون | ~مسلحين | ~ملثمون | ~ملثمين | ~ملثم | ~مجهولون | ~مجهولين | ~مجهول | ~فصيل | ~ميليشيا | ~فصائل | ولائية | ولائي | gunmen | armed group | armed men | armed faction | an armed | masked | militia* | militants | unknown men | faction | factions | افراد مسلح | نقابدار*",
    "menace:courteous": "ندعو | وندعو | نطالب | نطلب | نناشد | نهيب | نوصي | نشكر | نثمن | نتمنى | نأمل | نقدر | السيد رئيس | السادة | المحترم* | المحترمين | أبناء شعبنا | تحية طيبة | تحية إجلال | السلمي* | سلمية | سلميا | بحكمة | بالحكمة | بمهنية | we call on | we urge | we ask | respectfully | peaceful*",
    "menace:weapon": "بالدم | بدم | حفرة | lead | knife | knives | وقودا | cemetery | widow* | orphan* | funeral* | ashes | صندوق | ~منشار | ~سكين | بسكين | ~أيتام | ~أرملة | ~جثة | ~جثث | ~جنازة | ~مقبرة | ~رماد | الموت | للموت | بالموت | ميت | أحياء | ~عبوة | ~عبوات | ~لاصقة | ~قناص | ~قناصة | ~مسدس | ~بندقية | ied | sniper* | 3obwa | 3ubwa | 3abwa | بمب",
    "menace:death": _join(
        "بقدميه | بقدميك | على قدميه | محمولا | محمولين | وهو ميت | ميت يمشي | dead man  | جثة هامدة | بلا رأس | بلا رؤوس | بلا مظلات | ومعه سائقه | وهو بيها | بمن فيها | بمن فيه | بدمه | بدمك* | بدمائه* | alive | in one piece | on foot or | feet first | while it still | while you still | while you can | زنده",
        _with(
            "~ ب بال و في_ في_ال إلى_ال",
            "كاتم كاتمات تابوت توابيت كفن أكفان قبر قبور نعش نعوش جنازته* كفنا قبرا نعشا مشنقة مشانق رصاص رصاصة رصاصتين رصاصات طلقة صندوق_خشبي أشلاء رمادا عزرائيل خنجر ثكلى ثكالى  عدسة_القناص زناد",
        ),
        "إعدامه | إعدامك* | إعدامهم | القصاص | قصاص | القصاص العادل | حطاما | حطام | حطبا | جثثا | جثثهم | جثثكم | رمادا | الذبح | السحل | النحر | بالسيف | بالرصاص | كلب ميت | رأس خروف | سلك كهرباء | يد العدالة | يد المجاهدين | قماش أبيض | قطعة قماش بيضاء | إكس حمراء | إكس | ملك الموت | صناديق خشبية | طرد فيه | طردا فيه | طرد بداخله | ظرف فيه | في ظرف | بظرف | ظرفا فيه | علامة حمراء | دائرة حمراء | شاهدة قبر | قاع دجلة | قعر دجلة | بدجلة | بالشط | قاع النهر",
        "dead dog | dead cat | dead bird | severed | with blood | in blood | gallows | hanged man | red target | a target over | target over | red cross | red x | crosshair* | coffin* | grave* | shroud* | bullet* | body bag* | in a bag | in bags | in a box | in boxes | coroner | morgue | hearse | obituary | noose | silencer* | undertaker | gravedigger* | under their cars | under your car | under his car | stinger | body parts | in pieces | tombstone* | epitaph | ashes",
        "گلوله* | تابوت* | کفن* | جنازه* | گورستان | گور | قبر | مرگ | خونتان | خونشان | هدر است | طناب دار | چاقو | خفه کن | katim | kaatim | katem | rsasa* | rasasa* | 9asa9a | qabr* | tabut* | taboot* | kafan* | mushanaqa | janaza*",
    ),
    "menace:body": _join(
        _with(_BODY, _YOURS, between="-"),
        _with("your the_next", _BODY_EN, between=" "),
        _with(_BODY_FA, "شان تان ت هایشان هایتان", between=""),
        _with("raqab rag3ab ragab ra8ab ras lisan id eed dam 7al8 7alg 3umr roo7 ro7 jild 3ain", "tak ak kum ik"),
    ),
    "menace:his_body": _join(
        _with(_BODY, _THEIRS, between="-"),
        _with("his her their", _BODY_EN, between=" "),
        _with("raqab ragab ras lisan id eed dam 7al8 3umr roo7 jild", "tah ah ha hum"),
    ),
    "menace:home": _join(
        "يسكن في | تسكن في | lives in | باسمه | وحيدا | بلا حماية | ترى من بعيد | واضحة من بعيد",
        _with(_HOME, f"{_YOURS} {_THEIRS}", between="-"),
        _with(
            "your his her their",
            "house houses home homes door car cars street school family families children child kids son sons daughter daughters wife mother father brother office offices address addresses licence license route name names face faces photo photos neighbours truck trucks cranes convoy bed shift window windows",
            between=" ",
        ),
        "licence plate* | license plate* | number plate* | home address* | رقم سيارت* | لون سيارت* | رقم هاتف* | بين عياله | من بين عياله",
        _with("beit bait bayt ahl wild bint ibn siyart sayyart 3a2ilt jahal makan", "ak kum ah ha hum ik hom"),
    ),
    "menace:watching": _join(
        "نعرفك* | نعرفهم | عرفناك* | بحوزتنا | نراقب* | نشوف* | شفناك* | شفناهم | صورنا | صورناك* | حفظنا* | سجلنا* | نرصد* | رصدنا* | راقبنا* | تابعناك* | أحصينا* | كتبنا اسم* | شطبنا | ندري بيك* | دارين بيك*",
        "على قوائمنا | في قوائمنا | على قائمتنا | الأسماء كاملة | الأرقام كاملة | القائمة كاملة | أسماؤهم لدينا | نحن خلف | نحن أقرب | احنا وراك* | احنا يمك* | نلگاه* | نلقاه* | نلگاك* | عيوننا | عيون المقاومة | عيون المجاهدين | عدسات المقاومة | اذن المقاومة | يسكن خلف | يسكن قرب | يسكن مقابل | يعود كل ليلة | ترجع كل يوم | يطلع كل يوم | يخرج كل صباح | باسمك* | اسمه محفوظ | مكشوف* | مرصود* | تحت أنظار* | معروف* لدينا | هذا رقم | وهذا رقم | وهذه سيارت* | وهذا عنوان* | هذا عنوان* | وهذه صورت* | وهذا بيت* | هذه صورة",
        "we know | we have your | we have their | we have photographed | we photographed | we watched | we are watching | we re watching | we see you | we saw you | we follow* | we counted | our eyes | we remember | we have the names | lives behind | lives at | parks his | parks her | walks home | comes home at | drives a | می شناسیم | می دانیم | زیر نظر | نزدیک تر | همین نزدیکی | آدرس* | نشانی* | n3ruf* | ne3ruf* | na3rif* | shifnak* | nshoof*",
    ),
    "menace:our_arms": "قناصونا | مضاداتنا | راجماتنا | هاوناتنا | صيادونا | رماتنا | ينتظرون أول | ننتظر أول | بدفاعاتنا | صواريخنا | رصاصنا | ليس بعيدا عن | ليست بعيدة عن | قريبة من هاونات* | قريب من هاونات* | حجارتنا | صواريخنا جاهزة | بنادقنا | ستحاكمه بنادقنا | سكاكيننا | ضمن مدى | في مدى | تحت مرمى | في مرمى | ضمن مرمى | مرمى نيران* | مرمى صواريخ* | تحت نيران* | تحت رحمة | يبعد عن راجمات* | تبعد عن راجمات* | قريبة من مقر* | قريب من مقر* | خلف الجدران | صواريخنا تعرف | عبواتنا تعرف | مسيراتنا تعرف | رصاصنا يعرف | تعرف طريقها | تعرف الطريق | يعرف طريقه | في متناول | على مرمى حجر | within range | in our range | within reach | in the crosshairs | in our sights | know the way | knows the way | نزهة | ترى من بعيد | واضحة من بعيد",
    "menace:sequel": "والبقية على الطريق | البقية على الطريق | تحت كرسي* | تحت أقدام* | تحت مقعد* | عرفناكم | عرفناك | محرمة عليك* | محرم عليك* | منطقة محرمة | ساعتك* قربت | ساعتكم قربت | ساعتك قربت | عدو يقاتل | عدو للمقاومة | في خانة الأعداء | الأخير غدا | فطورك* الأخير | لن تكون كلاما | ماكو كلام | بلا كلام | تحت التراب | الحكم معروف | الحكم صدر | محكمة شعبية | من غير رقم | معروف العنوان | هان دم* | خان دم* | أكثر من شاحنات | we take the | hands off | المشوار الأخير | السفرة الأخيرة | الرحلة الأخيرة | الطلعة الأخيرة | أيدينا طويلة | يدنا طويلة | أيدينا تطول | الليلة زيارت* | النار ستأكل* | ستأكله | تحب أولاد* | تحب عيال* | تحبون أولاد* | تحب أهل* | the last one | one eye open | على مسؤوليت* | لا يتمنون* | احسبوا أيام* | احسب أيام* | عدوا أيام* | عد أيام* | اكتملت | قوائمكم | قائمتكم | القوائم اكتملت | التنفيذ بدأ | سمعت بما | بما حل | بما جرى | لمن قبلك* | من سبقوك* | من سبقوه* | من سبقه* | من التالي | منو التالي | هذه الأولى | الثانية لك | هذه رسالة | الرسالة الأولى | لكل جولة نهاية | نهاية لا | موعد القصاص | حسابه عندنا | حسابكم عندنا | حسابهم عندنا | حسابك عندنا | بطريقتنا | على طريقتنا | نعرف شغلنا | شغلنا وياك* | أقرب من ظل* | واحدا بعد واحد | واحد بعد واحد | واحد ورا واحد | أعوانهم إلى | لم تكن هدفنا | لستم هدفنا | شركاء في الدم | دم الشهداء في | في رقابكم | drop the case | list is short | will share | والباقي على | والباقي عليكم | الباقي على الشباب | والعاقل يفهم | العاقل يفهم | والفهيم يفهم | واللبيب | اللبيب | والحر تكفيه | البقية تأتي | والبقية تأتي | القادم أعظم | القادم أشد | مثل ما صار | ما حل ب* | ماذا حل ب* | ما جرى ل* | ما حدث ل* | هل كتبت وصي* | مصير من سبق* | مصير مثل | كصاحب* | بعد صاحبك | مثل صاحب* | أنت التالي | الدور عليك* | حان وقت* | حان قطاف* | قطافهم حان | قطافه* حان | ساعة الحساب | ساعة حساب* | قطع الأعناق | نصيحة أخيرة | آخر نصيحة | نصيحتنا | آخر تحذير | آخر إنذار | التحذير الأخير | الإنذار الأخير | الأخير فعلا | حذرنا | أنذرنا | وقد أعذر | فقد أعذر | لا عتب | ولا عتب | فلا عتب | لات حين | you have been warned | you were warned | last warning | final warning | do the math | draw your own | your choice | the choice is yours | we told you | این آخرین | آخرین سفر | آخرین هشدار | هشدار می دهیم | الخيار لكم | الخيار بيد* | صبرنا نفد | نفد صبر* | نفد الصبر | الصبر عليك | الصبر نفد | خلص صبر*",
    "menace:soon": "النار تحت | لا تسأل عن | على الطريق | يمر بنا | مسألة وقت | بلا رقم | more than | should expect | آخر ما | آخر طريق | آخر مقال | آخر صورة | آخر توقيع | آخر ليلة | آخر رمضان | آخر عيد | آخر شمس | آخر مشوار | آخر سفرة | آخر رحلة | زيارتنا | ضيوفك | ضيوفكم | last man | بما صار | شنو صار | شصار | من قبلك* | شريكة في | شركاء في | في رقبتك | our list | on our list | بدانند | بداند | المرة القادمة | المرة الجاية | المرة السابقة | هذه المرة | هالمرة | والقادم | شصار ب* | شنو صار ب* | تذكر* ما | تذكروا ما | دورك | دوركم | ودورك | قريبا | وقريبا | عن قريب | next time | this time | the rest is | ask the | ask about | remember | enjoy your | you decide | is next | are next | بار بعد | نوبت | الخيار لك | اختاروا | اختر | القرار لكم | البقية قريبا",
    "menace:leave": "نحذر* | ننذر* | لا تتجول* | لا تلعب مع* | لا تختبر* | لا تجرب* | لا تفرح* | لا تغتر* | الزموا بيوت* | الزم بيت* | فاحسب* | احسب* حساب* | أن تحزم | أن يحزم* | احزم* | ينتظر* يد | لا تسأل* | لا تسألوا | اسحب | اسحبوا | خل يودع | خلي يودع | غير مرغوب | من ينزل | على رؤوس* | على روس* | براسه | براسك | يتحسس | تحسس | يتحسسوا | يتحسس رقبت* | عليه أن يخاف | فليخف | ليخف | خاف* على | خافوا | احذر | احذروا | فليحذر | ليحذر* | حذار | إياك | إياكم | يغير سكن* | يبدل بيت* | يبدل تلفون* | غير سكن* | غيروا | بدل بيت* | فلوها | لموا خيم* | دير بالك | ديروا بالكم | دير بالج | لا تلوم* | لا يلوم* | فلا يلوم* | لا تجعل* | فلا تجعل* | لا تخرج* | لا تخرجوا | لا تعود* | لا تعودوا | لا تقترب* | لا تروح* | لا تفوت* | لا تطلع* | لا ترجع* | ارحل* | ارحلي | ارحلوا | غادر* | استقيلي | استقيلوا | استقل | اترك* | اتركوا | سكر | سد | انجب | اخرس | اكتب* وصيت* | يكتب وصيت* | يكتبوا وصاي* | ليكتب* | فليشتر* | يشتري | ودع* | يودع أهل* | يودع عائلت* | غير مرحب | أغلى من | أسلم لك* | أحسن لك* | أفضل لك* | أولى بك* | خير لك* | فليستعد* | ليستعد* | beware | think twice | watch your | watch out | check under | look under | look behind | stay home | stay away | get out | pack | quit | resign | leave | say goodbye | kiss your | write your will | count your | better for you | careful | sakkir | sed 7al* | sid 7al* | uskut | la tfoot | la trooh | la tru7 | la titla3 | la terja3 | istaqil | itrik | otrok | utruk | بترسند | بترسید | مراقب باش* | بروید | نروید | استعفا",
}
