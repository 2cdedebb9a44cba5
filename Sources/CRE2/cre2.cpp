#include "cre2.h"

#include <re2/re2.h>

struct cre2_pattern {
  re2::RE2 compiled;
  cre2_pattern(re2::StringPiece text, const re2::RE2::Options &options) : compiled(text, options) {}
};

cre2_pattern *cre2_compile(const char *pattern, size_t length) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  // Commit messages and paths are bytes; a pattern in UTF-8 still matches text in UTF-8.
  options.set_encoding(re2::RE2::Options::EncodingUTF8);
  return new cre2_pattern(re2::StringPiece(pattern, length), options);
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

const char *cre2_error(const cre2_pattern *pattern) {
  return pattern->compiled.ok() ? nullptr : pattern->compiled.error().c_str();
}

int cre2_groups(const cre2_pattern *pattern) {
  return pattern->compiled.NumberOfCapturingGroups();
}

int cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t offset,
              long match[2], long group[2]) {
  re2::StringPiece found[2];
  re2::StringPiece whole(text, length);
  if (offset > length ||
      !pattern->compiled.Match(whole, offset, length, re2::RE2::UNANCHORED, found, 2))
    return 0;
  long *places[2] = {match, group};
  for (int i = 0; i < 2; i++) {
    bool is_there = found[i].data() != nullptr;
    places[i][0] = is_there ? found[i].data() - text : -1;
    places[i][1] = is_there ? found[i].data() - text + static_cast<long>(found[i].size()) : -1;
  }
  return 1;
}

int cre2_matches(const cre2_pattern *pattern, const char *text, size_t length) {
  return re2::RE2::PartialMatch(re2::StringPiece(text, length), pattern->compiled) ? 1 : 0;
}
