"""What earlier runs saw: observations, answers of archives, and the runs themselves."""
