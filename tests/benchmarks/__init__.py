"""سنجش - one dialog told by the house, by aiogram and by python-telegram-bot, in CPU seconds.   `python -m tests.benchmarks`; docs/performance.md"""
