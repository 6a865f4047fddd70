"""آزمون هسته - tests of what every subsystem shares."""
