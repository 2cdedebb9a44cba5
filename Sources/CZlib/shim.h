#ifndef POLICY_CZLIB_H
#define POLICY_CZLIB_H

#include <zlib.h>

#endif
