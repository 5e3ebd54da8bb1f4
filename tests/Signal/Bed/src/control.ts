// The control port: commands of the tests, as JSON by POST.
import { createServer, type IncomingMessage } from 'node:http';
import { generateArchive } from './world/archive.ts';
import * as contents from './world/contents.ts';
import { readCode } from './world/scanner.ts';
import type { World } from './world/world.ts';
import type { Directory } from './world/directory.ts';
import type { Pictures } from './world/pictures.ts';
import type { Relay } from './patches/relay.ts';
import type { Loose } from './mock.ts';

type Command = (body: Loose) => unknown;
const WAIT = 30_000;

export function commands(world: World, parts: { pictures: Pictures; directory: Directory; relay: Relay }): Record<string, Command> {
  const { server } = world, { pictures, directory, relay } = parts;
  return {
    '/person': (b) => world.addPerson(b.name, b.contacts ?? [], b.hasNumber ?? true),
    '/link': (b) => world.link(b.person, b.url, b.historyKey),
    '/scan': (b) => world.link(b.person, readCode(Buffer.from(b.picture, 'base64')), b.historyKey),
    '/unlink': (b) => world.unlink(b.person),
    '/say': (b) => world.say(b.from, b.chat, b.say, b),
    '/receipt': (b) => world.raw(b.from, b.to, contents.receipt(b.type, b.timestamps), {}),
    '/typing': (b) => world.raw(b.from, b.to, contents.typing(b.on, b.group ?? null, Date.now()), {}),
    '/deleted-elsewhere': (b) => world.raw(b.person, b.person, contents.deletedElsewhere(b), { sealed: false }),
    '/read-elsewhere': (b) => world.raw(b.person, b.person, contents.readElsewhere(b.messages), { sealed: false }),
    '/call': (b) => world.raw(b.from, b.to, { content: { callMessage: { offer: b.end ? null : { id: BigInt(b.id), type: b.video ? 1 : 0, opaque: null }, hangup: b.end ? { id: BigInt(b.id), type: 0, deviceId: null } : null, answer: null, iceUpdate: null, busy: null, destinationDeviceId: null, opaque: null } } }, {}),
    '/call-elsewhere': (b) => world.raw(b.person, b.person, contents.callElsewhere(b), { sealed: false }),
    '/contacts': (b) => sendContacts(world, b),
    '/heard': async (b) => {
      // Waits until something new was heard, so that nobody has to ask in circles.
      for (const end = Date.now() + Math.min(b.wait ?? 0, WAIT); ;) {
        const list = world.ears.of(b.person).slice(b.since ?? 0);
        if (list.length || Date.now() >= end) return { heard: list };
        await new Promise((r) => setTimeout(r, 20));
      }
    },
    '/group': async (b) => ({ id: await world.createGroup(b.by, b.title, b.members) }),
    '/group/change': (b) => world.changeGroup(b.id, b.by, b.change, b.tell ?? true),
    '/group/state': (b) => world.describe(b.id),
    '/group/link': (b) => world.groupLink(b.id),
    '/group/picture': async (b) => pictures.open(await world.group(b.id)),
    '/profile-picture': (b) => { world.requests.pictures.set(b.person, pictures.keepOf(world.person(b.person), Buffer.from(b.data, 'base64'))); },
    '/pack': (b) => world.createPack(b),
    '/story': async (b) => { const timestamp = world.now(); await world.raw(b.from, b.to, contents.story(world.person(b.from), b, b.group ? await world.group(b.group) : null), { timestamp }); return { timestamp }; },
    '/viewed-elsewhere': (b) => world.raw(b.person, b.person, contents.viewedElsewhere(b.messages), { sealed: false }),
    '/directory': (b) => { if (b.reveal) directory.reveal(b.reveal); if (b.limit) directory.limit(b.limit); return { asked: directory.askedAbout(b.about) }; },
    '/mute': (b) => { if (b.on) relay.mute(b.later ?? false); else relay.unmute(); },
    '/storage/read': (b) => world.readStorage(b.person, b.contact ?? null, b.group ?? null),
    '/file': (b) => world.storeFile(Buffer.from(b.data, 'base64')),
    '/file/read': (b) => ({ data: world.readFile(b.pointer).toString('base64') }),
    '/storage': (b) => world.changeStorage(b.person, b.contact ?? null, b.verified ? { ...b.values, ...world.verified(b.contact) } : b.values),
    '/archive': (b) => generateArchive(world, b),
    '/fault': (b) => { world.requests.faults.push({ times: 1, ...b }); },
    '/faults/clear': () => { world.requests.clear(); },
    '/held': () => ({ held: world.requests.held.length }),
    '/requests': (b) => ({ requests: world.requests.seen.filter((r) => r.at >= (b.since ?? 0)) }),
    '/rate-limit': (b) => { if (b.on) server.rateLimit({ source: b.source, target: b.target }); else server.stopRateLimiting({ source: b.source, target: b.target }); },
    '/challenge': (b) => { if (b.refuse) server.respondToChallengesWith(428, {}); else server.stopRespondingToChallenges(); },
    '/unregister': (b) => { server.unregister(world.person(b.person)); },
    '/second-device': async (b) => ({ device: (await server.createSecondaryDevice(world.person(b.person))).deviceId }),
    '/username': async (b) => {
      await server.setUsername(b.person, b.username);
      if (!b.link) return {};
      const { entropy, serverId } = await server.setUsernameLink(b.person, b.username);
      // As a phone keeps its own name.
      if (b.own) await world.changeStorage(b.person, null, { username: b.username, usernameLink: { entropy, serverId, color: null } });
      return { link: `https://signal.me/#eu/${Buffer.concat([entropy, serverId]).toString('base64url')}` };
    },
    '/change-number': async (b) => { const p = world.person(b.person); for (const d of p.secondaryDevices) await world.mouth.introduce(p, d); await p.changeNumber({ timestamp: world.now() }); return { number: p.device.number, pni: p.device.pni }; },
    '/reinstall': (b) => world.reinstall(b.person),
    '/drop': (b) => { for (const d of world.person(b.person).secondaryDevices) server.webSockets.get(d)?.close(1001); },
  };
}

async function sendContacts(world: World, b: Loose): Promise<void> {
  const phone = world.person(b.person), stored = await world.storeFile(Buffer.from(b.blob ?? '', 'base64'));
  await world.raw(b.person, b.person, contents.sync({ contacts: { blob: contents.pointer(stored), complete: true } }), { sealed: false });
  void phone;
}

export function listen(handlers: Record<string, Command>, port: number): Promise<number> {
  const http = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => { response.writeHead(status, { 'content-type': 'application/json' }); response.end(JSON.stringify(body ?? {})); };
    const command = handlers[request.url ?? ''];
    if (!command) { answer(404, { error: 'no such command' }); return; }
    try { answer(200, await command(JSON.parse((await read(request)) || '{}'))); }
    catch (e) { answer(500, { error: e instanceof Error ? e.stack : String(e) }); }
  });
  return new Promise((resolve) => http.listen(port, '127.0.0.1', () => resolve((http.address() as { port: number }).port)));
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
