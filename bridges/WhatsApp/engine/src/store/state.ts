// The account's durable state as one unit of work: what Baileys stores is kept in memory until commit() writes all of it, together with
// the events that came of it, in one transaction. So a kill leaves a message and the key that opened it both, or neither.
import { BufferJSON, initAuthCreds, proto, type AuthenticationCreds, type SignalDataSet, type SignalDataTypeMap, type SignalKeyStore } from 'baileys'
import type { Db } from './database.ts'
import { storedEvent, type Event } from './events.ts'

export type { Event }

export class State {
  readonly db: Db
  readonly keys: SignalKeyStore
  readonly creds: AuthenticationCreds
  onEvents: () => void = () => {}
  #pending = new Map<string, { type: string; id: string; value: unknown }>()
  #work: (() => void)[] = []
  #credsChanged = false

  constructor(db: Db) {
    this.db = db
    const stored = this.setting('creds')
    this.creds = stored ? JSON.parse(stored, BufferJSON.reviver) : initAuthCreds()
    this.keys = { get: async (type, ids) => this.#get(type, ids), set: async data => this.#set(data) }
  }

  get dirty(): boolean {
    return this.#credsChanged || this.#pending.size > 0 || this.#work.length > 0
  }

  setting(name: string): string | undefined {
    return this.db.prepare('SELECT value FROM setting WHERE name = ?', { pluck: true }).get([name]) as string | undefined
  }

  saveSetting(name: string, value: string): void {
    this.db.prepare('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run([name, value])
  }

  credsChanged(): void {
    this.#credsChanged = true
  }

  /** Adds rows to the next commit. */
  add(work: () => void): void {
    this.#work.push(work)
  }

  /** Puts an event on its way to the host, with the next commit. */
  tell(event: Event): void {
    const told = JSON.stringify(event)
    this.#work.push(() => this.db.prepare('INSERT INTO outbox (event) VALUES (?)').run([told]))
  }

  /** The same within the transaction that is under way; the host hears of it with the next commit. */
  tellWithin(event: Event): void {
    this.db.prepare('INSERT INTO outbox (event) VALUES (?)').run([JSON.stringify(event)])
    this.#work.push(() => {})
  }

  commit(): void {
    if (!this.dirty) {
      return
    }
    const pending = [...this.#pending.values()]
    const work = this.#work
    this.db.transaction(() => {
      for (const { type, id, value } of pending) {
        this.#write(type, id, value)
      }
      if (this.#credsChanged) {
        this.saveSetting('creds', JSON.stringify(this.creds, BufferJSON.replacer))
      }
      for (const step of work) {
        step()
      }
    })()
    this.#pending.clear()
    this.#work = []
    this.#credsChanged = false
    if (work.length > 0) {
      this.onEvents()
    }
  }

  /** Events after the given one, oldest first. */
  outbox(after: number, limit: number): { seq: number; event: Event }[] {
    const rows = this.db.prepare('SELECT seq, event FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?').all([after, limit])
    return rows.map(row => ({ seq: Number(row.seq), event: storedEvent(String(row.event)) }))
  }

  /** The host has journaled everything up to this event. */
  acknowledge(seq: number): void {
    this.db.prepare('DELETE FROM outbox WHERE seq <= ?').run([seq])
  }

  #write(type: string, id: string, value: unknown): void {
    if (value === null || value === undefined) {
      this.db.prepare('DELETE FROM signal WHERE type = ? AND id = ?').run([type, id])
    } else {
      this.db.prepare('INSERT INTO signal VALUES (?, ?, ?) ON CONFLICT (type, id) DO UPDATE SET value = excluded.value')
        .run([type, id, JSON.stringify(value, BufferJSON.replacer)])
    }
  }

  #get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]): { [id: string]: SignalDataTypeMap[T] } {
    const found: { [id: string]: SignalDataTypeMap[T] } = {}
    for (const id of ids) {
      const value = this.#read(type, id)
      if (value !== null && value !== undefined) {
        found[id] = value as SignalDataTypeMap[T]
      }
    }
    return found
  }

  #read(type: string, id: string): unknown {
    const pending = this.#pending.get(`${type}\0${id}`)
    if (pending) {
      return pending.value
    }
    const row = this.db.prepare('SELECT value FROM signal WHERE type = ? AND id = ?', { pluck: true }).get([type, id])
    if (row === undefined) {
      return undefined
    }
    const value = JSON.parse(String(row), BufferJSON.reviver)
    return type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value
  }

  #set(data: SignalDataSet): void {
    for (const [type, items] of Object.entries(data)) {
      for (const [id, value] of Object.entries(items ?? {})) {
        this.#pending.set(`${type}\0${id}`, { type, id, value })
      }
    }
  }
}
