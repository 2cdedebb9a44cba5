#include "include/policy_sha1.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

bool policy_sha1_is_here(void) {
  unsigned a, b, c, d;
  // SSSE3 and SSE4.1, and the SHA extensions: Intel's manual, volume 2, "CPUID".
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1u << 9) || !(c & 1u << 19)) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1u << 29);
}

// Four rounds: what they add to the words is the state's end before the last four, turned.
#define FOUR(own, other, words, kind)             \
  own = _mm_sha1nexte_epu32(own, words);          \
  other = state;                                  \
  state = _mm_sha1rnds4_epu32(state, own, kind);

// The next four words of the schedule, in place of the oldest.
#define NEXT(oldest, older, newer, newest)             \
  oldest = _mm_sha1msg1_epu32(oldest, older);          \
  oldest = _mm_xor_si128(oldest, newer);               \
  oldest = _mm_sha1msg2_epu32(oldest, newest);

__attribute__((target("sha,sse4.1,ssse3")))
void policy_sha1_blocks(uint32_t words[5], const void *bytes, size_t count) {
  const __m128i order = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  const __m128i *block = bytes;
  __m128i state = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)words), 0x1b);
  __m128i e = _mm_set_epi32((int)words[4], 0, 0, 0);
  for (; count > 0; count--, block += 4) {
    const __m128i before = state, e_before = e;
    __m128i f;
    __m128i m0 = _mm_shuffle_epi8(_mm_loadu_si128(block), order);
    __m128i m1 = _mm_shuffle_epi8(_mm_loadu_si128(block + 1), order);
    __m128i m2 = _mm_shuffle_epi8(_mm_loadu_si128(block + 2), order);
    __m128i m3 = _mm_shuffle_epi8(_mm_loadu_si128(block + 3), order);
    // The first four add e as it is.
    e = _mm_add_epi32(e, m0);
    f = state;
    state = _mm_sha1rnds4_epu32(state, e, 0);
    FOUR(f, e, m1, 0)
    FOUR(e, f, m2, 0)
    FOUR(f, e, m3, 0)
    NEXT(m0, m1, m2, m3) FOUR(e, f, m0, 0)
    NEXT(m1, m2, m3, m0) FOUR(f, e, m1, 1)
    NEXT(m2, m3, m0, m1) FOUR(e, f, m2, 1)
    NEXT(m3, m0, m1, m2) FOUR(f, e, m3, 1)
    NEXT(m0, m1, m2, m3) FOUR(e, f, m0, 1)
    NEXT(m1, m2, m3, m0) FOUR(f, e, m1, 1)
    NEXT(m2, m3, m0, m1) FOUR(e, f, m2, 2)
    NEXT(m3, m0, m1, m2) FOUR(f, e, m3, 2)
    NEXT(m0, m1, m2, m3) FOUR(e, f, m0, 2)
    NEXT(m1, m2, m3, m0) FOUR(f, e, m1, 2)
    NEXT(m2, m3, m0, m1) FOUR(e, f, m2, 2)
    NEXT(m3, m0, m1, m2) FOUR(f, e, m3, 3)
    NEXT(m0, m1, m2, m3) FOUR(e, f, m0, 3)
    NEXT(m1, m2, m3, m0) FOUR(f, e, m1, 3)
    NEXT(m2, m3, m0, m1) FOUR(e, f, m2, 3)
    NEXT(m3, m0, m1, m2) FOUR(f, e, m3, 3)
    e = _mm_sha1nexte_epu32(e, e_before);
    state = _mm_add_epi32(state, before);
  }
  _mm_storeu_si128((__m128i *)words, _mm_shuffle_epi32(state, 0x1b));
  words[4] = (uint32_t)_mm_extract_epi32(e, 3);
}

#else

bool policy_sha1_is_here(void) { return false; }

void policy_sha1_blocks(uint32_t words[5], const void *bytes, size_t count) {}

#endif
