"""How ratings become a panel's picture: numbers in, numbers and words out."""
