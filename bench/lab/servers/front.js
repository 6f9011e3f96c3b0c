'use strict';
// The Node front of the made-up Internet: HTTP on 80, HTTPS (TLS 1.3 only) on 443, everything to the origin's socket.
// usage: node front.js RUN_DIRECTORY
const fs = require('fs');
const http = require('http');
const https = require('https');
const tls = require('tls');

const run = process.argv[2];
const groups = new Map(fs.readFileSync(`${run}/certificates/names`, 'utf8').trim().split('\n').map((l) => l.split(' ')));
const contexts = new Map();
const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });

function context(group) {
  if (!contexts.has(group)) {
    const pem = fs.readFileSync(`${run}/certificates/${group}.pem`);
    contexts.set(group, tls.createSecureContext({ key: pem, cert: pem }));
  }
  return contexts.get(group);
}

function forward(request, response) {
  const headers = { ...request.headers, 'x-lab-client': request.socket.remoteAddress.replace('::ffff:', '') };
  const onward = http.request(
    { socketPath: `${run}/origin.sock`, agent, method: request.method, path: request.url, headers },
    (answer) => {
      delete answer.headers.connection;
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
  onward.on('error', () => response.destroy());
  response.on('close', () => { if (!response.writableEnded) onward.destroy(); });
  request.pipe(onward);
}

// A web socket is handed through byte by byte.
function upgrade(request, socket, head) {
  const onward = require('net').connect(`${run}/origin.sock`, () => {
    const client = request.socket.remoteAddress.replace('::ffff:', '');
    let text = `${request.method} ${request.url} HTTP/1.1\r\nX-Lab-Client: ${client}\r\n`;
    for (let i = 0; i < request.rawHeaders.length; i += 2) text += `${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}\r\n`;
    onward.write(`${text}\r\n`);
    onward.write(head);
    onward.pipe(socket);
    socket.pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
}

const plain = http.createServer(forward);
const secure = https.createServer({
  minVersion: 'TLSv1.3',
  ALPNProtocols: ['http/1.1'],
  SNICallback: (name, done) => done(null, context(groups.get(name) || 'group0')),
}, forward);
for (const server of [plain, secure]) {
  server.on('upgrade', upgrade);
  server.on('clientError', (_, socket) => socket.destroy());
  server.keepAliveTimeout = 30000;
}
plain.listen(80, '0.0.0.0');
secure.listen(443, '0.0.0.0', () => console.log('ready'));
process.on('uncaughtException', (error) => console.error(error.message));
