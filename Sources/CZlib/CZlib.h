// zlib itself: only Transport includes it.
#include <zlib.h>
