// What an account keeps, where two things happen at the same time. Usage: node state.ts FILE; prints what it found as JSON.
import { randomBytes } from 'node:crypto';
import { PrivateKey } from '../../../../../bridges/Signal/engine/node_modules/@signalapp/libsignal-client/dist/index.js';
import { renewSignedKeys } from '../../../../../bridges/Signal/engine/src/keys/upkeep.ts';
import { Inbox } from '../../../../../bridges/Signal/engine/src/receive/inbox.ts';
import { groupIdOf } from '../../../../../bridges/Signal/engine/src/groups/state.ts';
import { Learner } from '../../../../../bridges/Signal/engine/src/receive/learning.ts';
import { mayWrite } from '../../../../../bridges/Signal/engine/src/receive/permission.ts';
import { pinned, tellEndedPins } from '../../../../../bridges/Signal/engine/src/receive/pins.ts';
import { translateData } from '../../../../../bridges/Signal/engine/src/receive/translation.ts';
import { unread } from '../../../../../bridges/Signal/engine/src/send/receipts.ts';
import { Store } from '../../../../../bridges/Signal/engine/src/store/database.ts';
import { Unit } from '../../../../../bridges/Signal/engine/src/store/unit.ts';
import type { Loose } from '../mock.ts';

const store = new Store(process.argv[2]!, randomBytes(32).toString('hex'));
store.putJson('account', '', { aci: 'a', number: '+1', nextKeyId: 2, generation: 0, readReceipts: true });

// A batch of messages was begun, and ends, before and after keys were made.
const batch = new Unit(store), first = store.takeKeyIds(100);
await batch.step(async (step) => step.changeAccount({ readReceipts: false }));
batch.commit();
const { nextKeyId, readReceipts } = store.account();

// The disk refuses the first batch.
const took: string[] = [], told: string[] = [], incoming = (name: string): Loose => ({ raw: new TextEncoder().encode(name), ack: { send: () => took.push(name) } });
store.db.exec('CREATE TRIGGER full BEFORE INSERT ON told BEGIN SELECT RAISE(ABORT, \'the disk is full\'); END');
const inbox = new Inbox(store, [], { turn: (work: () => Promise<unknown>) => work(), notKept: () => told.push('not kept'), stories: false } as Loose), settled = () => new Promise((r) => setTimeout(r, 50));
inbox.push(incoming('one'));
await settled();
store.db.exec('DROP TRIGGER full');
inbox.push(incoming('two'));
await settled();
const before = [...took];
inbox.clear();   // as where the connection ends
inbox.push(incoming('one'));
inbox.push(incoming('two'));
await settled();

// A pin for an hour and one without an end; the hour passes.
const pins = new Unit(store), at = Date.now(), pin = (target: number): Loose => ({ kind: 'pin', chat: 'c', author: 'b', target, timestamp: at });
pinned(pins, pin(1), 3600);
pinned(pins, pin(2), null);
pins.commit();
const unpinned = (): Loose[] => (store.db.prepare('SELECT json FROM told WHERE json IS NOT NULL', { pluck: true }).all() as string[]).map((json) => JSON.parse(json)).filter((e: Loose) => e.kind === 'unpin').map((e: Loose) => e.target);
tellEndedPins(store, at + 3_599_000);
const early = unpinned();
tellEndedPins(store, at + 3_600_000);
tellEndedPins(store, at + 3_700_000);
const ended = unpinned();

// Read up to the third message; the first comes after that, with a time before it, as from a phone that was out of reach.
const times = (upTo: number) => unread(store, 'late', upTo).map((m) => m.timestamp);
function say(timestamp: number): void {
  const unit = new Unit(store);
  translateData(unit, { body: 'x', attachments: [], bodyRanges: [], contacts: [], previews: [] } as Loose, { chat: 'late', isGroup: false, sender: 'b', self: false, timestamp, serverTimestamp: timestamp });
  unit.commit();
}
say(2);
say(3);
const read = [times(3), (say(1), times(3)), times(3), (say(4), times(4))];

// Keys that were given out, an absence of 33 days, new ones: what was said with the old ones meanwhile can still be read, until long after.
const DAY = 86_400_000, ids = (): string[] => store.all('signed-aci').map(({ id }) => id), chat: Loose = { fetch: async () => ({ status: 200, headers: [], body: null }) };
store.changeAccount({ aciKey: Buffer.from(PrivateKey.generate().serialize()).toString('base64'), pniKey: null });
await renewSignedKeys(chat, store);
const [given] = ids();
await renewSignedKeys(chat, store, Date.now() + 33 * DAY);
const signedKeys = [ids().includes(given!)];
await renewSignedKeys(chat, store, Date.now() + 90 * DAY);
signedKeys.push(ids().includes(given!));

// Contents with fields that nobody knows yet: alone, with a profile key, in a change of a group.
const newer = [{}, { flags: 4 }, { group: { change: new Uint8Array(3), masterKey: new Uint8Array() } }].map((more, i) => translateData(
  new Unit(store), { attachments: [], bodyRanges: [], contacts: [], previews: [], $unknown: [{ no: 40, wireType: 0, data: new Uint8Array(1) }], ...more } as Loose, { chat: 'n', isGroup: false, sender: 'n', self: false, timestamp: i + 1, serverTimestamp: 1 },
).map((event) => event.unsupported));

// A group was read, of which Bob was a member before; then somebody speaks of that state.
const masterKey = randomBytes(32), picnic = groupIdOf(masterKey), groups = new Unit(store), inGroup = (revision: number): Loose => ({ group: { masterKey, revision }, body: 'x', attachments: [], contacts: [] });
groups.putJson('group-state', picnic, { revision: 5, members: [{ id: 'carol', admin: true }], announcementsOnly: false });
const hears = (): boolean => mayWrite(groups, picnic, 'bob', inGroup(4)), heard = [hears()];
new Learner().group(groups, inGroup(5), 'carol');
heard.push(hears(), mayWrite(groups, picnic, 'bob', inGroup(6)), mayWrite(groups, picnic, 'carol', inGroup(5)));
process.stdout.write(`${JSON.stringify({ heard, newer, signedKeys, early, ended, read, first, nextKeyId, readReceipts, before, took, told })}\n`);
store.close();
