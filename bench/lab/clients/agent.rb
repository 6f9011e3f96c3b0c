# A background agent in Ruby (net/http, a new connection each time). usage: ruby agent.rb SPECIFICATION (see agent.py)
require 'net/http'
services = File.readlines(ARGV[0], chomp: true).map do |line|
  url, period, jitter, method, size = line.split("\t")
  { due: Time.now.to_f + rand * [period.to_f, 30].min, uri: URI(url), period: period.to_f, jitter: jitter.to_f, method: method, size: size.to_i }
end
loop do
  service = services.min_by { |s| s[:due] }
  sleep [0, service[:due] - Time.now.to_f].max
  begin
    uri = service[:uri]
    Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https', read_timeout: 60) do |http|
      body = service[:size].positive? ? "{\"t\":#{Time.now.to_i},\"d\":\"#{'x' * service[:size]}\"}" : nil
      http.send_request(service[:method], uri.request_uri, body, body ? { 'Content-Type' => 'application/json' } : {})
    end
  rescue StandardError => e
    warn e.message
  end
  service[:due] = [Time.now.to_f, service[:due] + service[:period] * (1 + service[:jitter] * (2 * rand - 1))].max
end
