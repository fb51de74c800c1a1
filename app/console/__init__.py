"""The HR window: who has not completed it. A client of the service like any other."""
