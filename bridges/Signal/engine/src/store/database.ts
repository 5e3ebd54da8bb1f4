// Everything that an account must remember, in one encrypted file (Signal's own SQLCipher package; the host gives the key).
import Database from '@signalapp/sqlcipher';
import { fromUtf8, utf8, type Bytes } from '../encoding/bytes.ts';
import type { Account } from './account.ts';

const VERSION = 1;
const DAY = 86_400_000;

export type Told = { seq: number; json: string };

export class Store {
  readonly db: Database;
  readonly #get; readonly #put; readonly #delete; readonly #range; readonly #addTold; readonly #seen; readonly #next; readonly #ack;
  /** Called after each commit that left something to tell. */
  onTold: () => void = () => {};

  constructor(path: string, keyHex: string) {
    if (!/^[0-9a-f]{64}$/.test(keyHex)) throw new Error('the key of the account is not 32 bytes in hexadecimal');
    this.db = new Database(path, { cacheStatements: true });
    try {
      this.db.pragma(`key = "x'${keyHex}'"`);
      this.db.pragma('locking_mode = EXCLUSIVE');   // ratchets are turned by one engine alone
      this.db.pragma('journal_mode = WAL');
      this.db.pragma('synchronous = FULL');
      this.#migrate();
      this.#get = this.db.prepare('SELECT value FROM record WHERE kind = ? AND id = ?', { pluck: true });
      this.#put = this.db.prepare('INSERT INTO record VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
      this.#delete = this.db.prepare('DELETE FROM record WHERE kind = ? AND id = ?');
      this.#range = this.db.prepare('SELECT id, value FROM record WHERE kind = ? AND id >= ? AND id < ? ORDER BY id');
      this.#addTold = this.db.prepare('INSERT INTO told(digest, json) VALUES (?, ?) ON CONFLICT DO NOTHING');
      this.#seen = this.db.prepare('SELECT 1 FROM told WHERE digest = ?', { pluck: true });
      this.#next = this.db.prepare('SELECT seq, json FROM told WHERE json IS NOT NULL AND seq > ? ORDER BY seq LIMIT ?');
      this.#ack = this.db.prepare('UPDATE told SET json = NULL WHERE seq BETWEEN ? AND ?');
    } catch (e) {
      this.db.close();
      throw e;
    }
  }

  #migrate(): void {
    const version = Number(this.db.pragma('user_version', { simple: true }));
    if (version > VERSION) throw new Error(`this account's file was written by a newer engine (version ${version})`);
    if (version === VERSION) return;
    this.db.transaction(() => {
      this.db.exec(`
        CREATE TABLE record(kind TEXT NOT NULL, id TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY(kind, id)) STRICT, WITHOUT ROWID;
        CREATE TABLE told(seq INTEGER PRIMARY KEY AUTOINCREMENT, digest BLOB UNIQUE, json TEXT, at INTEGER NOT NULL DEFAULT (unixepoch())) STRICT;
        CREATE INDEX told_open ON told(seq) WHERE json IS NOT NULL;
        CREATE TABLE message(author TEXT NOT NULL, timestamp INTEGER NOT NULL, chat TEXT NOT NULL, original INTEGER NOT NULL, PRIMARY KEY(author, timestamp)) STRICT, WITHOUT ROWID;
        CREATE INDEX message_versions ON message(author, original);
        CREATE INDEX message_chats ON message(chat, timestamp);
        CREATE TABLE delivery(id TEXT PRIMARY KEY, timestamp INTEGER NOT NULL UNIQUE, result TEXT) STRICT, WITHOUT ROWID;
        CREATE TABLE sent(timestamp INTEGER NOT NULL, recipient TEXT NOT NULL, group_id TEXT, hint INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY(timestamp, recipient)) STRICT, WITHOUT ROWID;
        PRAGMA user_version = ${VERSION};`);
    })();
  }

  get(kind: string, id: string): Bytes | null { return (this.#get.get([kind, id]) as Bytes | undefined) ?? null; }
  put(kind: string, id: string, value: Uint8Array): void { this.#put.run([kind, id, value as Bytes]); }
  delete(kind: string, id: string): void { this.#delete.run([kind, id]); }
  json<T>(kind: string, id: string): T | null { const v = this.get(kind, id); return v && JSON.parse(fromUtf8(v)) as T; }
  putJson(kind: string, id: string, value: unknown): void { this.put(kind, id, utf8(JSON.stringify(value))); }

  /** All records of a kind whose id begins with a text. */
  all(kind: string, prefix = ''): { id: string; value: Bytes }[] {
    return this.#range.all([kind, prefix, `${prefix}\u{10ffff}`]) as { id: string; value: Bytes }[];
  }
  allJson<T>(kind: string): { id: string; value: T }[] {
    return this.all(kind).map(({ id, value }) => ({ id, value: JSON.parse(fromUtf8(value)) as T }));
  }

  account(): Account {
    const account = this.json<Account>('account', '');
    if (!account) throw new Error('this file holds no account');
    return account;
  }
  /** Changes what is named and nothing else: others change other things of it meanwhile. */
  changeAccount(change: Partial<Account>): void { this.putJson('account', '', { ...this.account(), ...change }); }
  /** The first of so many numbers for keys, which nobody else gets. */
  takeKeyIds(count: number): number {
    const first = this.account().nextKeyId;
    this.changeAccount({ nextKeyId: first + count });
    return first;
  }
  hasAccount(): boolean { return this.get('account', '') !== null; }

  // What is told to the host, in order, until it has acknowledged it. Rows without text remember envelopes that told nothing.
  seen(digest: Bytes): boolean { return this.#seen.get([digest]) !== undefined; }
  addTold(digest: Bytes | null, event: unknown): void { this.#addTold.run([digest, event === null ? null : JSON.stringify(event)]); }
  toldAfter(seq: number, limit: number): Told[] { return this.#next.all([seq, limit]) as Told[]; }
  ack(from: number, to: number): void { this.#ack.run([from, to]); }

  // Which chat a message is in, and of which message it is a version: receipts, edits and deletions name times only.
  knowMessage(author: string, timestamp: number, chat: string, original = timestamp): void {
    this.db.prepare('INSERT INTO message VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run([author, timestamp, chat, original]);
  }
  chatOf(author: string, timestamp: number): string | null {
    return (this.db.prepare('SELECT chat FROM message WHERE author = ? AND timestamp = ?', { pluck: true }).get([author, timestamp]) as string | undefined) ?? null;
  }
  originalOf(author: string, timestamp: number): number {
    return (this.db.prepare('SELECT original FROM message WHERE author = ? AND timestamp = ?', { pluck: true }).get([author, timestamp]) as number | undefined) ?? timestamp;
  }
  newestVersion(author: string, original: number): number {
    return (this.db.prepare('SELECT max(timestamp) FROM message WHERE author = ? AND original = ?', { pluck: true }).get([author, original]) as number | null | undefined) ?? original;
  }
  versions(author: string, original: number): number {
    return this.db.prepare('SELECT count(*) FROM message WHERE author = ? AND original = ?', { pluck: true }).get([author, original]) as number;
  }

  newestIn(chat: string, limit: number): { author: string; timestamp: number }[] {
    return this.db.prepare('SELECT author, timestamp FROM message WHERE chat = ? AND original = timestamp ORDER BY timestamp DESC LIMIT ?').all([chat, limit]) as { author: string; timestamp: number }[];
  }

  /** What others said in a chat between two times, the newest ones where they are many. */
  messagesBetween(chat: string, after: number, upTo: number, self: string, limit: number): { author: string; timestamp: number }[] {
    return this.db.prepare('SELECT author, timestamp FROM message WHERE chat = ? AND timestamp > ? AND timestamp <= ? AND author <> ? AND original = timestamp ORDER BY timestamp DESC LIMIT ?')
      .all([chat, after, upTo, self, limit]) as { author: string; timestamp: number }[];
  }

  /** The time, and so the identity, of what the host hands over under this name: the same however often it is tried. Grows. */
  timeOf(delivery: string, now = Date.now()): { timestamp: number; result: string | null } {
    return this.db.transaction(() => {
      const known = this.db.prepare('SELECT timestamp, result FROM delivery WHERE id = ?').get([delivery]) as { timestamp: number; result: string | null } | undefined;
      if (known) return known;
      const last = this.db.prepare('SELECT max(timestamp) FROM delivery', { pluck: true }).get() as number | null | undefined, timestamp = Math.max(now, (last ?? 0) + 1);
      this.db.prepare('INSERT INTO delivery VALUES (?, ?, NULL)').run([delivery, timestamp]);
      return { timestamp, result: null };
    })();
  }
  delivered(delivery: string, result: unknown): void { this.db.prepare('UPDATE delivery SET result = ? WHERE id = ?').run([JSON.stringify(result), delivery]); }

  // What was sent lately, to be said again where a device could not read it.
  logSent(timestamp: number, recipients: readonly string[], groupId: string | null, hint: number, content: Uint8Array): void {
    const insert = this.db.prepare('INSERT INTO sent VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
    for (const recipient of recipients) insert.run([timestamp, recipient, groupId, hint, content as Bytes]);
  }
  sent(timestamp: number, recipient: string): { group_id: string | null; hint: number; content: Bytes } | null {
    return (this.db.prepare('SELECT group_id, hint, content FROM sent WHERE timestamp = ? AND recipient = ?').get([timestamp, recipient]) as { group_id: string | null; hint: number; content: Bytes } | undefined) ?? null;
  }

  /** Forgets what can be of no use any more: envelopes are repeated by the service for weeks at most, messages asked for again for a day. */
  prune(now = Date.now()): void {
    this.db.transaction(() => {
      this.db.prepare('DELETE FROM told WHERE json IS NULL AND at < ?').run([Math.floor((now - 60 * DAY) / 1000)]);
      this.db.prepare('DELETE FROM sent WHERE timestamp < ?').run([now - DAY]);
      this.db.prepare('DELETE FROM delivery WHERE timestamp < ?').run([now - 30 * DAY]);
      this.db.prepare('DELETE FROM message WHERE timestamp < ?').run([now - 90 * DAY]);
      for (const { id } of this.all('reached')) if (Number(id) < now - 30 * DAY) this.delete('reached', id);
      for (const { id, value } of this.allJson<{ timestamp: number }>('late')) if (value.timestamp < now - 90 * DAY) this.delete('late', id);
      for (const { id, value } of this.allJson<number>('call-at')) if (value < now - 90 * DAY) this.delete('call-at', id);
      for (const { id } of this.all('own-quote')) if (Number(id) < now - 2 * DAY) this.delete('own-quote', id);   // edits are taken for one
      for (const { id, value } of this.allJson<number>('story')) if (value < now - 2 * DAY) this.delete('story', id);   // it is gone after one
    })();
  }
  close(): void { this.db.close(); }
}
