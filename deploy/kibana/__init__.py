"""Kibana as code: data views, Discover sessions and dashboards, written by `python -m deploy.kibana.generate`."""
