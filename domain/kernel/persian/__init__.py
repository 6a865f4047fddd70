"""فارسی - pure Persian tools: letters, numbers, amounts, dates, identifiers.   Wording for members: bot/texts/"""
