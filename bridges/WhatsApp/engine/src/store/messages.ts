// Messages are kept for what WhatsApp asks for later: a repeat for somebody who could not read one, the secret that opens a vote or an
// edit, the key that names a message in a reply, and the history that the phone handed over once.
import { proto } from 'baileys'
import { isStickerPack, type Db } from './database.ts'
import { storedEvent, type Event } from './events.ts'

const keptFor = 400 * 24 * 3600 * 1000

const mostStickerPacks = 200

const deleted = JSON.stringify({ type: 'deleted' })

export interface Stored {
  chat: string
  id: string
  sender: string
  mine: boolean
  /** Milliseconds since 1970. */
  at: number
  info: proto.IWebMessageInfo
  event?: Event
}

export interface Page {
  events: Event[]
  /** The id of the oldest of them. */
  first: string | undefined
  /** Whether nothing is before them. */
  isLast: boolean
}

const mostInPage = 50

/** In characters of JSON. */
const largestPage = 1 << 20

/** As it is stored. */
export const encoded = (info: proto.IWebMessageInfo): Buffer<ArrayBuffer> => Buffer.from(proto.WebMessageInfo.encode(info).finish())

export class Messages {
  readonly #db: Db
  #place = Date.now() * 1000

  constructor(db: Db) {
    this.#db = db
  }

  /** Keeps a message; true if it was not known. One that is known keeps its content, unless it had none that could be read. */
  keep(message: Stored, content = encoded(message.info)): boolean {
    return this.#insert(message, content, ++this.#place)
  }

  /** The same for what was said before all that is known of the same second in its chat. */
  keepBefore(message: Stored): boolean {
    const first = this.#db.prepare('SELECT min(place) FROM message WHERE chat = ? AND at = ?', { pluck: true }).get([message.chat, message.at])
    return this.#insert(message, encoded(message.info), first === null || first === undefined ? ++this.#place : Number(first) - 1)
  }

  #insert(message: Stored, content: Buffer<ArrayBuffer>, place: number): boolean {
    const event = message.event ? JSON.stringify(message.event) : null
    const done = this.#db.prepare(
      'INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, id) DO UPDATE SET event = excluded.event, content = excluded.content '
      + 'WHERE message.event IS NULL AND excluded.event IS NOT NULL')
      .run([message.chat, message.id, message.sender, message.mine ? 1 : 0, message.at, place, event, content])
    return done.changes > 0
  }

  forgetPlaceholder(chat: string, id: string): void {
    this.#db.prepare('UPDATE message SET event = NULL WHERE chat = ? AND id = ?').run([chat, id])
  }

  /** What adds to a message (reaction, edit, deletion, vote) is none itself; that it came is remembered, for a repeat of it cannot be read. */
  keepAddOn(chat: string, id: string, at: number): void {
    this.#db.prepare('INSERT OR IGNORE INTO add_on VALUES (?, ?, ?)').run([chat, id, at])
  }

  /** Whether it came before, as a message or as what adds to one. */
  knows(chat: string, id: string): boolean {
    const rows = this.#db.prepare('SELECT 1 FROM message WHERE chat = ? AND id = ? UNION ALL SELECT 1 FROM add_on WHERE chat = ? AND id = ?')
    return rows.get([chat, id, chat, id]) !== undefined
  }

  /** The history holds messages as they are now. */
  apply({ type, ...change }: Event): void {
    const [chat, target] = [String(change.chat), String(change.target)]
    if (type === 'delete') {
      this.#markDeleted(chat, target)
    } else if (type === 'edit') {
      this.#applyEdit(chat, target, change)
    } else if (type === 'reaction') {
      this.#respond(chat, target, 'reactions', { sender: change.sender, emoji: change.emoji, at: change.at }, change.emoji !== '')
    } else if (type === 'vote') {
      this.#respond(chat, target, 'votes', { sender: change.sender, options: change.options, at: change.votedAt }, true)
    }
  }

  /** What was deleted for everyone is history no longer, but known: it is not told again should it come again. */
  #markDeleted(chat: string, id: string): void {
    this.#db.prepare('UPDATE message SET event = ? WHERE chat = ? AND id = ?').run([deleted, chat, id])
  }

  isDeleted(chat: string, id: string): boolean {
    return this.get(chat, id)?.event?.type === 'deleted'
  }

  /** A post in a channel has a second number, which its server gives. */
  number(chat: string, id: string, serverId: string): void {
    const stored = this.get(chat, id)
    if (stored?.event) {
      this.#saveEvent(chat, id, { ...stored.event, serverId })
    }
  }

  /** Everything of one person or chat is another's from now on; what both have stays once. */
  move(from: string, to: string): void {
    this.#db.prepare("UPDATE message SET event = json_set(event, '$.sender', ?) WHERE sender = ? AND event IS NOT NULL").run([to, from])
    this.#db.prepare('UPDATE message SET sender = ? WHERE sender = ?').run([to, from])
    this.#db.prepare("UPDATE message SET event = json_set(event, '$.chat', ?) WHERE chat = ? AND event IS NOT NULL").run([to, from])
    this.#db.prepare('UPDATE OR IGNORE message SET chat = ? WHERE chat = ?').run([to, from])
    this.#db.prepare('DELETE FROM message WHERE chat = ?').run([from])
    this.#db.prepare('UPDATE OR IGNORE add_on SET chat = ? WHERE chat = ?').run([to, from])
    this.#db.prepare('DELETE FROM add_on WHERE chat = ?').run([from])
  }

  #applyEdit(chat: string, id: string, edit: Record<string, unknown>): void {
    const stored = this.get(chat, id)
    if (stored?.event?.type === 'message' && Number(edit.version) > Number(stored.event.version ?? 0)) {
      const { content, mentions, everyone, version } = edit
      this.#saveEvent(chat, id, { ...stored.event, content, mentions, everyone, version })
    }
  }

  /** Of each person the last one counts. */
  #respond(chat: string, id: string, what: 'reactions' | 'votes', response: Record<string, unknown>, stands: boolean): void {
    const stored = this.get(chat, id)
    if (stored?.event?.type === 'message') {
      const others = ((stored.event[what] ?? []) as { sender: unknown }[]).filter(({ sender }) => sender !== response.sender)
      this.#saveEvent(chat, id, { ...stored.event, [what]: stands ? [...others, response] : others })
    }
  }

  #saveEvent(chat: string, id: string, event: Event): void {
    this.#db.prepare('UPDATE message SET event = ? WHERE chat = ? AND id = ?').run([JSON.stringify(event), chat, id])
  }

  /** From now on the message's file is another's. */
  replaceFile(chat: string, id: string, other: proto.IWebMessageInfo): void {
    const stored = this.get(chat, id)
    if (stored) {
      const content = encoded({ ...stored.info, message: other.message })
      this.#db.prepare('UPDATE message SET content = ? WHERE chat = ? AND id = ?').run([content, chat, id])
    }
  }

  get(chat: string, id: string): Stored | undefined {
    const row = this.#db.prepare('SELECT * FROM message WHERE chat = ? AND id = ?').get([chat, id])
    return row && read(row)
  }

  /**
   * The newest messages that have something to show, oldest first: as many as fit into an answer.
   * @param range after which time; the newest of them; the one that comes next
   */
  history(chat: string, limit: number, range: { since?: number; through?: string; before?: string } = {}): Page {
    const end = range.before ?? range.through
    const bound = end ? `AND (at, place) ${range.before ? '<' : '<='} (SELECT at, place FROM message WHERE chat = ? AND id = ?)` : ''
    const most = Math.min(limit, mostInPage)
    const rows = this.#db.prepare(`SELECT id, event FROM message WHERE chat = ? AND event IS NOT NULL AND event <> ? AND at >= ? ${bound} ORDER BY at DESC, place DESC LIMIT ?`)
      .all([chat, deleted, range.since ?? 0, ...(end ? [chat, end] : []), most])
    let size = 0
    const fit = rows.findIndex(({ event }) => (size += String(event).length) > largestPage)
    const count = fit < 0 ? rows.length : Math.max(fit, 1)
    const events = rows.slice(0, count).map(({ event }) => storedEvent(String(event))).reverse()
    return { events, first: rows[count - 1]?.id as string | undefined, isLast: count === rows.length && count < most }
  }

  /** Those in which a pack of stickers came, newest first. */
  stickerPacks(): Stored[] {
    return this.#db.prepare(`SELECT * FROM message WHERE ${isStickerPack} ORDER BY at DESC LIMIT ?`).all([mostStickerPacks]).map(read)
  }

  newest(chat: string): Stored | undefined {
    const row = this.#db.prepare('SELECT * FROM message WHERE chat = ? ORDER BY at DESC, place DESC LIMIT 1').get([chat])
    return row && read(row)
  }

  oldest(chat: string): Stored | undefined {
    const row = this.#db.prepare('SELECT * FROM message WHERE chat = ? ORDER BY at, place LIMIT 1').get([chat])
    return row && read(row)
  }

  /** Those of others that came up to a message, newest first: what a read receipt names. */
  unreadUpTo(chat: string, at: number, limit: number): Stored[] {
    return this.#db.prepare('SELECT * FROM message WHERE chat = ? AND at <= ? AND mine = 0 ORDER BY at DESC, place DESC LIMIT ?')
      .all([chat, at, limit]).map(read)
  }

  forgetOld(now: number): void {
    this.#db.prepare('DELETE FROM message WHERE at < ? AND at > 0').run([now - keptFor])
    this.#db.prepare('DELETE FROM add_on WHERE at < ?').run([now - keptFor])
  }
}

function read(row: Record<string, unknown>): Stored {
  const stored: Stored = {
    chat: String(row.chat),
    id: String(row.id),
    sender: String(row.sender),
    mine: row.mine === 1,
    at: Number(row.at),
    info: proto.WebMessageInfo.decode(row.content as Uint8Array),
  }
  return typeof row.event === 'string' ? { ...stored, event: storedEvent(row.event) } : stored
}
