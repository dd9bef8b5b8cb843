#pragma once
// libcurl's easy interface behind one blocking call: its option functions are variadic, which Swift cannot import.
#ifndef SLUICE_CCURL_H
#define SLUICE_CCURL_H

#include <stddef.h>
#include <stdint.h>

/// Idle connections of earlier requests. Used from any thread.
typedef struct sluice_http_pool sluice_http_pool;

/// What to send, and whom to tell. All pointers are borrowed for the time of the call.
typedef struct {
  const char *method;
  const char *url;
  /// "Name: value" each.
  const char *const *headers;
  size_t header_count;
  /// NULL: no body.
  const uint8_t *body;
  size_t body_count;
  /// From the first attempt to connect until the connection stands, and from start to end; 0 waits for ever.
  long connect_timeout_ms;
  long timeout_ms;
  /// A connection of its own, never reused, HTTP/1.1 only: what must not be sent twice.
  int is_single;
  /// Whether redirects are followed, ten at most and never from https to http; nothing of `headers` may be a secret.
  /// Whatever does not follow them crosses a proxy in a tunnel.
  int follows_redirects;
  /// Seconds without a byte after which a transfer is given up; 0: never.
  long stall_seconds;
  /// A PEM file with the only authorities to trust; NULL: the system's.
  const char *ca_file;
  /// The URL of the proxy to go through, "" for none; NULL: the environment's, and none to this machine itself.
  const char *proxy;

  /// Given to every callback.
  void *context;
  /// The connection stands and nothing has left. Not 0: leave it at that.
  int (*before_sending)(void *context);
  /// Asked about once a second, and whenever bytes move. Not 0: stop.
  int (*is_cancelled)(void *context);
  /// A line of the response's head with its line end; a line that begins with "HTTP/" starts a new head.
  void (*on_header)(void *context, const uint8_t *bytes, size_t count);
  /// A piece of the response's body. Not 0: stop.
  int (*on_body)(void *context, const uint8_t *bytes, size_t count);
} sluice_http_request;

/// How it ended.
typedef struct {
  /// 0: a whole response came.
  int code;
  long status;
  /// The system's error number of a failed connect, or 0.
  long system_error;
  /// What went wrong; holds hosts and ports but nothing of the request's path, headers or body.
  char message[320];
} sluice_http_result;

/// NULL when memory is out.
sluice_http_pool *sluice_http_pool_create(void);
/// Closes idle connections; no request may be under way.
void sluice_http_pool_destroy(sluice_http_pool *pool);
/// Carries out one request and blocks until it has ended. Never raises SIGPIPE.
sluice_http_result sluice_http_perform(sluice_http_pool *pool, const sluice_http_request *request);

#endif
