// Who may delete what others said in a group, as it was when the group was last heard of. Of a group that was never asked about, nobody.
import type { Db } from './database.ts'
import type { Event } from './events.ts'

export class Administrators {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  has(chat: string, person: string): boolean {
    return this.#of(chat).includes(person)
  }

  /** They are these, and nobody else. */
  set(chat: string, people: string[]): void {
    const known = this.#of(chat)
    if (known.length === people.length && people.every(person => known.includes(person))) {
      return
    }
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM administrator WHERE chat = ?').run([chat])
      people.forEach(person => this.#add(chat, person))
    })()
  }

  /** What a notice of the server says of people in a group. */
  apply({ chat, change, users }: Event): void {
    for (const user of (users ?? []) as string[]) {
      if (change === 'promote') {
        this.#add(String(chat), user)
      } else if (['demote', 'remove', 'leave'].includes(String(change))) {
        this.#db.prepare('DELETE FROM administrator WHERE chat = ? AND person = ?').run([String(chat), user])
      }
    }
  }

  /** One person turns out to be another. */
  move(from: string, to: string): void {
    this.#db.prepare('UPDATE OR REPLACE administrator SET person = ? WHERE person = ?').run([to, from])
  }

  #of(chat: string): string[] {
    return this.#db.prepare('SELECT person FROM administrator WHERE chat = ?', { pluck: true }).all([chat]).map(String)
  }

  #add(chat: string, person: string): void {
    this.#db.prepare('INSERT OR IGNORE INTO administrator VALUES (?, ?)').run([chat, person])
  }
}
