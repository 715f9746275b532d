"""How the demo's corpus is composed: tables of invented phrases, and a timeline after the article's."""
