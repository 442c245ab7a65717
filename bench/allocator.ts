/**
 * Settings of glibc's allocator with which freed memory returns to the system, as in the Dockerfile and the systemd unit.
 * glibc reads these environment variables when a process starts.
 */
export const ALLOCATOR = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
