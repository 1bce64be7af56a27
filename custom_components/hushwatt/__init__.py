"""Should it run now or later? Advice that is true, and stays in the house."""
