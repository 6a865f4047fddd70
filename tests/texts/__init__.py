"""آزمون متن‌ها - tests of the words."""
