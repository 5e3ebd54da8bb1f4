// The engine's parts on a database of their own, without a connection.
import type { WAMessage } from 'baileys'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Journal } from '../../../../bridges/WhatsApp/engine/src/receive/journal.ts'
import { Books } from '../../../../bridges/WhatsApp/engine/src/session/books.ts'
import { Gate } from '../../../../bridges/WhatsApp/engine/src/session/gate.ts'
import type { Event } from '../../../../bridges/WhatsApp/engine/src/store/state.ts'

export const me = { lid: '1000@lid', id: '4915100000@s.whatsapp.net' }
export const alice = { lid: '2000@lid', number: '4915200000@s.whatsapp.net' }

export class Bed {
  books: Books
  journal: Journal
  readonly #folder = mkdtempSync(join(tmpdir(), 'engine-'))

  constructor() {
    [this.books, this.journal] = this.#open()
    this.books.state.creds.me = me
    this.books.state.credsChanged()
    this.books.state.commit()
  }

  /** As after a restart of the engine. */
  reopen(): void {
    this.books.close();
    [this.books, this.journal] = this.#open()
  }

  take(...messages: WAMessage[]): void {
    this.journal.take('messages.upsert', { messages, type: 'notify' })
  }

  /** What the host is told. */
  get told(): Event[] {
    return this.books.state.outbox(0, 100_000).map(({ event }) => event)
  }

  [Symbol.dispose](): void {
    this.books.close()
    rmSync(this.#folder, { recursive: true })
  }

  #open(): [Books, Journal] {
    const books = new Books(this.#folder, '0'.repeat(64))
    return [books, new Journal(books, new Gate(books.state))]
  }
}

let count = 0

/** A message to the account. */
export function said(message: WAMessage['message'], more: Partial<WAMessage> = {}): WAMessage {
  const { key, ...rest } = more
  return { key: { remoteJid: alice.lid, remoteJidAlt: alice.number, id: `ID${++count}`, fromMe: false, ...key }, message, messageTimestamp: 1_700_000_000, ...rest }
}
