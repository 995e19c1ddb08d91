"""The demonstration: texts of ours, brought in by the verbs that citizens and staff use."""
