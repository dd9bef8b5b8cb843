#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>

void sluice_start_writeback(int descriptor, int64_t offset, int64_t count) {
  // Advice only: a file system that cannot does nothing.
  (void)sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
}

void sluice_punch(int descriptor, int64_t offset, int64_t count) {
  // A file system that cannot does nothing.
  (void)fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, count);
}

void sluice_keep_buffers(void) {
#ifdef M_MMAP_THRESHOLD
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_ARENA_MAX, 4);
#endif
}

void sluice_prefer_large_pages(void *start, size_t count) {
  const uintptr_t page = (uintptr_t)2 << 20;
  const uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1);
  const uintptr_t end = ((uintptr_t)start + count) & ~(page - 1);
  // Advice only: where it is not taken the memory works as it did.
  if (first < end) (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
}

int sluice_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
