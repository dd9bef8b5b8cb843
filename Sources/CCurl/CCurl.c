#define _GNU_SOURCE
#include "CCurl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { idle_limit = 8 };

struct sluice_http_pool {
  pthread_mutex_t lock;
  // An easy handle keeps the connections it made; a handle is used by one request at a time.
  CURL *idle[idle_limit];
  size_t count;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void init_curl(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

sluice_http_pool *sluice_http_pool_create(void) {
  pthread_once(&once, init_curl);
  sluice_http_pool *pool = calloc(1, sizeof *pool);
  if (pool) pthread_mutex_init(&pool->lock, NULL);
  return pool;
}

void sluice_http_pool_destroy(sluice_http_pool *pool) {
  if (!pool) return;
  for (size_t i = 0; i < pool->count; i++) curl_easy_cleanup(pool->idle[i]);
  pthread_mutex_destroy(&pool->lock);
  free(pool);
}

static CURL *take(sluice_http_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  CURL *curl = pool->count ? pool->idle[--pool->count] : NULL;
  pthread_mutex_unlock(&pool->lock);
  return curl ? curl : curl_easy_init();
}

static void give_back(sluice_http_pool *pool, CURL *curl) {
  curl_easy_reset(curl);
  pthread_mutex_lock(&pool->lock);
  const int kept = pool->count < idle_limit;
  if (kept) pool->idle[pool->count++] = curl;
  pthread_mutex_unlock(&pool->lock);
  if (!kept) curl_easy_cleanup(curl);
}

static int prereq(void *context, char *remote_ip, char *local_ip, int remote_port, int local_port) {
  (void)remote_ip, (void)local_ip, (void)remote_port, (void)local_port;
  const sluice_http_request *request = context;
  return request->before_sending(request->context) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static int progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  (void)a, (void)b, (void)c, (void)d;
  const sluice_http_request *request = context;
  return request->is_cancelled(request->context);
}

static size_t header(char *bytes, size_t size, size_t count, void *context) {
  const sluice_http_request *request = context;
  request->on_header(request->context, (const uint8_t *)bytes, size * count);
  return size * count;
}

static size_t body(char *bytes, size_t size, size_t count, void *context) {
  const sluice_http_request *request = context;
  // One more than was given is never the right answer, also for nothing.
  return request->on_body(request->context, (const uint8_t *)bytes, size * count) ? size * count + 1 : size * count;
}

// Errors whose own words from libcurl are about hosts, ports, certificates and times, and nothing else.
static int tells_no_secret(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_TOO_MANY_REDIRECTS:
      return 1;
    default:
      return 0;
  }
}

// Words that quote what they were given: a proxy's URL with its password. curl quotes it where it cannot be read.
static int quotes_a_url(const char *words) {
  return strstr(words, "://") || strchr(words, '@') || strstr(words, "Unsupported proxy");
}

// Whether a URL's host is this machine, as the sandbox is.
static int is_loopback(const char *url) {
  char *host = NULL;
  struct in_addr address;
  CURLU *parts = curl_url();
  const int is_read = parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
                      curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK;
  const int is_here = is_read && (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
                                  (inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == 127));
  curl_free(host);
  curl_url_cleanup(parts);
  return is_here;
}

static CURLcode set_up(CURL *curl, const sluice_http_request *request, struct curl_slist **lines, char *words) {
  CURLcode code = CURLE_OK;
#define SET(option, value) \
  if ((code = curl_easy_setopt(curl, option, value)) != CURLE_OK) return code
  SET(CURLOPT_ERRORBUFFER, words);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  SET(CURLOPT_FOLLOWLOCATION, request->follows_redirects ? 1L : 0L);
  SET(CURLOPT_MAXREDIRS, 10L);
  SET(CURLOPT_REDIR_PROTOCOLS_STR, strncasecmp(request->url, "https:", 6) == 0 ? "https" : "http,https");
  if (request->stall_seconds > 0) {
    SET(CURLOPT_LOW_SPEED_LIMIT, 1L);
    SET(CURLOPT_LOW_SPEED_TIME, request->stall_seconds);
  }
  SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  SET(CURLOPT_USERAGENT, "sluice");
  SET(CURLOPT_URL, request->url);
  SET(CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
  SET(CURLOPT_TIMEOUT_MS, request->timeout_ms);
  if (request->ca_file) {
    SET(CURLOPT_CAINFO, request->ca_file);
    SET(CURLOPT_CAPATH, NULL);
    SET(CURLOPT_PROXY_CAINFO, request->ca_file);
    SET(CURLOPT_PROXY_CAPATH, NULL);
  }
  if (request->proxy) {
    SET(CURLOPT_PROXY, request->proxy);
    // Else `no_proxy` of the environment would still have a say.
    SET(CURLOPT_NOPROXY, "");
  } else if (is_loopback(request->url)) {
    SET(CURLOPT_PROXY, "");
  }
  // A body of more than 1 MiB would otherwise wait for "100 Continue", and be sent again after "417".
  int has_type = 0;
  struct curl_slist *next = curl_slist_append(NULL, "Expect:");
  for (size_t i = 0; next && i < request->header_count; i++) {
    *lines = next;
    if (strncasecmp(request->headers[i], "content-type:", 13) == 0) has_type = 1;
    next = curl_slist_append(*lines, request->headers[i]);
  }
  if (next && !has_type) {
    *lines = next;
    next = curl_slist_append(*lines, "Content-Type:");
  }
  if (!next) return CURLE_OUT_OF_MEMORY;
  *lines = next;
  SET(CURLOPT_HTTPHEADER, *lines);
  if (strcmp(request->method, "HEAD") == 0) {
    SET(CURLOPT_NOBODY, 1L);
  } else if (request->body || strcmp(request->method, "POST") == 0) {
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_count);
    SET(CURLOPT_POSTFIELDS, request->body ? (const char *)request->body : "");
  }
  SET(CURLOPT_CUSTOMREQUEST, request->method);
  if (request->is_single) {
    SET(CURLOPT_FRESH_CONNECT, 1L);
    SET(CURLOPT_FORBID_REUSE, 1L);
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  }
  // Through a proxy also what is not encrypted goes by CONNECT: a proxy that reads requests may send one again, or
  // answer in place of the service; one that passes bytes on can do neither. Files that anybody may read are the
  // exception: many a proxy lets nobody through to port 80.
  if (!request->follows_redirects) SET(CURLOPT_HTTPPROXYTUNNEL, 1L);
  SET(CURLOPT_PREREQFUNCTION, prereq);
  SET(CURLOPT_PREREQDATA, (void *)request);
  SET(CURLOPT_NOPROGRESS, 0L);
  SET(CURLOPT_XFERINFOFUNCTION, progress);
  SET(CURLOPT_XFERINFODATA, (void *)request);
  SET(CURLOPT_HEADERFUNCTION, header);
  SET(CURLOPT_HEADERDATA, (void *)request);
  SET(CURLOPT_WRITEFUNCTION, body);
  SET(CURLOPT_WRITEDATA, (void *)request);
#undef SET
  return CURLE_OK;
}

// OpenSSL writes with write(2), so a connection that is gone raises SIGPIPE: it is held back on this thread, and one
// that this call caused is taken away before the mask is put back.
static CURLcode perform_without_sigpipe(CURL *curl) {
  sigset_t pipe, before, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigpending(&pending);
  const int was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  const CURLcode code = curl_easy_perform(curl);
  if (!was_pending) {
    const struct timespec now = {0, 0};
    while (sigtimedwait(&pipe, NULL, &now) == SIGPIPE) {}
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return code;
}

sluice_http_result sluice_http_perform(sluice_http_pool *pool, const sluice_http_request *request) {
  sluice_http_result result = {0};
  char words[CURL_ERROR_SIZE] = "";
  struct curl_slist *lines = NULL;
  CURL *curl = take(pool);
  CURLcode code = curl ? set_up(curl, request, &lines, words) : CURLE_OUT_OF_MEMORY;
  if (code == CURLE_OK) code = perform_without_sigpipe(curl);
  result.code = (int)code;
  if (code != CURLE_OK) {
    const char *message = tells_no_secret(code) && words[0] ? words : curl_easy_strerror(code);
    if (quotes_a_url(message)) message = "the proxy's URL cannot be used";
    snprintf(result.message, sizeof result.message, "%s", message);
  }
  if (curl) {
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &result.status);
    curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &result.system_error);
    give_back(pool, curl);
  }
  curl_slist_free_all(lines);
  return result;
}
