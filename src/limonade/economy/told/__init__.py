"""What people of the place know: costs ahead, what lies idle, what is worth something, figures that are better."""
