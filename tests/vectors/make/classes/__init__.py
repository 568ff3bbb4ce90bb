"""One module for each class of vectors; `vectors()` of each makes them."""
