"""خانه‌نگهدار - tests that read the house itself: its shape, its layers, its words.   Each check is seen to fail once, on a planted fault."""
