"""What is asked and what was answered; a missing answer is unknown, never no."""
