"""What AWS does and the emulator does not: missing resource types, dropped properties, missing refusals."""
