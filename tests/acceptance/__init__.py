"""The command run as a user runs it: a program of its own, real servers on the loopback interface, a real archive."""
