-- Sends the requests of the file in REQUESTS ("path" or "path<TAB>range" per line) in turn, with the
-- header of AUTHORIZATION where there is one.
local requests = {}
local position = 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local path, range = line:match("^([^\t]+)\t?(.*)$")
    local headers = { Authorization = os.getenv("AUTHORIZATION") }
    if range ~= "" then headers["Range"] = range end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %d %d %d %d\n",
    summary.requests, summary.bytes, summary.duration, failed))
end
