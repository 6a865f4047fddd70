"""موتور گفت‌وگو - replays dialogs, shows screens, understands taps and words; no platform, no SQL.   Explained in docs/dialogs.md"""
