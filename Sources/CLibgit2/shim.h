#include <git2.h>
// From libgit2 1.8 on, git_error_clear stands here.
#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h>
#endif
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <pthread.h>
#include <stddef.h>

// git_libgit2_opts is variadic, which Swift cannot call: one function for each option in use.

static inline int policy_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

static inline int policy_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

static inline int policy_enable_caching(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, enabled);
}

static inline int policy_set_pack_windows(size_t size, size_t limit) {
  int code = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, size);
  return code < 0 ? code : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, limit);
}

static inline int policy_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

// A thread's handle is a number on one system and a pointer on the next: a struct is the same on all.

typedef struct {
  pthread_t handle;
} policy_thread;

static inline int policy_thread_start(policy_thread *thread, void *(*run)(void *), void *context) {
  return pthread_create(&thread->handle, NULL, run, context);
}

static inline int policy_thread_join(policy_thread *thread) {
  return pthread_join(thread->handle, NULL);
}
