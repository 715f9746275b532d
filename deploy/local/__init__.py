"""A real Kafka and a real Elasticsearch as plain processes on this machine: `deploy.local.stack`."""
