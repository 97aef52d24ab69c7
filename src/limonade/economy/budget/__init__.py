"""My household: what somebody writes down for themselves, and the only sums of it that others see."""
