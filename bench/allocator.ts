/**
 * Allocator settings of the Dockerfile and the systemd unit: freed memory goes back to the system. glibc reads them when a
 * process starts.
 */
export const ALLOCATOR = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
