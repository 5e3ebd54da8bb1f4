// The account's groups: their keys, their state as last read, and reading it anew when a message shows that it is out of date.
import { fromBinary } from '@bufbuild/protobuf';
import { ActionsSchema, type Actions } from '../../gen/groups_pb.js';
import type { Links } from '../connection/links.ts';
import type { Service } from '../connection/service.ts';
import { bytes, type Bytes } from '../encoding/bytes.ts';
import { Failure } from '../rpc/failure.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import { describeChange, type ChangeNote } from './changes.ts';
import { RemoteGroups, type Endorsements } from './remote.ts';
import { GroupCipher, groupIdOf, readGroup, type Group } from './state.ts';

type Held = { group: Group; endorsements: Endorsements | null };
const MARGIN = 3_600_000;
const ROUNDS = 3;

export class Groups {
  readonly remote: RemoteGroups;
  readonly #store: Store;
  readonly #held = new Map<string, Held>();
  readonly #reading = new Map<string, Promise<Held>>();
  constructor(service: Service, store: Store, links: () => Links) { this.#store = store; this.remote = new RemoteGroups(service, store, links); }

  masterKey(id: string): Bytes {
    const key = this.#store.get('group', id);
    if (!key) throw new Failure('not-found', 'no such group');
    return key;
  }
  ids(): string[] { return this.#store.all('group').map((x) => x.id); }
  /** The state as last read, also of earlier sessions; null where it was never read. */
  last(id: string): Group | null { return this.#held.get(id)?.group ?? this.#store.json<Group>('group-state', id); }
  /** What is being read just now may be older than what is asked for from here on: nobody joins that reading any more. */
  forget(id: string): void { this.#held.delete(id); this.#reading.delete(id); }

  /** The state, fresh enough for a message that named this revision. */
  async get(id: string, revision = 0): Promise<Group> { return (await this.hold(id, revision)).group; }

  async hold(id: string, revision = 0): Promise<Held> {
    const held = this.#held.get(id), expires = held?.endorsements?.expires.getTime() ?? Number.POSITIVE_INFINITY;
    if (held && held.group.revision >= revision && expires > Date.now() + MARGIN) return held;
    const underWay = await this.#reading.get(id);
    if (underWay && underWay.group.revision >= revision) return underWay;
    return this.#reading.get(id) ?? this.#begin(id);
  }

  /** What happened between what was told last and now, each step with its author. The state may have been read since, by somebody who told nothing. */
  async catchUp(id: string): Promise<{ group: Group; notes: ChangeNote[] }> {
    const before = this.#store.json<Group>('group-state', id), masterKey = this.masterKey(id), cipher = new GroupCipher(masterKey), notes: ChangeNote[] = [];
    this.forget(id);   // that something happened is told already: whoever looks because of it must see it
    let group: Group, upTo = this.told(id) ?? 0;
    // Somebody may change it between log and state: then the log has more.
    for (let round = 1; ; round++) {
      if (before) {
        try {
          const log = await this.remote.readLog(cipher.secret, upTo + 1);
          for (const { change } of log.changes) {
            if (!change?.actions.length) continue;
            const actions = fromBinary(ActionsSchema, change.actions);
            if (actions.version <= upTo) continue;
            notes.push(...describeChange(actions, cipher));
            upTo = actions.version;
          }
        } catch (e) {
          if (round === 1 && (!(e instanceof Failure) || e.kind === 'network' || e.kind === 'not-connected')) throw e;   // a log that may not be read: the state alone counts
        }
      }
      this.forget(id);
      group = await this.get(id);
      if (!before || upTo >= group.revision || round === ROUNDS) break;
    }
    const { aci: self, pni } = this.#store.account(), invitation = group.invited.find((m) => m.id === self || m.id === pni);
    // A group of which nothing was known: what concerns the user is that they were invited.
    if (!before && invitation) notes.push({ by: invitation.by, revision: group.revision, what: 'invited', who: self });
    // Whoever is invited by their phone number is told so under their account's name.
    return { group, notes: notes.map((n) => (n.who !== undefined && n.who === pni ? { ...n, who: self } : n)) };
  }

  /** Makes a change on the newest state; if somebody else was faster, it is made again on theirs. */
  async change(id: string, build: (group: Group, cipher: GroupCipher) => Promise<Actions | null>): Promise<{ group: Group; change: Bytes | null }> {
    const masterKey = this.masterKey(id), cipher = new GroupCipher(masterKey);
    for (let attempt = 0; ; attempt++) {
      this.forget(id);
      const group = await this.get(id), actions = await build(group, cipher);
      if (!actions) return { group, change: null };
      actions.version = group.revision + 1;
      try {
        const change = await this.remote.change(cipher.secret, actions);
        if (this.told(id) === group.revision) this.#store.putJson('group-told', id, actions.version);   // whoever asked for it knows
        this.forget(id);
        return { group: await this.get(id).catch(() => group), change };
      } catch (e) {
        if (!(e instanceof Failure) || e.kind !== 'conflict' || attempt >= 4) throw e;
      }
    }
  }

  /** Up to which revision the host was told what happened; null where the group was never read. */
  told(id: string): number | null { return this.#store.json<number>('group-told', id) ?? this.#store.json<Group>('group-state', id)?.revision ?? null; }

  remember(masterKey: Uint8Array): string {
    const id = groupIdOf(masterKey);
    if (!this.#store.get('group', id)) this.#store.put('group', id, masterKey);
    return id;
  }

  #begin(id: string): Promise<Held> {
    const reading: Promise<Held> = this.#read(id, () => this.#reading.get(id) === reading).finally(() => { if (this.#reading.get(id) === reading) this.#reading.delete(id); });
    this.#reading.set(id, reading);
    return reading;
  }

  /** Only the newest reading is kept: one that was overtaken may be older. */
  async #read(id: string, isNewest: () => boolean): Promise<Held> {
    const masterKey = this.masterKey(id), cipher = new GroupCipher(masterKey), answer = await this.remote.read(cipher.secret), unit = new Unit(this.#store);
    const group = answer ? readGroup(masterKey, answer.group, cipher, (aci, key) => unit.put('profilekey', aci, bytes(key))) : this.#withoutUser(id);
    if (isNewest()) unit.putJson('group-state', id, group);
    unit.commit();
    const held = { group, endorsements: answer && this.remote.endorsements(cipher.secret, answer.endorsements, answer.group, (sealed) => cipher.id(sealed)) };
    if (isNewest()) this.#held.set(id, held);
    return held;
  }

  /** Whoever is out is told nothing of a group any more: it is as it was last, without them. */
  #withoutUser(id: string): Group {
    const last = this.#store.json<Group>('group-state', id), { aci, pni } = this.#store.account(), isOther = (m: { id: string }) => m.id !== aci && m.id !== pni;
    if (!last) throw new Failure('forbidden', 'the account is not in this group');
    return { ...last, members: last.members.filter(isOther), invited: last.invited.filter(isOther) };
  }
}
