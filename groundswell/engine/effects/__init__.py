"""What a change did: before and after, with and without a comparator."""
