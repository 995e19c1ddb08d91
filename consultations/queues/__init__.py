"""What a person must look at one text after the other, and the closing of a review once it has been."""
