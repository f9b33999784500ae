"""The operations, one room per kind. Each is one small class: forward beside backward, as in the textbook."""
