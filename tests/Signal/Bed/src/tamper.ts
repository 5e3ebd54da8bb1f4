// Hurts something in an account's file while no engine uses it, for tests of what the engine does then.
// Usage: node tamper.ts FILE KEY archive-session PERSON | forget-session PERSON | verify PERSON | empty-sender-key | hold (until it is killed; says so)
import * as L from '../../../../bridges/Signal/engine/node_modules/@signalapp/libsignal-client/dist/index.js';
import { Store } from '../../../../bridges/Signal/engine/src/store/database.ts';

const [file, key, what, about] = process.argv.slice(2);
const store = await open();
if (what === 'hold') {
  process.stdout.write(`holding ${store.account().aci.length}\n`);
  await new Promise((r) => setTimeout(r, 600_000));
} else if (what === 'archive-session') {
  for (const { id, value } of store.all('session-aci', `${about}.`)) {
    const session = L.SessionRecord.deserialize(value);
    session.archiveCurrentState();
    store.put('session-aci', id, session.serialize());
  }
} else if (what === 'forget-session') {
  for (const { id } of store.all('session-aci', `${about}.`)) store.delete('session-aci', id);
} else if (what === 'empty-sender-key') {
  const own = store.account().aci;
  for (const { id } of store.all('senderkey', own)) store.put('senderkey', id, new Uint8Array([0x0a, 0x00]));   // one state, with nothing in it
} else if (what === 'verify') store.put('verified', about!, new Uint8Array(1));
else throw new Error(`unknown: ${what}`);
store.close();

/** The engine closes it a moment after the account was closed where the machine is busy. */
async function open(): Promise<Store> {
  for (const end = Date.now() + 60_000; ;) {
    try { return new Store(file!, key!); } catch (e) { if (Date.now() > end) throw e; }
    await new Promise((r) => setTimeout(r, 100));
  }
}
