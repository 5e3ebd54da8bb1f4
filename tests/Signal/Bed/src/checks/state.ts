// What an account keeps, where two things happen at the same time. Usage: node state.ts FILE; prints what it found as JSON.
import { randomBytes } from 'node:crypto';
import { Inbox } from '../../../../../bridges/Signal/engine/src/receive/inbox.ts';
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
process.stdout.write(`${JSON.stringify({ first, nextKeyId, readReceipts, before, took, told })}\n`);
store.close();
