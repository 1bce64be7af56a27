"""What leaves a home, measured: generated homes, adversaries, and the article's own way beside ours."""
