"""The touchscreen's shell: board, cabinet, the way in and out, idleness, modes."""
