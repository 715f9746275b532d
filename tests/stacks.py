"""How a program is told of a running local stack: what tests, benches and long runs share."""

from processors.config import ElasticsearchConfig


def search_config(running):
    return ElasticsearchConfig(
        url=running.elasticsearch,
        user=running.elasticsearch_user,
        password_file=running.elasticsearch_password_file,
        ca=running.elasticsearch_ca,
    )


def settings_of(running):
    """The settings that name its servers; of a stack without Elasticsearch only the broker's."""
    settings = {"RASD_KAFKA": running.kafka}
    if running.elasticsearch:
        settings |= {
            "RASD_ELASTICSEARCH": running.elasticsearch,
            "RASD_ELASTICSEARCH_USER": running.elasticsearch_user,
            "RASD_ELASTICSEARCH_PASSWORD_FILE": str(running.elasticsearch_password_file),
            "RASD_ELASTICSEARCH_CA": str(running.elasticsearch_ca),
        }
    return settings
