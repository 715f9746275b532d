"""What a search found, as a test compares it."""


def ids(hits):
    return {hit.source["post_id"] for hit in hits}
