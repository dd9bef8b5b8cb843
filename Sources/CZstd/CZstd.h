// zstd itself: only Transport includes it.
#include <zstd.h>
