/* A disk that misbehaves, preloaded into a test's child process.
 *
 * Only files below $MCS_FAULT_DIR are touched:
 *   MCS_FAULT_DELAY_US=n   each fsync takes n microseconds longer;
 *   MCS_FAULT_EIO_AT=n     the nth fsync fails with EIO and syncs nothing;
 *   MCS_FAULT_LOG=path     every write is preceded by what it replaces, every fsync is noted, so that the test can take
 *                          back what was never synced, as a power cut would.
 *
 * A record of the log is: kind ('W' or 'S'), length of the path, offset, length of the data, path, data. Cutting a file
 * short and making or removing one count as durable at once.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct header {
    uint64_t kind;
    uint64_t path_len;
    uint64_t offset;
    uint64_t data_len;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *dir;
static size_t dir_len;
static long delay_us, eio_at, syncs;
static int log_fd = -1;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

__attribute__((constructor)) static void prepare(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    dir = getenv("MCS_FAULT_DIR");
    dir_len = dir ? strlen(dir) : 0;
    delay_us = number("MCS_FAULT_DELAY_US");
    eio_at = number("MCS_FAULT_EIO_AT");
    const char *path = getenv("MCS_FAULT_LOG");
    if (path)
        log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path of a file of ours; 0 for any other. */
static size_t ours(int fd, char *path, size_t size) {
    char link[64];
    if (!dir)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, size);
    if (len <= (ssize_t)dir_len || strncmp(path, dir, dir_len) != 0 || path[dir_len] != '/')
        return 0;
    /* The shared memory of a write-ahead log is rebuilt after a crash. */
    if (len > 4 && strncmp(path + len - 4, "-shm", 4) == 0)
        return 0;
    return (size_t)len;
}

static void record(uint64_t kind, const char *path, size_t path_len, off_t offset, const void *data, size_t len) {
    struct header header = {kind, path_len, (uint64_t)offset, len};
    char *whole = malloc(sizeof header + path_len + len);
    memcpy(whole, &header, sizeof header);
    memcpy(whole + sizeof header, path, path_len);
    if (len)
        memcpy(whole + sizeof header + path_len, data, len);
    if (real_write(log_fd, whole, sizeof header + path_len + len) < 0)
        abort();
    free(whole);
}

/* What stands where a write will go; what lies beyond the end reads as zeros. Read through the same descriptor: closing
 * another one of the file would drop SQLite's locks. */
static void remember(int fd, off_t offset, size_t len) {
    char path[4096];
    size_t path_len;
    if (log_fd < 0 || !(path_len = ours(fd, path, sizeof path)))
        return;
    char *old = calloc(1, len);
    if (pread(fd, old, len, offset) < 0)
        memset(old, 0, len);
    record('W', path, path_len, offset, old, len);
    free(old);
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t offset) {
    pthread_mutex_lock(&lock);
    remember(fd, offset, len);
    ssize_t written = real_pwrite(fd, data, len, offset);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite64(int fd, const void *data, size_t len, off_t offset) { return pwrite(fd, data, len, offset); }

ssize_t write(int fd, const void *data, size_t len) {
    off_t offset = lseek(fd, 0, SEEK_CUR);
    if (offset < 0)
        return real_write(fd, data, len);
    pthread_mutex_lock(&lock);
    remember(fd, offset, len);
    ssize_t written = real_write(fd, data, len);
    pthread_mutex_unlock(&lock);
    return written;
}

static int sync_with(int (*real)(int), int fd) {
    char path[4096];
    size_t path_len = ours(fd, path, sizeof path);
    if (!path_len)
        return real(fd);
    if (delay_us)
        usleep((useconds_t)delay_us);
    pthread_mutex_lock(&lock);
    int failed = ++syncs == eio_at;
    int result = failed ? -1 : real(fd);
    if (result == 0 && log_fd >= 0)
        record('S', path, path_len, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    if (failed)
        errno = EIO;
    return result;
}

int fsync(int fd) { return sync_with(real_fsync, fd); }

int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }
