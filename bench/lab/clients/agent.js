'use strict';
// A background agent in JavaScript. usage: node agent.js fetch|http SPECIFICATION (see agent.py)
const fs = require('fs');
const [library, specification] = process.argv.slice(2);
const agents = { 'http:': new (require('http').Agent)({ keepAlive: true }), 'https:': new (require('https').Agent)({ keepAlive: true }) };

function ask(method, url, body) {
  if (library === 'fetch') {
    return fetch(url, { method, body, headers: body ? { 'content-type': 'application/json' } : {} }).then((r) => r.arrayBuffer());
  }
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const module = require(target.protocol.slice(0, -1));
    const headers = body ? { 'Content-Type': 'application/json', 'Content-Length': body.length } : {};
    const request = module.request(target, { method, agent: agents[target.protocol], headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
}

for (const line of fs.readFileSync(specification, 'utf8').trim().split('\n')) {
  const [url, period, jitter, method, size] = line.split('\t');
  const step = async () => {
    const body = +size ? JSON.stringify({ t: Date.now(), v: Math.random(), d: 'x'.repeat(Math.max(0, size - 40)) }) : undefined;
    const next = period * (1 + jitter * (2 * Math.random() - 1)) * 1000;
    setTimeout(step, next);
    await ask(method, url, body).catch((error) => console.error(url, error.message));
  };
  setTimeout(step, Math.random() * Math.min(period, 30) * 1000);
}
