// A unit of work. libsignal's store calls are asynchronous, the database is not: a cryptographic step reads through to the
// database, keeps its writes in memory, and commit() makes all of them durable in one transaction, together with whatever is to be
// told to the host. A step that fails leaves nothing behind.
import { utf8, fromUtf8, type Bytes } from '../encoding/bytes.ts';
import type { Account, Kind } from './account.ts';
import type { Store } from './database.ts';
import { Identities, KemKeys, PreKeys, SenderKeys, Sessions, SignedKeys } from './protocolStores.ts';

type Event = Record<string, unknown>;

export class Unit {
  readonly store: Store;
  readonly account: Account;
  readonly #parent: Unit | null;
  readonly #writes = new Map<string, [kind: string, id: string, value: Bytes | null]>();
  readonly #messages: { author: string; timestamp: number; chat: string; original: number }[] = [];
  readonly #told: { digest: Bytes | null; event: Event | null }[] = [];
  #change: Partial<Account> = {};

  constructor(store: Store, account: Account = store.account(), parent: Unit | null = null) {
    this.store = store;
    this.account = account;
    this.#parent = parent;
  }

  /** A step inside this unit: merged into it when it went well, dropped when not. */
  async step<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    const inner = new Unit(this.store, this.account, this), result = await work(inner);
    for (const [key, write] of inner.#writes) this.#writes.set(key, write);
    this.#told.push(...inner.#told);
    this.#messages.push(...inner.#messages);
    Object.assign(this.#change, inner.#change);
    return result;
  }

  get(kind: string, id: string): Bytes | null {
    const write = this.#writes.get(`${kind}\0${id}`);
    if (write) return write[2];
    return this.#parent ? this.#parent.get(kind, id) : this.store.get(kind, id);
  }
  put(kind: string, id: string, value: Uint8Array | null): void { this.#writes.set(`${kind}\0${id}`, [kind, id, value as Bytes | null]); }
  json<T>(kind: string, id: string): T | null { const v = this.get(kind, id); return v && JSON.parse(fromUtf8(v)) as T; }
  putJson(kind: string, id: string, value: unknown): void { this.put(kind, id, utf8(JSON.stringify(value))); }

  /** Of the account, only what is named: others change other things of it before this is durable. */
  changeAccount(change: Partial<Account>): void { Object.assign(this.account, change); Object.assign(this.#change, change); }

  /** What the host is told once this unit is durable; with a digest at most once for ever. */
  tell(event: Event | null, digest: Bytes | null = null): void { this.#told.push({ digest, event }); }

  // Which chat a message is in, and of which message it is a version (see the store).
  knowMessage(author: string, timestamp: number, chat: string, original = timestamp): void { this.#messages.push({ author, timestamp, chat, original }); }
  chatOf(author: string, timestamp: number): string | null {
    return this.#messages.find((m) => m.author === author && m.timestamp === timestamp)?.chat ?? (this.#parent ?? this.store).chatOf(author, timestamp);
  }
  originalOf(author: string, timestamp: number): number {
    return this.#messages.find((m) => m.author === author && m.timestamp === timestamp)?.original ?? (this.#parent ?? this.store).originalOf(author, timestamp);
  }
  versions(author: string, original: number): number {
    return this.#messages.filter((m) => m.author === author && m.original === original).length + (this.#parent ?? this.store).versions(author, original);
  }

  commit(also: () => void = () => {}): void {
    this.store.db.transaction(() => {
      for (const [kind, id, value] of this.#writes.values()) {
        if (value) this.store.put(kind, id, value);
        else this.store.delete(kind, id);
      }
      if (Object.keys(this.#change).length) this.store.changeAccount(this.#change);
      for (const m of this.#messages) this.store.knowMessage(m.author, m.timestamp, m.chat, m.original);
      for (const { digest, event } of this.#told) this.store.addTold(digest, event);
      also();
    })();
    const told = this.#told.some((x) => x.event !== null);
    this.#writes.clear();
    this.#change = {};
    this.#told.length = 0;
    this.#messages.length = 0;
    if (told) this.store.onTold();
  }

  /** The devices of a person with whom there is a session. */
  devices(serviceId: string, who: Kind = 'aci'): number[] {
    const kind = `session-${who}`, prefix = `${serviceId}.`, number = (id: string) => Number(id.slice(prefix.length));
    const ids = new Set(this.#parent ? this.#parent.devices(serviceId, who) : this.store.all(kind, prefix).map((x) => number(x.id)));
    for (const [k, id, value] of this.#writes.values()) {
      if (k !== kind || !id.startsWith(prefix)) continue;
      if (value) ids.add(number(id));
      else ids.delete(number(id));
    }
    return [...ids].sort((a, b) => a - b);
  }

  sessions(who: Kind = 'aci'): Sessions { return new Sessions(this, `session-${who}`); }
  identities(who: Kind = 'aci'): Identities { return new Identities(this, who); }
  preKeys(who: Kind): PreKeys { return new PreKeys(this, `ec-${who}`); }
  signedKeys(who: Kind): SignedKeys { return new SignedKeys(this, `signed-${who}`); }
  kemKeys(who: Kind): KemKeys { return new KemKeys(this, `kem-${who}`); }
  senderKeys(): SenderKeys { return new SenderKeys(this); }
}
