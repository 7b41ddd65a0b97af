/* Lets each sync of a file take SHUPING_BENCH_SYNC microseconds at least. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

static long long now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static int slowly(const char *name, int handle) {
    int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *told = getenv("SHUPING_BENCH_SYNC");
    long long end = now() + (told ? atoll(told) : 0) * 1000;
    int failed = sync(handle);
    long long left = end - now();
    if (left > 0) {
        struct timespec rest = {left / 1000000000, left % 1000000000};
        prctl(PR_SET_TIMERSLACK, 1UL);
        nanosleep(&rest, NULL);
    }
    return failed;
}

int fsync(int handle) { return slowly("fsync", handle); }
int fdatasync(int handle) { return slowly("fdatasync", handle); }
