"""آزمون‌های کانون - the cast is in village.py; one file per promise.   Product: domain/kanoon/ storage/kanoon/ handlers/kanoon/"""
