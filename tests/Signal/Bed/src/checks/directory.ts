// The engine's way to the directory of phone numbers with libsignal's own connection, up to where the enclave proves what it is: no program here
// can. Usage: node directory.ts; prints what the directory saw, and what became of each question, as JSON.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { Net } from '../../../../../bridges/Signal/engine/node_modules/@signalapp/libsignal-client/dist/index.js';
import { askDirectory } from '../../../../../bridges/Signal/engine/src/people/directory.ts';
import { certificates, WebSocket, type Loose } from '../mock.ts';

const file = (name: string): string => readFileSync(`${certificates}${name}`, 'utf8');
const server = createServer({ key: file('key.pem'), cert: file('full-cert.pem') }), sockets = new WebSocket.Server({ noServer: true }), seen: Loose[] = [];
server.on('upgrade', (request, socket, head) => {
  const [user] = Buffer.from(String(request.headers.authorization).replace('Basic ', ''), 'base64').toString().split(':');
  seen.push({ user, path: request.url, agent: request.headers['x-signal-agent'] ?? request.headers['user-agent'] });
  if (user === 'wait') { socket.end('HTTP/1.1 429 Too Many Requests\r\nretry-after: 42\r\ncontent-length: 0\r\n\r\n'); return; }
  sockets.handleUpgrade(request, socket, head, (ws: Loose) => ws.send(Buffer.from('no proof')));
});
const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
// As for a simulated service, but that no address is named to ask instead, and by the websocket of HTTP/1.1, as with the real one.
const service: Loose = { place: {}, net: new Net.Net({
  localTestServer: true, userAgent: 'bridges/test', TESTING_localServer_chatPort: port, TESTING_localServer_cdsiPort: port, TESTING_localServer_svr2Port: port, TESTING_localServer_svrBPort: port,
  TESTING_localServer_rootCertificateDer: new Uint8Array(new X509Certificate(file('ca-cert.pem')).raw),
}) };

async function ask(username: string): Promise<Loose> {
  const links: Loose = { chat: { fetch: async () => ({ status: 200, headers: [], body: Buffer.from(JSON.stringify({ username, password: 'secret' })) }) } };
  try { await askDirectory(service, links, ['+15550001111']); return { kind: 'answered' }; }
  catch (e) { const { kind, message, retryAfterSeconds } = e as Loose; return { kind, message, retryAfterSeconds }; }
}

const outcomes = { wait: await ask('wait'), unproved: await ask('unproved') };

process.stdout.write(`${JSON.stringify({ seen, outcomes })}\n`);
process.exit(0);
