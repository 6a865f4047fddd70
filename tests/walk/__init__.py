"""پیمایش - walks every registered flow as people do, and tries every promise of the engine at every screen it comes to."""
