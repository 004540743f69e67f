"""What a person sees and touches; imports `kiosk`, never `sync`."""
