// Stands in for the network half of libgit2.a (1.5), of which a policy needs nothing: git_libgit2_init
// would parse the whole CA bundle, and Debian has no static GSSAPI to link it with.
//
// Seven functions and a flag are all that the rest of the archive asks of the members that need TLS,
// SSH and GSSAPI (streams/mbedtls, transports/ssh, transports/http with httpclient and auth_negotiate).
// Defined here, they keep the linker from taking those members. Where another libgit2 asks for more, the
// link fails with an undefined or a duplicate symbol; that they keep their types is why script/build
// looks at its version.

#include <git2/errors.h>
#include <stdbool.h>

// Called by git_libgit2_init and the options: nothing to set up, so success.
int git_mbedtls_stream_global_init(void) { return 0; }
int git_transport_ssh_global_init(void) { return 0; }
bool git_http__expect_continue = false;

// Called only by a fetch, a push or an option for one.
#define UNSUPPORTED(name, ...)                                            \
  int name(__VA_ARGS__) {                                                 \
    git_error_set_str(GIT_ERROR_NET, #name ": this build has no network"); \
    return -1;                                                            \
  }

UNSUPPORTED(git_mbedtls__set_cert_location, const char *file, const char *directory)
UNSUPPORTED(git_mbedtls_stream_new, void **out, const char *host, const char *port)
UNSUPPORTED(git_mbedtls_stream_wrap, void **out, void *inner, const char *host)
UNSUPPORTED(git_smart_subtransport_http, void **out, void *owner, void *parameter)
UNSUPPORTED(git_smart_subtransport_ssh, void **out, void *owner, void *parameter)
