// A workbook's shared texts, one after the other.
#define _GNU_SOURCE
#include "Texts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/// More than this stands in a file.
static const size_t in_memory = 32 << 20;

static bool move_to_file(sluice_heap *heap, const char *folder, size_t room) {
  int file = heap->file;
  if (file < 0) {
    file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) {
      // Not every file system has files without a name.
      char path[4096];
      if (snprintf(path, sizeof(path), "%s/sluice-XXXXXX", folder) >= (int)sizeof(path)) return false;
      file = mkostemp(path, O_CLOEXEC);
      if (file < 0) return false;
      unlink(path);
    }
  }
  // Room that the disk does not have is told here, not by a signal later.
  void *bytes = MAP_FAILED;
  if (posix_fallocate(file, 0, (off_t)room) == 0) {
    bytes = heap->file < 0 ? mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
                           : mremap(heap->bytes, heap->room, room, MREMAP_MAYMOVE);
  }
  if (bytes == MAP_FAILED) {
    if (heap->file < 0) close(file);
    return false;
  }
  if (heap->file < 0) {
    if (heap->count > 0) memcpy(bytes, heap->bytes, heap->count);
    free(heap->bytes);
  }
  *heap = (sluice_heap){.bytes = bytes, .count = heap->count, .room = room, .file = file};
  return true;
}

static bool append(sluice_heap *heap, const char *folder, const void *bytes, size_t count) {
  if (heap->count + count > heap->room) {
    size_t room = 2 * (heap->count + count) + 4096;
    if (room <= in_memory) {
      void *const moved = realloc(heap->bytes, room);
      if (moved == NULL) return false;
      heap->bytes = moved;
      heap->room = room;
    } else if (!move_to_file(heap, folder, room)) {
      return false;
    }
  }
  if (count > 0) memcpy(heap->bytes + heap->count, bytes, count);
  heap->count += count;
  return true;
}

static void free_heap(sluice_heap *heap) {
  if (heap->file < 0) {
    free(heap->bytes);
  } else {
    munmap(heap->bytes, heap->room);
    close(heap->file);
  }
}

sluice_texts *sluice_texts_create(const char *folder) {
  sluice_texts *const texts = calloc(1, sizeof(sluice_texts));
  if (texts == NULL) return NULL;
  texts->bytes.file = texts->ends.file = -1;
  texts->folder = strdup(folder);
  if (texts->folder != NULL) return texts;
  free(texts);
  return NULL;
}

void sluice_texts_free(sluice_texts *texts) {
  if (texts == NULL) return;
  free_heap(&texts->bytes);
  free_heap(&texts->ends);
  free(texts->folder);
  free(texts);
}

size_t sluice_texts_count(const sluice_texts *texts) { return texts->count; }

size_t sluice_texts_longest(const sluice_texts *texts) { return texts->longest; }

bool sluice_texts_add(sluice_texts *texts, const uint8_t *text, size_t count) {
  if (texts->bytes.count + count > sluice_texts_max) return false;
  if (!append(&texts->bytes, texts->folder, text, count)) return false;
  const uint32_t end = (uint32_t)texts->bytes.count;
  if (!append(&texts->ends, texts->folder, &end, sizeof(end))) return false;
  texts->count++;
  if (count > texts->longest) texts->longest = count;
  return true;
}

bool sluice_texts_get(const sluice_texts *texts, size_t index, const uint8_t **text, size_t *count) {
  if (texts == NULL || index >= texts->count) return false;
  const uint32_t *const ends = (const uint32_t *)(const void *)texts->ends.bytes;
  const size_t start = index > 0 ? ends[index - 1] : 0;
  *text = texts->bytes.bytes + start;
  *count = ends[index] - start;
  return true;
}
