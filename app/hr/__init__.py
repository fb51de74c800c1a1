"""The trust’s use cases: staff list, publishing, enrolment, receiving records, who is outstanding."""
