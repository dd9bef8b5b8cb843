// Linux and glibc calls that Glibc's module map hides.
#ifndef SLUICE_CLINUX_H
#define SLUICE_CLINUX_H

#include <stddef.h>
#include <stdint.h>

/// Tells the kernel to begin writing a range back, without waiting and without dropping it from memory.
void sluice_start_writeback(int descriptor, int64_t offset, int64_t count);
/// Gives a range of a file's room back, in memory and on disk; it reads as zeros afterwards.
void sluice_punch(int descriptor, int64_t offset, int64_t count);
/// Lets the allocator keep and reuse buffers of batch size instead of giving each back to the kernel and faulting the
/// pages in again.
void sluice_keep_buffers(void);
/// Asks the kernel to back the large pages within a piece of memory with such; call it before the memory is touched.
void sluice_prefer_large_pages(void *start, size_t count);
/// A file that lies in memory and is gone with its last descriptor; -1 and errno where there can be none.
int sluice_memory_file(const char *name);
/// Starts a program (found on PATH) in a folder and a process group of its own, with nothing on stdin and signals as they
/// are by default; `out` and `err` are to be read and closed. `arguments` ends with NULL. Returns 0 or an error number.
int sluice_spawn(char *const *arguments, const char *folder, int *process, int *out, int *err);
/// From now on the first SIGINT or SIGTERM does not end the process but makes a byte readable from the descriptor that
/// is returned; any further one ends it. A SIGINT that was ignored (nohup, a script's background job) stays so. Returns -1
/// where that cannot be had. Call it once.
int sluice_catch_stop(void);

#endif
