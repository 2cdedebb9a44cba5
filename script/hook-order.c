// Runs a program one instruction at a time, ptrace(2), and names what ran, for the linker to put together.
// Usage: steps MAP PROGRAM [ARGUMENT...], with the map that ld.lld -Map wrote of PROGRAM.
// Prints a line for each input section with code that ran: its size in bytes and its first symbol.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

struct section {
  unsigned long start, size;
  char *symbol;
  int ran;
};

static struct section *sections;
static size_t count;

// Lines of the map: address, address, size, alignment, and what is there, indented by what it is: an
// output section, an input section of a file, FILE:(NAME), or a symbol. They are in order of address.
static int read_map(const char *path) {
  FILE *map = fopen(path, "r");
  if (!map) return 0;
  char *line = NULL;
  size_t room = 0;
  int code = 0; // whether the symbols that follow belong to an input section with code
  while (getline(&line, &room, map) > 0) {
    unsigned long start, size;
    int align, name = 0;
    if (sscanf(line, "%lx %*x %lx %d %n", &start, &size, &align, &name) < 3) continue;
    char *text = line + name;
    text[strcspn(text, "\n")] = 0;
    if (strstr(text, ":(")) {
      code = strstr(text, ":(.text") != NULL && size > 0;
      if (!code) continue;
      sections = realloc(sections, (count + 1) * sizeof *sections);
      if (!sections) return 0;
      sections[count++] = (struct section){start, size, NULL, 0};
    } else if (code && !sections[count - 1].symbol) {
      sections[count - 1].symbol = strdup(text);
    }
  }
  free(line);
  return fclose(map) == 0 && count > 0;
}

static void mark(unsigned long address) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sections[middle].start <= address) low = middle + 1;
    else high = middle;
  }
  if (low > 0 && address - sections[low - 1].start < sections[low - 1].size)
    sections[low - 1].ran = 1;
}

int main(int argc, char **argv) {
  if (argc < 3 || !read_map(argv[1])) {
    fprintf(stderr, "usage: steps MAP PROGRAM [ARGUMENT...]\n");
    return 2;
  }
  pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    execv(argv[2], argv + 2);
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, child, NULL, &registers) != 0) return 1;
    mark(registers.rip);
    int signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
    if (ptrace(PTRACE_SINGLESTEP, child, NULL, signal) != 0) return 1;
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fprintf(stderr, "steps: '%s' did not end with 0\n", argv[2]);
    return 1;
  }
  for (size_t i = 0; i < count; i++)
    if (sections[i].ran && sections[i].symbol) printf("%lu %s\n", sections[i].size, sections[i].symbol);
  return 0;
}
