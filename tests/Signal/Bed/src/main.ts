// A simulated Signal service on loopback: Signal's own mock server, its faults mended, and a control port for tests.
// Usage: node main.ts FOLDER [PORT CONTROL_PORT [PROBE]]; prints {place, control} when it is ready, and runs until it is killed. PROBE: how often
// engines look whether their connection lives, in milliseconds, where tests cannot wait as long as they do by themselves.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { commands, listen } from './control.ts';
import { certificates, Server, type Loose } from './mock.ts';
import { answerPings, keepUntilAcknowledged } from './patches/delivery.ts';
import { addGroupActions, joinInfo } from './patches/groups.ts';
import { Provisioning } from './patches/provisioning.ts';
import { Relay } from './patches/relay.ts';
import { Requests } from './patches/requests.ts';
import { Directory } from './world/directory.ts';
import { Pictures } from './world/pictures.ts';
import { Ears } from './world/phone.ts';
import { World } from './world/world.ts';

const [folder, port = '0', controlPort = '0', probe] = process.argv.slice(2);
if (!folder) throw new Error('usage: main.ts FOLDER [PORT CONTROL_PORT]');
const cdn = `${folder}/cdn3`, place = `${folder}/place.json`;
mkdirSync(`${cdn}/attachments`, { recursive: true });

answerPings();
addGroupActions();
const ears = new Ears(), requests = new Requests();
ears.install();
requests.install();
const server: Loose = new Server({ cdn3Path: cdn, timeout: 600_000 });
keepUntilAcknowledged(server);
const provisioning = new Provisioning();
provisioning.install(server);
await server.listen(Number(port), '127.0.0.1');
requests.guard(server.https);
const relay = new Relay(), pictures = new Pictures();
await relay.listen(server.address().port);
serveMore(server);

const world = new World(server, ears, requests, provisioning, cdn), directory = new Directory(world);
const base = `https://127.0.0.1:${server.address().port}`, ca = `${certificates}ca-cert.pem`, key = (file: string): Loose => JSON.parse(readFileSync(`${certificates}${file}`, 'utf8'));
writeFileSync(place, JSON.stringify({
  test: { port: relay.port, caFile: ca, directory: `${base}/directory`, ...(probe ? { probe: Number(probe) } : {}) }, storage: `${base}/storageService`, cdn: { 0: base, 2: base, 3: `${base}/cdn3` }, ca: readFileSync(ca, 'utf8'), trustRoots: [key('trust-root.json').publicKey],
  // The mock server knows only the websocket form of these two.
  remoteConfig: { 'grpc.MessagesSendMessage': 'ws', 'grpc.MessagesAnonymousSendSingleRecipientMessage': 'ws' }, zkParams: key('zk-params.json').publicParams,
}));
const control = await listen(commands(world, { pictures, directory, relay }), Number(controlPort));
process.stdout.write(`${JSON.stringify({ place, control: `http://127.0.0.1:${control}`, port: server.address().port })}\n`);
process.on('unhandledRejection', (e) => process.stderr.write(`${e instanceof Error ? e.stack : String(e)}\n`));

/** What the mock server leaves out: what a link of a group shows, pictures of groups, the directory of phone numbers. */
function serveMore(s: Loose): void {
  const listeners = s.https.listeners('request');
  s.https.removeAllListeners('request');
  s.https.on('request', (request: Loose, response: Loose) => {
    const password = /^\/storageService\/v2\/groups\/join\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    const fault = requests.fault(request.method, request.url ?? '');
    if (fault?.held) requests.hold(response);
    else if (fault) { response.writeHead(fault.status); response.end(); return; }
    if (pictures.answer(request, response)) return;
    if (request.url === '/directory') { void answerDirectory(request, response); return; }
    if (!password) { for (const listener of listeners) listener.call(s.https, request, response); return; }
    const params = Buffer.from(Buffer.from(String(request.headers.authorization).replace('Basic ', ''), 'base64').toString().split(':')[0]!, 'hex');
    void joinInfo(s, params, password).then((info) => { response.writeHead(info ? 200 : 403); response.end(info ? Buffer.from(info) : undefined); });
  });
}

async function answerDirectory(request: Loose, response: Loose): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { status, headers, body } = directory.answer(JSON.parse(Buffer.concat(parts).toString()));
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
