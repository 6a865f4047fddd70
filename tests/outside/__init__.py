"""آزمون بیرون از خانه - services of other organisations: what the real class and its twin promise alike."""
