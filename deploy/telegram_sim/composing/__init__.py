"""How the demo's corpus is composed: `tables/` holds every sentence, the modules put them in order.

tables.py reads them, words.py writes dates and disguises, plan.py keeps the lines, attacks.py and scenes.py make what
happens, history.py and live.py say when.
"""
