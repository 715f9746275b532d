"""What joins two posts, and what keeps them apart."""

from datetime import UTC, datetime, timedelta

import pytest

from processors.analyse.post import build_analyser
from processors.correlate.memory import Memory
from processors.correlate.story import correlate
from schemas.messages import Affiliation, Channel, Entity, Forward, Media, Pipeline, RawPost
from schemas.registry import load_registry

START = datetime(2021, 7, 7, 6, tzinfo=UTC)
analyse = build_analyser(load_registry(), Pipeline(code="test", registry="test"))
CLAIM = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ فجر اليوم وتتوعد بالمزيد من العمليات"
KH = Affiliation(organisation="kataib_hezbollah")


def post(channel, text, hours=0.0, *, message=1, title="قناة", username=None, affiliation=None, **fields):
    return analyse(
        RawPost(
            channel=Channel(id=channel, title=title, username=username, affiliation=affiliation),
            message_id=message,
            version=fields.pop("version", 1),
            date=(START + timedelta(hours=hours)).isoformat(),
            text=text,
            **fields,
        )
    )


def stories(*posts):
    memory = Memory()
    for each in posts:
        memory, _ = correlate(memory, each, START)
    return [memory.roots[each.post_id] for each in posts]


def one(*posts):
    return len(set(stories(*posts))) == 1


@pytest.mark.parametrize(
    ("other", "hours"),
    [
        (CLAIM + "\n\nتابعونا على t.me/nowhere_demo", 0.1),
        ("عاجل 🔴\n" + CLAIM, 20),
        ("استهداف قاعدة عين الأسد بالصواريخ: أصحاب الكهف تتبنى", 0.5),
        ("Ashab al-Kahf claims responsibility for the rocket attack on Al-Asad Air Base", 2),
        ("گروه «اصحاب الکهف» مسئولیت حمله راکتی به پایگاه عین الاسد را بر عهده گرفت", 3),
        ("لواء خيبر: نتبنى قصف قاعدة عين الأسد بصواريخ غراد", 1),
        ("أصحاب الكهف تنفي علاقتها باستهداف قاعدة عين الأسد بالصواريخ", 30),
    ],
)
def test_a_claim_is_joined_by(other, hours):
    assert one(post(1, CLAIM), post(2, other, hours))


@pytest.mark.parametrize(
    ("other", "hours"),
    [
        ("أصحاب الكهف تتبنى استهداف قاعدة بلد الجوية بالصواريخ فجر اليوم وتتوعد بالمزيد من العمليات", 0.5),
        ("أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بطائرة مسيرة فجر اليوم وتتوعد بالمزيد من العمليات", 0.5),
        ("أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ مساء اليوم وتتوعد بالمزيد من العمليات", 11),
        ("أصحاب الكهف تتبنى للمرة الثانية قصف قاعدة عين الأسد بالصواريخ", 5),
        ("أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ بتاريخ 3 تموز 2021", 2),
        (CLAIM, 24 * 20),
        ("نائب يتهم أصحاب الكهف بقصف منشأة نفطية في البصرة", 1),
    ],
)
def test_a_claim_is_not_joined_by(other, hours):
    assert not one(post(1, CLAIM), post(2, other, hours))


def test_vague_news_does_not_glue_two_attacks_together():
    first = post(1, "سرايا قاصم الجبارين تتبنى تفجير عبوة ناسفة برتل للاحتلال في بابل")
    second = post(2, "سرايا قاصم الجبارين تتبنى تفجير عبوة ناسفة برتل للاحتلال في البصرة", 1)
    vague = post(3, "سرايا قاصم الجبارين تتبنى استهداف رتل بعبوة ناسفة", 0.2)
    joined = stories(first, vague, second)
    assert joined[0] == joined[1] != joined[2]
    assert stories(second, vague, first) == joined[::-1]


def test_the_same_everyday_formula_joins_nobody():
    text = "السلام عليكم ورحمة الله وبركاته، جمعة مباركة وتقبل الله أعمالكم"
    assert not one(post(1, text, affiliation=KH), post(2, text, 0.1, affiliation=KH))


def test_condolences_for_two_people_are_two():
    text = "كتائب حزب الله تعزي بوفاة {} سائلين المولى أن يتغمده بواسع رحمته ويلهم ذويه الصبر والسلوان"
    assert not one(post(1, text.format("الحاج جاسم الكناني")), post(1, text.format("السيد رعد الموسوي"), 2, message=2))
    assert one(post(1, text.format("الحاج جاسم الكناني")), post(2, text.format("الحاج جاسم الكناني"), 2))


def test_a_forward_is_its_original_whatever_is_written_over_it():
    forward = Forward(channel_id=1, message_id=1)
    assert one(post(1, CLAIM), post(2, "تعليق عن كتائب حزب الله", 400, forwarded_from=forward))


def test_a_link_to_a_post_joins_its_story():
    link = Entity(type="text_link", offset=0, length=4, url="https://t.me/demo_kahf/1")
    assert one(post(1, CLAIM, username="Demo_Kahf"), post(2, "كتائب حزب الله تعلق على البيان", 1, entities=(link,)))


def test_pictures_without_text_join_by_what_they_show():
    near, far = (Media(kind="photo", phash=phash) for phash in ("9f1c3a5577e0c2b5", "60e3c5aa881f3d4a"))
    picture = post(1, CLAIM, media=(Media(kind="photo", phash="9f1c3a5577e0c2b4"),))
    assert one(picture, post(2, None, 1, media=(near,), affiliation=KH))
    assert not one(picture, post(2, None, 1, media=(far,), affiliation=KH))


def test_the_emblem_over_two_claims_does_not_make_them_one():
    emblem = (Media(kind="photo", phash="9f1c3a5577e0c2b4"),)
    other = "أصحاب الكهف تتبنى استهداف رتل للاحتلال بعبوة ناسفة في محافظة ديالى"
    assert not one(post(1, CLAIM, media=emblem), post(1, other, 1, message=2, media=emblem))


def test_an_album_and_an_answer_with_a_picture_belong_to_their_post():
    photo = (Media(kind="photo"),)
    first = post(1, CLAIM, grouped_id=7, media=photo)
    assert one(first, post(1, None, message=2, grouped_id=7, media=photo, affiliation=KH))
    assert one(first, post(1, None, 1, message=3, reply_to=1, media=photo, affiliation=KH))


def test_an_edit_keeps_the_post_in_its_story_and_lets_copies_of_the_new_text_in():
    longer = CLAIM + " وقد أصابت الصواريخ أهدافها بدقة عالية وشوهدت ألسنة اللهب تتصاعد من مدرج الطائرات"
    posts = [
        post(1, CLAIM),
        post(2, CLAIM, 0.1),
        post(1, "حذفنا الخبر لعدم دقته", version=2, edit_date=START.isoformat()),
    ]
    assert one(*posts)
    assert one(post(1, CLAIM), post(1, longer, version=2, edit_date=START.isoformat()), post(3, longer, 1))


STATEMENT = (
    "بسم الله الرحمن الرحيم\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية\n"
    "{}\nوالعاقبة للمتقين\nالهيئة التنسيقية للمقاومة العراقية"
)
FIRST = STATEMENT.format(
    "ثبت لدينا أن أيادي خارجية تلاعبت بأصوات الناخبين بعلم الحكومة "
    "ومفوضيتها، ونطالب المفوضية بتصحيح مسارها وإعادة العد والفرز يدوياً في جميع المراكز بلا تأخير"
)
SECOND = STATEMENT.format(
    "نحيي جماهيرنا الخارجة دفاعاً عن حقها ونقف مع التظاهر السلمي أمام بوابات الخضراء، "
    "وندعو القوات الأمنية إلى حماية المتظاهرين والاستجابة لمطالبهم المشروعة"
)


def test_statements_half_a_day_apart_are_two_and_news_goes_to_the_one_that_it_is_about():
    joined = stories(
        post(1, FIRST),
        post(2, "الهيئة التنسيقية للمقاومة العراقية تطالب المفوضية بإعادة العد والفرز", 1),
        post(3, SECOND, 11),
        post(4, "الهيئة التنسيقية للمقاومة العراقية تدعو القوات الأمنية إلى حماية المتظاهرين", 12),
        post(5, "الهيئة التنسيقية للمقاومة العراقية: أيادي خارجية تلاعبت بأصوات الناخبين", 12.5),
    )
    assert joined[0] == joined[1] == joined[4]
    assert joined[2] == joined[3] != joined[0]


def test_an_announcement_belongs_to_the_statement_that_follows():
    joined = stories(
        post(1, FIRST), post(2, "بيان مهم للهيئة التنسيقية للمقاومة العراقية بعد قليل", 10), post(3, SECOND, 10.5)
    )
    assert joined[0] != joined[1] == joined[2]


def test_a_statement_shown_again_after_a_year_is_the_old_one():
    assert one(post(1, FIRST), post(2, "في مثل هذا اليوم\n" + FIRST, 24 * 365))
