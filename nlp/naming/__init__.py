"""Names for groups, made only of what their texts say."""
