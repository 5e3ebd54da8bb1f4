// What messages teach by the way: profile keys, groups, timers, who belongs to which phone number.
import * as L from '@signalapp/libsignal-client';
import type { Content, DataMessage } from '../../gen/content_pb.js';
import { bytes, sameBytes } from '../encoding/bytes.ts';
import { groupIdOf, type Group } from '../groups/state.ts';
import { learnPerson } from '../people/person.ts';
import type { Unit } from '../store/unit.ts';
import type { Received } from './envelope.ts';

export type Timer = { seconds: number; version: number };

export class Learner {
  /** Groups in which something happened that we have not read yet. */
  readonly changedGroups = new Set<string>();
  readonly newProfiles = new Set<string>();

  /** The chat with a person: it keeps the name under which it began, even where that was a phone number's identity. */
  directChat(unit: Unit, person: string): string {
    const alias = unit.get('chat-alias', person);
    return alias ? new TextDecoder().decode(alias) : person;
  }

  profileKey(unit: Unit, person: string, m: DataMessage): void {
    if (m.profileKey?.length !== 32 || person.startsWith('PNI:')) return;
    const old = unit.get('profilekey', person);
    if (old && sameBytes(old, m.profileKey)) return;
    unit.put('profilekey', person, m.profileKey);
    learnPerson(unit.store, person, { profileReadAt: 0 });
    this.newProfiles.add(person);
  }

  group(unit: Unit, m: DataMessage, sender: string): void {
    const g = m.group;
    if (g?.masterKey?.length !== 32) return;
    const id = groupIdOf(g.masterKey), known = unit.json<Group>('group-state', id);
    if (!unit.get('group', id)) unit.put('group', id, bytes(g.masterKey));
    // What its members have spoken of so far.
    if (known?.members.some((x) => x.id === sender) && (g.revision ?? 0) > (unit.json<number>('group-spoken', id) ?? -1)) unit.putJson('group-spoken', id, g.revision ?? 0);
    if (Math.min(known?.revision ?? -1, unit.json<number>('group-told', id) ?? Number.MAX_SAFE_INTEGER) < (g.revision ?? 0) || (sender && known && !known.members.some((x) => x.id === sender))) this.changedGroups.add(id);
  }

  /** A newer timer of a direct chat; in groups it is part of the group's state. */
  timer(unit: Unit, chat: string, m: DataMessage): void {
    const known = unit.json<Timer>('timer', chat) ?? { seconds: 0, version: 1 }, version = m.expireTimerVersion ?? known.version;
    if (version >= known.version) unit.putJson('timer', chat, { seconds: m.expireTimer ?? 0, version } satisfies Timer);
  }

  /** Somebody proves that a phone number's identity and an account are the same person. */
  pniSignature(unit: Unit, c: Content, received: Received): void {
    const p = c.pniSignature;
    if (!p?.pni || !p.signature || received.sender.startsWith('PNI:')) return;
    try {
      const pni = L.Pni.fromUuidBytes(bytes(p.pni)).getServiceIdString(), ofNumber = unit.get('identity', pni), own = unit.get('identity', received.sender);
      if (!ofNumber || !own || !L.PublicKey.deserialize(ofNumber).verifyAlternateIdentity(L.PublicKey.deserialize(own), bytes(p.signature))) return;
      this.samePerson(unit, pni, received.sender);
    } catch { /* a proof that proves nothing */ }
  }

  samePerson(unit: Unit, pni: string, aci: string): void {
    learnPerson(unit.store, aci, { pni });
    if (unit.get('person-of-pni', pni)) return;
    unit.put('person-of-pni', pni, new TextEncoder().encode(aci));
    if (unit.get('chat-begun', pni)) unit.put('chat-alias', aci, new TextEncoder().encode(pni));
    unit.tell({ kind: 'same-person', pni, person: aci });
  }
}
