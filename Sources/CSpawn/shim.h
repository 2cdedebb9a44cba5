#ifndef POLICY_CSPAWN_H
#define POLICY_CSPAWN_H

// glibc and musl declare these for _GNU_SOURCE only, which Swift's module of them does not define:
// posix_spawn_file_actions_addchdir_np(3), pipe2(2). No header that has types is included: they would be this
// module's in Swift's eyes.
#ifdef __linux__
int posix_spawn_file_actions_addchdir_np(void *actions, const char *path);
int pipe2(int ends[2], int flags);

#include <errno.h>
#include <features.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

// Lets the program that is started have no descriptor from this number on: one that another library
// opened without O_CLOEXEC would be the program's too. Before glibc 2.34, and in musl, no action does it:
// close_range(2) then marks our own (4: CLOSE_RANGE_CLOEXEC, Linux 5.11).
static inline int policy_spawn_closing_from(void *actions, int first) {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
  int posix_spawn_file_actions_addclosefrom_np(void *actions, int from);
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
#else
  long syscall(long number, ...);
  return syscall(SYS_close_range, (unsigned int)first, ~0U, 4U) == 0 ? 0 : errno;
#endif
}

// Lets orphans below this process become its children, so that it can wait for them: in a container, the
// process that they become children of otherwise often waits for nobody, and they are there for ever.
// prctl(2) takes a varying number of arguments, which Swift cannot call.
static inline int policy_adopt_orphans(void) {
  return prctl(PR_SET_CHILD_SUBREAPER, 1UL, 0, 0, 0);
}
#endif

#endif
