"""What makes a post of a story worth a second look: named signals, each with its reason, on the post where it became true.

A rule names one in its condition. The final signals depend on the set of posts only, like the stories.
"""

from typing import Final

SIGNALS: Final[dict[str, str]] = {
    "announced_statement": "a statement of the Tansiqiya is announced, its text not yet seen in this story",
    "claim_deleted": "a claim or a statement was taken down",
    "deletion_burst": "a channel took down several posts of interest within an hour",
    "denial": "an organisation denies what this story claims",
    "dormant_brand": "a brand claims again after months of silence",
    "double_claim": "a second organisation claims the attack of this story",
    "fast_growth": "a channel's subscribers multiplied within days",
    "image_from_breaker": "an image without text, from a channel that is known to break statements",
    "new_channel": "the channel was created or first seen hours or days before its first claim",
    "outside_usual_area": "a façade claims outside the area that it is known for",
    "outside_usual_weapon": "a façade claims a weapon that it is not known for",
    "over_claimed": "a brand claims more attacks in a day than it ever did",
    "renamed": "the channel's name changed shortly before",
    "reported_claim": "a claim is reported, its own post not seen in this story",
    "repost": "the text is days or months old: nothing new is said",
    "spreading_fast": "many channels carried the story within minutes",
    "takeover": "a channel that spoke for one brand now speaks for another",
    "unseen_brand": "the first claim of a name that was not seen before",
}
