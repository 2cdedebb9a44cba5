#ifndef POLICY_CEXPAT_H
#define POLICY_CEXPAT_H

#include <expat.h>

#endif
