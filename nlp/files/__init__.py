"""What is read from and written to disk: inputs, results, their record and its verification."""
