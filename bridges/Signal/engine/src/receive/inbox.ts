// Reads what has come: everything read so far becomes durable in one commit together with the ratchets, and only then the service
// hears of it. A message that cannot be read never changes the login.
import * as L from '@signalapp/libsignal-client';
import { DataMessage_Flag } from '../../gen/content_pb.js';
import type { Incoming } from '../connection/links.ts';
import { base64, bytes, sha256 } from '../encoding/bytes.ts';
import { isPlausibleTime } from '../encoding/limits.ts';
import { readPerson } from '../people/person.ts';
import { log } from '../rpc/log.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import { rememberCall } from './calls.ts';
import { receive, Unreadable, type Received } from './envelope.ts';
import { Learner } from './learning.ts';
import { isMember, mayWrite } from './permission.ts';
import { translateSync, type FollowUp } from './sync.ts';
import { chatOf, translateData, translateEdit, translateStory, typing, type Fields } from './translation.ts';

const BATCH = 64;
/** By its number: another device of the account took the call, or did not want it. */
const HANGUPS: Record<number, string> = { 1: 'answered-elsewhere', 2: 'declined' };

export type InboxEvents = {
  turn<T>(work: () => Promise<T>): Promise<T>;
  /** Not durable, may be dropped. */
  passing(event: Fields): void;
  followUp(f: FollowUp): void;
  groupChanged(id: string): void;
  newProfile(person: string): void;
  askAgain(u: Unreadable): void;
  repeat(to: string, device: number, request: L.DecryptionErrorMessage): void;
  received(sender: string, timestamps: number[]): void;
  /** Nothing more is taken until this connection has ended. */
  notKept(e: unknown): void;
  readonly stories: boolean;
};

export class Inbox {
  readonly #store: Store; readonly #trustRoots: L.PublicKey[]; readonly #events: InboxEvents;
  readonly #queue: Incoming[] = []; #working = false; #isBroken = false;
  constructor(store: Store, trustRoots: L.PublicKey[], events: InboxEvents) { this.#store = store; this.#trustRoots = trustRoots; this.#events = events; }

  push(incoming: Incoming): void {
    if (this.#isBroken) return;   // it comes again, behind what could not be kept
    this.#queue.push(incoming);
    if (!this.#working) void this.#work();
  }
  /** What an ended connection had handed out comes again on the next one. */
  clear(): void { this.#queue.length = 0; this.#isBroken = false; }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (this.#queue.length) await this.#events.turn(() => this.#batch(this.#queue.splice(0, BATCH)));
    } catch (e) {
      log('a batch of messages could not be kept', e);   // not acknowledged: it comes again with the next connection, and nothing may overtake it
      this.clear();
      this.#isBroken = true;
      this.#events.notKept(e);
    } finally {
      this.#working = false;
    }
  }

  async #batch(batch: Incoming[]): Promise<void> {
    const unit = new Unit(this.#store), learner = new Learner(), after: (() => void)[] = [], receipts = new Map<string, number[]>(), digests = new Set<string>();
    for (const { raw } of batch) {
      const digest = sha256(raw), key = base64(digest);
      if (digests.has(key) || this.#store.seen(digest)) continue;
      digests.add(key);
      const events = await this.#one(unit, learner, raw, after, receipts);
      events.forEach((e) => unit.tell(e));
      unit.tell(null, digest);
    }
    unit.commit();
    for (const { ack } of batch) try { ack.send(200); } catch { /* the service will send it again: it is known by its digest */ }
    for (const id of learner.changedGroups) this.#events.groupChanged(id);
    for (const id of learner.newProfiles) this.#events.newProfile(id);
    for (const f of after) f();
    for (const [sender, times] of receipts) this.#events.received(sender, times);
  }

  async #one(unit: Unit, learner: Learner, raw: Uint8Array, after: (() => void)[], receipts: Map<string, number[]>): Promise<Fields[]> {
    try {
      return await unit.step(async (step) => {
        const r = await receive(step, this.#trustRoots, bytes(raw));
        return r ? this.#understand(step, learner, r, after, receipts) : [];
      });
    } catch (e) {
      if (e instanceof Unreadable) { this.#unreadable(unit, e, after); return []; }
      if (!L.LibSignalErrorBase.is(e, L.ErrorCode.DuplicatedMessage)) log('an envelope says nothing that can be understood', e);
      return [];
    }
  }

  #understand(unit: Unit, learner: Learner, r: Received, after: (() => void)[], receipts: Map<string, number[]>): Fields[] {
    const c = r.content, self = unit.account.aci, isSelf = r.sender === self;
    unit.put('unreadable', `${r.sender}.${r.timestamp}`, null);
    if (c.decryptionError?.length) {
      const request = L.DecryptionErrorMessage.deserialize(bytes(c.decryptionError));
      after.push(() => this.#events.repeat(r.sender, r.device, request));
      return [];
    }
    if (c.sync) {
      if (!isSelf) return [];   // only own devices may speak for the user
      const followUps: FollowUp[] = [], out = translateSync(unit, c.sync, r, learner, followUps);
      for (const f of followUps) after.push(() => this.#events.followUp(f));
      return out;
    }
    if (isSelf && !c.data && !c.edit) return [];
    const person = readPerson(this.#store, r.sender);
    if (person.blocked) return [];
    learner.pniSignature(unit, c, r);
    if (c.typing) { const t = typing(c, learner.directChat(unit, r.sender)); if (t) this.#events.passing({ ...t, sender: r.sender }); return []; }
    if (c.receipt) {
      const type = (['delivery', 'read', 'viewed'] as const)[c.receipt.type ?? 0];
      return c.receipt.timestamps.slice(0, 1000).flatMap((t) => {
        const timestamp = Number(t), chat = unit.chatOf(self, timestamp);
        return chat && type ? [{ kind: 'receipt', chat, person: r.sender, type, target: unit.originalOf(self, timestamp), at: r.timestamp }] : [];
      });
    }
    if (c.call) {
      const call = c.call.offer ? 'incoming' : c.call.hangup ? HANGUPS[c.call.hangup.type ?? 0] ?? 'ended' : null;
      if (c.call.offer) rememberCall(unit, String(c.call.offer.id ?? 0n), r.timestamp);
      return call ? [{ kind: 'call', chat: learner.directChat(unit, r.sender), isGroup: false, sender: r.sender, self: false, timestamp: r.timestamp, callId: String(c.call.offer?.id ?? c.call.hangup?.id ?? 0n), call, video: c.call.offer?.type === 1 }] : [];
    }
    if (c.story) return this.#events.stories && isPlausibleTime(r.timestamp) ? translateStory(unit, c.story, r.sender, learner.directChat(unit, r.sender), r.timestamp) : [];
    const m = c.data ?? c.edit?.data;
    if (!m || !isPlausibleTime(r.timestamp) || r.story) return [];
    learner.profileKey(unit, r.sender, m);
    const { chat, isGroup } = chatOf(m, learner.directChat(unit, r.sender));
    if (isGroup && unit.json<{ blocked: boolean }>('group-settings', chat)?.blocked) return [];
    if (isGroup) {
      learner.group(unit, m, r.sender);
      if (!mayWrite(unit, chat, r.sender, m)) return [];
    } else if ((m.flags ?? 0) & DataMessage_Flag.TIMER_UPDATE || ((m.expireTimerVersion ?? 0) > 0 && !m.reaction && !m.delete)) learner.timer(unit, chat, m);
    if (m.group?.change?.length) unit.tell({ kind: 'group-changed', chat, at: r.timestamp });
    const where = { chat, isGroup, sender: r.sender, self: isSelf, timestamp: r.timestamp, serverTimestamp: r.serverTimestamp };
    const events = c.edit ? translateEdit(unit, m, Number(c.edit.target ?? 0n), where) : translateData(unit, m, where);
    if (events.length && !isSelf) {
      // Anybody can name a group that there is not.
      if (person.accepted || (isGroup && isMember(unit, chat, r.sender))) receipts.set(r.sender, [...(receipts.get(r.sender) ?? []), r.timestamp]);
      else if (!isGroup) for (const e of events) if (e.kind === 'message') e.request = true;
    }
    return events;
  }

  #unreadable(unit: Unit, u: Unreadable, after: (() => void)[]): void {
    log(`a message could not be decrypted: ${u.message}`);
    // Contents that the sender would not repeat anyway (typing, receipts) are not missed by anybody.
    if (u.hint !== L.ContentHint.Implicit) unit.putJson('unreadable', `${u.sender}.${u.timestamp}`, { at: Date.now(), sender: u.sender, timestamp: u.timestamp, group: u.groupId?.length ? base64(u.groupId) : null });
    after.push(() => this.#events.askAgain(u));
  }
}
