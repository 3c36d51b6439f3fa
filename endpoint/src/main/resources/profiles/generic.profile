# Any file: the header says which column is which.
