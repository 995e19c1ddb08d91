"""The night itself: what is on now and next, the door, what runs late."""
