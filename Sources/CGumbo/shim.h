#ifndef STANDFIRST_GUMBO_SHIM_H
#define STANDFIRST_GUMBO_SHIM_H

#include <gumbo.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

// The memory of one parse. Gumbo checks no allocation and frees its tree by recursion, so hostile mark-up could
// exhaust memory, time or the stack. Here everything is allocated from one arena that is freed at once, and an
// allocation beyond the bounds leaves the parser by longjmp; only its own C frames, which hold nothing else, are left.

typedef struct GumboArenaChunk {
  struct GumboArenaChunk *previous;
} GumboArenaChunk;

typedef struct GumboArena {
  GumboArenaChunk *chunks;
  char *next;
  size_t left;
  size_t budget;
  unsigned calls;
  double deadline;
  jmp_buf exit;
} GumboArena;

static inline double gumbo_arena_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline void *gumbo_arena_allocate(void *userdata, size_t size) {
  GumboArena *arena = (GumboArena *)userdata;
  if ((++arena->calls & 1023) == 0 && gumbo_arena_seconds() > arena->deadline) longjmp(arena->exit, 1);
  size = (size + 15) & ~(size_t)15;
  if (size > arena->left) {
    size_t length = size + 64 > 65536 ? size + 64 : 65536;
    if (length > arena->budget) longjmp(arena->exit, 1);
    GumboArenaChunk *chunk = (GumboArenaChunk *)malloc(length);
    if (chunk == NULL) longjmp(arena->exit, 1);
    arena->budget -= length;
    chunk->previous = arena->chunks;
    arena->chunks = chunk;
    arena->next = (char *)chunk + 16;
    arena->left = length - 16;
  }
  void *memory = arena->next;
  arena->next += size;
  arena->left -= size;
  return memory;
}

static inline void gumbo_arena_keep(void *userdata, void *memory) {
  (void)userdata;
  (void)memory;
}

static inline GumboArena *gumbo_arena_create(size_t budget, double seconds) {
  GumboArena *arena = (GumboArena *)calloc(1, sizeof(GumboArena));
  if (arena == NULL) return NULL;
  arena->budget = budget;
  arena->deadline = gumbo_arena_seconds() + seconds;
  return arena;
}

static inline void gumbo_arena_destroy(GumboArena *arena) {
  GumboArenaChunk *chunk = arena->chunks;
  while (chunk != NULL) {
    GumboArenaChunk *previous = chunk->previous;
    free(chunk);
    chunk = previous;
  }
  free(arena);
}

// The root of the fragment as it would be parsed in <body>, or NULL where memory or time ran out. The tree lives as
// long as the arena, and points into the text.
__attribute__((noinline)) static GumboNode *gumbo_arena_parse(GumboArena *arena, const char *text, size_t length) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = gumbo_arena_allocate;
  options.deallocator = gumbo_arena_keep;
  options.userdata = arena;
  options.max_errors = 0;
  options.fragment_context = GUMBO_TAG_BODY;
  if (setjmp(arena->exit) != 0) return NULL;
  GumboOutput *output = gumbo_parse_with_options(&options, text, length);
  return output == NULL ? NULL : output->root;
}

#endif
