"""Questions on their way to the assistant, and events on their way back."""
