private import Glibc

/// What keeps other people's data inside the process.
package enum Privacy {
  /// Sees to it that a crash leaves no copy of the memory, for this process and those it starts.
  ///
  /// The limit is 1 byte, not 0: Linux hands a core dump to a collecting program (`|…` in `core_pattern`) even at 0, but
  /// never at 1, and a file of 1 byte is too small for it to begin (core(5), fs/coredump.c).
  package static func disableCoreDumps() {
    var limit = rlimit(rlim_cur: 1, rlim_max: 1)
    if setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) != 0 {
      // A harder limit is in force already, which the hard limit forbids to raise; 0 is the best that is left.
      limit = rlimit(rlim_cur: 0, rlim_max: 0)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
  }
}
