#ifndef POLICY_CRE2_H
#define POLICY_CRE2_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// The part of RE2 that a policy needs: compile, say what is wrong, match bytes in linear time.

typedef struct cre2_pattern cre2_pattern;

// Compiles a pattern. Never fails by exception: ask cre2_error.
cre2_pattern *cre2_compile(const char *pattern, size_t length);
void cre2_free(cre2_pattern *pattern);

// What is wrong with the pattern; NULL where nothing is. Lives as long as the pattern.
const char *cre2_error(const cre2_pattern *pattern);

// 1 where the pattern matches somewhere in the text, 0 where it does not.
int cre2_matches(const cre2_pattern *pattern, const char *text, size_t length);

// How many groups the pattern captures.
int cre2_groups(const cre2_pattern *pattern);

// 1 where the pattern matches somewhere in the text from the offset on, 0 where it does not. `match` and
// `group` get the first and the last offset of the match and of its first group; a group that takes no
// part has -1.
int cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t offset,
              long match[2], long group[2]);

#ifdef __cplusplus
}
#endif
#endif
