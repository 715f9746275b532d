"""Spellings that the registry's files do not list, and what surrounds the ambiguous ones.

Sources: the transliterations of the article's own text and notes, and the ways in which Persian and Iraqi Arabic
write the same names.
"""

from typing import Final

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "asaib_ahl_al_haq": ("عصائب اهل حق", "عصائب الحق", "League of the Righteous", "Asaib"),
    "kataib_hezbollah": (
        "كتائب حزب الله العراق", "كتايب حزب الله", "گردان های حزب الله عراق", "كتائب حزب الله العراقية",
        "Hezbollah Brigades", "Kataeb Hezbollah", "Kataib Hizbullah", "Kata'ib Hezbollah",
    ),
    "kataib_sayyid_al_shuhada": ("كتايب سيد الشهداء", "Sayyid al-Shuhada Brigades", "Kataib Sayyed al-Shuhada"),
    "nujaba": ("جنبش نجباء", "حركت النجباء", "جنبش النجباء", "حركة النجباء العراقية", "Al-Nujaba Movement"),
    "badr": ("فيلق بدر", "سازمان بدر", "كتلة بدر", "Badr Corps"),
    "ashab_al_kahf": ("Ashab al Kahf", "Ashab el-Kahf", "Sahab al-Kahf"),
    "usbat_al_thairin": ("عصبة الثائرين", "عصبه ثائرين", "Usbat al-Thaereen", "Osbat al-Thaereen", "League of Revolutionaries"),
    "qasem_al_jabbarin": ("سرايا قاصم الجبارين", "قاصم جباران", "Qasim al-Jabbarin", "Qasim al-Jabareen"),
    "alwiyat_al_waad_al_haq": ("الوية وعد الحق", "تیپ های وعده حق", "Alwiyat al-Wa'd al-Haq", "Brigades of the True Promise"),
    "fasail_al_muqawama_al_duwaliya": ("فصائل المقاومة الدولية", "Fasail al-Muqawama al-Dawliya", "International Resistance Factions"),
    "quwwat_dhu_al_faqar": ("قوه ذو الفقار", "Quwat Dhul Fiqar", "Dhu al-Fiqar Forces", "Zulfiqar Forces"),
    "liwa_khaibar": ("Liwa Khaybar", "Khaybar Brigade"),
    "raba_allah": ("ربع اللة", "Rub Allah", "Raballah"),
    "sabereen_news": ("صابرين نيوز", "صابرین نیوز", "Sabrin News", "Saberin News"),
    "tansiqiya": ("تنسيقية فصائل المقاومة العراقية", "تنسيقية المقاومة", "Iraqi Resistance Coordination Commission", "Iraq's Resistance Coordination Committee", "کمیته هماهنگی مقاومت عراق", "کمیته هماهنگی مقاومت"),
}  # fmt: skip

# Names by which a body goes where the sentence can mean nothing else: they need the words around them.
BARE: Final[dict[str, tuple[str, ...]]] = {
    "asaib_ahl_al_haq": ("العصائب",),
    "kataib_hezbollah": ("الكتائب",),
    "nujaba": ("النجباء",),
    "badr": ("بدر",),
}

# Short forms in Latin letters: as they are written, capitals included.
ACRONYMS: Final = frozenset({"AAH", "KH", "KSS", "AWH", "QJ", "UT", "MD", "AK", "HaN"})

MILITANT: Final = (
    "مقاوم", "فصيل", "فصائل", "عمليه", "عمليات", "استهداف", "استهدف", "بيان", "تبني", "تبنت", "عبوه", "ناسفه", "صاروخ", "صواريخ",
    "قصف", "تحذر", "نحذر", "انذار", "تهدد", "يهدد", "تنفي", "ننفي", "يتوعد", "المتعاقد", "رتل", "ارتال", "الاحتلال", "الامريكي", "امريكا", "مجاهد", "سرايا", "السفاره", "قاعده", "مسيره", "طائره", "مليشيا", "ميليشيا",
    "مسلح", "واجهه", "واجهات", "التحالف", "تعلن", "نعلن", "اعلنت", "مسووليتها", "مسووليتنا", "هجوم", "الحشد", "فاشيه", "حزب الله", "الولائيه",
    "militia", "facade", "front group", "claimed", "claims", "attack", "rocket", "drone", "convoy", "muqawama", "resistance", "faction",
    "statement", "coalition", "embassy", "responsibility", "occupation", "occupier", "legitimate target", "contractor", "contracted", "حمله", "پهپاد", "گروه",
)  # fmt: skip

# What the same words mean elsewhere; an entry outweighs the militant words around it.
OTHERWISE: Final[dict[str, tuple[str, ...]]] = {
    "ashab_al_kahf": (
        "سوره", "الايه", "ايات", "قران", "الفتيه", "الرقيم", "كلبهم", "قصه", "تفسير", "نومهم", "الغار", "دقيانوس", "المفسر", "الانبياء",
        "تلاوه", "surah", "quran", "sleepers", "verse", "قرآن",
    ),
    "quwwat_dhu_al_faqar": ("سيف", "عليه السلام"),
    "zulfiqar_unit": (
        "سيف", "السيف", "لا فتي", "الامام علي", "امير المومنين", "شارع", "مدرسه", "حسينيه", "عليه السلام", "موكب", "bhutto", "ali bhutto",
        "sword", "الشاعر", "الدكتور", "السيد ذو الفقار", "اللاعب",
    ),
    "liwa_khaibar": ("حصن", "غزوه", "فتح خيبر", "مرحب", "يهود خيبر"),
    "badr": ("غزوه", "معركه بدر", "القمر", "ليله", "شهداء بدر", "اهل بدر", "يوم بدر", "الكبري", "moon", "battle of badr", "قريش"),
    "kaf": ("حرف", "الحروف", "كاف لل", "غير كاف", "كاف ل", "بشكل كاف", "سوره"),
    "warithuun": ("الجنه", "الفردوس", "سوره", "يرثون", "اولئك هم", "الايه", "تركه", "الميراث", "المحكمه"),
    "alwiyat_al_waad_al_haq": ("سوره", "ان وعد الله"),
    "raba_allah": ("سبحان",),
    "ahl_al_maarouf": ("في الدنيا", "في الاخره", "حديث", "رواه", "صدقه"),
    "liwa_al_golan": ("هضبه",),
    "kataib_sayyid_al_shuhada": (),
    "nujaba": ("الانبياء", "العلماء النجباء", "الاولاد", "الطلبه", "تلاميذ"),
    "fasail_al_muqawama_al_duwaliya": (),
    "tansiqiya": (),
    "al_etejah_tv": ("باتجاه", "بهذا الاتجاه"),
}  # fmt: skip
