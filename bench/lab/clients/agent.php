<?php
// A background agent in PHP (curl, one handle kept). usage: php agent.php SPECIFICATION (see agent.py)
$services = [];
foreach (file($argv[1], FILE_IGNORE_NEW_LINES) as $line) {
    [$url, $period, $jitter, $method, $size] = explode("\t", $line);
    $services[] = [microtime(true) + lcg_value() * min($period, 30), $url, $period, $jitter, $method, (int) $size];
}
$handle = curl_init();
while (true) {
    sort($services);
    [$due, $url, $period, $jitter, $method, $size] = $services[0];
    usleep((int) (max(0, $due - microtime(true)) * 1e6));
    curl_reset($handle);
    curl_setopt_array($handle, [CURLOPT_URL => $url, CURLOPT_RETURNTRANSFER => true, CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_TIMEOUT => 60, CURLOPT_USERAGENT => 'php-worker/2.1']);
    if ($size) {
        curl_setopt($handle, CURLOPT_POSTFIELDS, http_build_query(['t' => time(), 'd' => str_repeat('x', $size)]));
    }
    curl_exec($handle);
    $services[0][0] = max(microtime(true), $due + $period * (1 + $jitter * (2 * lcg_value() - 1)));
}
