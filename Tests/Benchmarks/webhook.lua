-- For wrk: POSTs deliveries of one result, no two alike; says the figures as one line at the end.
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  run, sent = args[1] or "0", 0
  -- Milliseconds between two requests of a connection.
  local pause = tonumber(args[2] or "0")
  if pause > 0 then
    function delay() return pause end
  end
end

function request()
  sent = sent + 1
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, string.format(
    '{"enrichment_id":"7d3c1c52-5d2b-4f0e-9b1a-%s%04d","results":[{"custom_data":{"person":"p%s-%d-%d"},' ..
    '"firstName":"Ada","lastName":"Lovelace","companyName":"Analytical Engines Ltd",' ..
    '"linkedinUrl":"https://www.linkedin.com/in/ada-lovelace-%d","enrichEmail":"ada.%d@example.com",' ..
    '"enrichPhone":"+44 20 7946 %04d"}]}', run, id, run, id, sent, sent, sent, sent % 10000))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("figures %d %d %d %d %.3f %.3f %.3f\n", summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000))
end
