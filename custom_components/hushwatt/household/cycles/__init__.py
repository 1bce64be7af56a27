"""What the recorder's past says of an appliance's cycles."""
