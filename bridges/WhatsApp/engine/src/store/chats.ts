// The chats of an account, with what is not said in messages: name, mute, archive, pin, unread, timer.
import type { Db } from './database.ts'

export interface ChatFacts {
  name?: string
  mutedUntil?: number
  archived?: boolean
  pinned?: boolean
  unread?: boolean
  /** Seconds after which new messages disappear; 0 for never. */
  timer?: number
  timerSetAt?: number
  announce?: boolean
  locked?: boolean
  /** Where only administrators post, and everybody comments. */
  takesComments?: boolean
}

export class Chats {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  facts(id: string): ChatFacts {
    const row = this.#db.prepare('SELECT facts FROM chat WHERE id = ?', { pluck: true }).get([id])
    return row === undefined ? {} : JSON.parse(String(row))
  }

  /** Stores what is known now; returns what of it is news. */
  learn(id: string, facts: ChatFacts): ChatFacts {
    const known = this.facts(id)
    const news = Object.fromEntries(
      Object.entries(facts).filter(([name, value]) => value !== undefined && known[name as keyof ChatFacts] !== value))
    this.#db.prepare('INSERT INTO chat (id, facts) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET facts = excluded.facts')
      .run([id, JSON.stringify({ ...known, ...news })])
    return news
  }

  active(id: string, at: number): void {
    this.#db.prepare('INSERT INTO chat (id, at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at = max(at, excluded.at)').run([id, at])
  }

  forget(id: string): void {
    this.#db.prepare('DELETE FROM chat WHERE id = ?').run([id])
  }

  /** One chat turns out to be another: what is known of that one counts for more. */
  move(from: string, to: string): void {
    const at = Number(this.#db.prepare('SELECT at FROM chat WHERE id = ?', { pluck: true }).get([from]) ?? 0)
    this.learn(to, { ...this.facts(from), ...this.facts(to) })
    this.active(to, at)
    this.forget(from)
  }

  /** The most recently active first. */
  list(limit: number): { id: string; at: number; facts: ChatFacts }[] {
    return this.#db.prepare('SELECT id, at, facts FROM chat WHERE at > 0 ORDER BY at DESC LIMIT ?').all([limit])
      .map(row => ({ id: String(row.id), at: Number(row.at), facts: JSON.parse(String(row.facts)) }))
  }
}
