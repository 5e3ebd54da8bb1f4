// One ciphertext for a whole group where possible; members it cannot reach so get their own.
import { randomUUID } from 'node:crypto';
import * as L from '@signalapp/libsignal-client';
import { create, toBinary } from '@bufbuild/protobuf';
import { ContentSchema } from '../../gen/content_pb.js';
import { pad } from '../encoding/padding.ts';
import type { Endorsements } from '../groups/remote.ts';
import { secretOf, type Group } from '../groups/state.ts';
import { log } from '../rpc/log.ts';
import { Unit } from '../store/unit.ts';
import { failed, type Outcome } from './outcome.ts';
import { keepReached, reached } from './reached.ts';
import type { ContentInit, How, Sender } from './sender.ts';

/** The key that the members have of us, and which devices were given it. */
type SharedKey = { distribution: string; made: number; with: Record<string, number[]> };
const ATTEMPTS = 4;
const LONGEST_USE = 14 * 86_400_000;

export class GroupSender {
  readonly #sender: Sender;
  constructor(sender: Sender) { this.#sender = sender; }

  async send(group: Group, masterKey: Uint8Array, endorsements: Endorsements | null, content: ContentInit, how: How): Promise<Outcome[]> {
    const { store } = this.#sender, self = store.account().aci, groupId = secretOf(masterKey).getPublicParams().getGroupIdentifier().serialize();
    const raw = toBinary(ContentSchema, create(ContentSchema, content)), others = group.members.map((m) => m.id).filter((m) => m !== self), inGroup: How = { ...how, groupId };
    const done = new Map<string, Outcome>((how.logged ? reached(store, how.timestamp) : []).map((m) => [m, { recipient: m, ok: true, sealed: true }]));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (const m of others) if (!done.get(m)?.ok && store.get('distrusted', m)) done.set(m, { recipient: m, ok: false, failure: { kind: 'identity', text: 'the safety number of a verified person changed', certain: true } });
      const reach = others.filter((m) => !done.has(m) && endorsements?.token([m]));
      if (!reach.length) break;
      try {
        const given = await this.#together(group.id, reach, endorsements!, raw, inGroup, done);
        for (const m of given) done.set(m, { recipient: m, ok: true, sealed: true });
        break;
      } catch (e) {
        if (L.LibSignalErrorBase.is(e, L.ErrorCode.MismatchedDevices)) {
          for (const entry of (e as L.MismatchedDevicesError & { entries: L.MismatchedDevicesEntry[] }).entries)
            await this.#sender.sessions.agree(entry, endorsements!.token([entry.account.getServiceIdString()])).catch((error: unknown) => done.set(entry.account.getServiceIdString(), failed(entry.account.getServiceIdString(), error)));
        } else if (isSpoilt(e)) {
          log('the key for a group could not be used and is made anew', e);
          store.delete('group-key', group.id);
        } else if (L.LibSignalErrorBase.is(e, L.ErrorCode.RequestUnauthorized)) {
          break;   // the endorsements are not taken: everybody gets their own
        } else {
          for (const m of reach) done.set(m, failed(m, e));
          break;
        }
      }
    }
    const left = others.filter((m) => !done.has(m));
    for (const outcome of await Promise.all(left.map((m) => this.#sender.toPerson(m, content, inGroup)))) done.set(outcome.recipient, outcome);
    const outcomes = others.map((m) => done.get(m)!);
    if (how.logged) keepReached(store, how.timestamp, outcomes);
    return outcomes;
  }

  /** The members that got it; whoever cannot be given the key is left to get their own ciphertext. */
  async #together(id: string, reach: string[], endorsements: Endorsements, raw: Uint8Array, how: How, done: Map<string, Outcome>): Promise<string[]> {
    const { store, sessions, turns } = this.#sender, shared = store.json<SharedKey>('group-key', id) ?? { distribution: randomUUID(), made: Date.now(), with: {} };
    const devices: Record<string, number[]> = {};
    for (const m of reach) {
      try { devices[m] = await sessions.devices(m, endorsements.token([m])); }
      catch (e) { done.set(m, failed(m, e)); }
    }
    const members = reach.filter((m) => devices[m]?.length), gone = Object.keys(shared.with).some((m) => !devices[m] || shared.with[m]!.some((d) => !devices[m]!.includes(d)));
    // Who left must not read on.
    if (gone || shared.made < Date.now() - LONGEST_USE) Object.assign(shared, { distribution: randomUUID(), made: Date.now(), with: {} });
    const without = members.filter((m) => devices[m]!.some((d) => !shared.with[m]?.includes(d)));
    if (without.length) await this.#share(id, shared, without, devices, endorsements, how);
    const given = members.filter((m) => devices[m]!.every((d) => shared.with[m]?.includes(d)));
    if (!given.length) return [];
    const payload = await turns.take(async () => {
      const unit = new Unit(store), a = unit.account, me = L.ProtocolAddress.new(a.aci, a.deviceId), hint = how.hint ?? L.ContentHint.Resendable;
      const cipher = await L.groupEncrypt(me, shared.distribution, unit.senderKeys(), pad(raw));
      const content = L.UnidentifiedSenderMessageContent.new(cipher, await this.#sender.certificate(), hint, how.groupId!);
      const recipients = given.flatMap((m) => devices[m]!.map((d) => L.ProtocolAddress.new(m, d)));
      const out = await L.sealedSenderMultiRecipientEncrypt({ content, recipients, identityStore: unit.identities(), sessionStore: unit.sessions() });
      unit.commit(() => { if (how.logged) store.logSent(how.timestamp, given, id, hint, raw); });
      return out;
    });
    await this.#sender.links().open.sendMultiRecipientMessage({ payload, timestamp: how.timestamp, auth: endorsements.token(given)!, onlineOnly: how.online ?? false, urgent: how.urgent ?? true });
    return given;
  }

  async #share(id: string, shared: SharedKey, members: string[], devices: Record<string, number[]>, endorsements: Endorsements, how: How): Promise<void> {
    const { store, turns } = this.#sender;
    const distribution = await turns.take(async () => {
      const unit = new Unit(store), a = unit.account;
      const message = await L.SenderKeyDistributionMessage.create(L.ProtocolAddress.new(a.aci, a.deviceId), shared.distribution, unit.senderKeys());
      unit.commit();
      return message.serialize();
    });
    for (const m of members) {
      const outcome = await this.#sender.toPerson(m, { senderKeyDistribution: distribution }, { ...how, token: endorsements.token([m]), hint: L.ContentHint.Implicit, logged: false });
      // A session may have changed while the key was given out; who has it is what the store says now.
      if (outcome.ok) shared.with[m] = new Unit(store).devices(m).filter((d) => devices[m]!.includes(d));
    }
    store.putJson('group-key', id, shared);
  }
}

/** A stored key without a usable state: it must not be used again. */
const isSpoilt = (e: unknown): boolean =>
  L.LibSignalErrorBase.is(e, L.ErrorCode.InvalidSenderKeySession) || (L.LibSignalErrorBase.is(e, L.ErrorCode.Generic) && /sender ?key|protobuf|message key|chain/i.test((e as Error).message));
