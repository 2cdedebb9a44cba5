#ifndef POLICY_SHA1_H
#define POLICY_SHA1_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether the processor has instructions for SHA-1 that this was built to use.
bool policy_sha1_is_here(void);

/// Takes so many blocks of 64 bytes into the five words of a hash. Only where policy_sha1_is_here.
void policy_sha1_blocks(uint32_t words[5], const void *bytes, size_t count);

#endif
