"""آزمون شبیه‌ساز - the strict Bot API simulator, tried with real clients.   The simulator: tests/kit/botapi"""
