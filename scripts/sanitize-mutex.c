// What ThreadSanitizer cannot see of Swift's `Mutex`: loaded before the tests by `scripts/sanitize thread`.
//
// On Linux the fast path of `Mutex` is compiled into whoever uses it, and so watched. A thread that has to wait, or has to wake one
// that waits, calls libswiftSynchronization, which is not built for ThreadSanitizer and asks the kernel (futex(2), FUTEX_LOCK_PI):
// whoever came by that way seemed to hold no lock, and each contended lock was a report. These two functions stand before
// the library's own, call them, and tell what they do. Nothing is suppressed: without the lock, the report comes.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// In the test program; absent in others that inherit the environment.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

// Synchronization._MutexHandle._lockSlow(Swift.UInt32) -> ()
SWIFT void $s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF(uint32_t thread, SELF void *mutex) {
  SWIFT void (*lock)(uint32_t, SELF void *) = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
  lock(thread, mutex);
  if (__tsan_acquire) __tsan_acquire(mutex);
}

// Synchronization._MutexHandle._unlockSlow() -> ()
SWIFT void $s15Synchronization12_MutexHandleV11_unlockSlowyyF(SELF void *mutex) {
  SWIFT void (*unlock)(SELF void *) = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
  if (__tsan_release) __tsan_release(mutex);
  unlock(mutex);
}
