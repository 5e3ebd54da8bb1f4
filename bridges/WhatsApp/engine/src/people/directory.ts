// What the account knows of people. A name from the address book is its owner's alone; what all may see is the name people give themselves.
import type { Db } from '../store/database.ts'

export interface Person {
  pushName?: string
  contactName?: string
  businessName?: string
}

export class Directory {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  get(id: string): Person {
    const row = this.#db.prepare('SELECT facts FROM person WHERE id = ?', { pluck: true }).get([id])
    return row === undefined ? {} : JSON.parse(String(row))
  }

  /** Adds what is known now; true if it was not known. An empty name never replaces a name. */
  learn(id: string, facts: Person): boolean {
    const known = this.get(id)
    const news = Object.entries(facts).filter(([name, value]) => value && known[name as keyof Person] !== value)
    if (news.length === 0) {
      return false
    }
    const merged = JSON.stringify({ ...known, ...Object.fromEntries(news) })
    this.#db.prepare('INSERT INTO person VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET facts = excluded.facts').run([id, merged])
    return true
  }

  /** Two that were taken for two people are one. */
  move(from: string, to: string): void {
    this.learn(to, { ...this.get(from), ...this.get(to) })
    this.#db.prepare('DELETE FROM person WHERE id = ?').run([from])
  }

  all(): { id: string; person: Person }[] {
    return this.#db.prepare('SELECT id, facts FROM person').all().map(row => ({ id: String(row.id), person: JSON.parse(String(row.facts)) }))
  }
}
