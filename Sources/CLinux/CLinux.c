#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <unistd.h>

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

int sluice_spawn(char *const *arguments, const char *folder, int *process, int *out, int *err) {
  int output[2], talk[2];
  if (pipe2(output, O_CLOEXEC)) return errno;
  if (pipe2(talk, O_CLOEXEC)) {
    const int code = errno;
    close(output[0]);
    close(output[1]);
    return code;
  }
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_addchdir_np(&actions, folder);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, talk[1], STDERR_FILENO);
  pid_t started = -1;
  const int code = posix_spawnp(&started, arguments[0], &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(output[1]);
  close(talk[1]);
  if (code) {
    close(output[0]);
    close(talk[0]);
    return code;
  }
  *process = (int)started;
  *out = output[0];
  *err = talk[0];
  return 0;
}
