"""پیمان دروازه‌ها - one scenario file, played over every gateway.   The story: scenario.txt"""
