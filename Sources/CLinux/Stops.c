#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static int stop_pipe[2] = {-1, -1};

static void on_stop(int number) {
  // Only what may be called in a handler. The next one has its ordinary meaning.
  (void)number;
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  if (write(stop_pipe[1], "", 1) < 0) _exit(1);
}

// A thread that takes signals whatever the others block: those of a thread pool block all, and so may the parent.
static void *take_signals(void *unused) {
  (void)unused;
  sigset_t stops;
  sigemptyset(&stops);
  sigaddset(&stops, SIGINT);
  sigaddset(&stops, SIGTERM);
  pthread_sigmask(SIG_UNBLOCK, &stops, NULL);
  for (;;) pause();
}

int sluice_catch_stop(void) {
  if (pipe2(stop_pipe, O_CLOEXEC) != 0) return -1;
  struct sigaction action = {0}, old;
  action.sa_handler = on_stop;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  pthread_t thread;
  if (pthread_create(&thread, NULL, take_signals, NULL) == 0) pthread_detach(thread);
  return stop_pipe[0];
}
