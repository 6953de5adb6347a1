"""What this machine is: idle, sticks, disk encryption, core dumps; the only ctypes."""
