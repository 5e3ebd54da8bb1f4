// Takes what Baileys tells, stores it and puts it on its way to the host, at once: when take() returns, it is on disk,
// but for history, which is announced and can be had again until it is.
import { proto, type BaileysEventMap, type WAMessage } from 'baileys'
import type { Books } from '../session/books.ts'
import type { Gate } from '../session/gate.ts'
import { encoded } from '../store/messages.ts'
import type { Event } from '../store/state.ts'
import { readCall } from './calls.ts'
import { readChats, readContacts } from './facts.ts'
import { takeHistory } from './history.ts'
import { readEnvelope, readMessage, type Envelope, type Reading } from './reader.ts'
import { readReceipts, readUpdates } from './receipts.ts'
import { unwrap } from './unwrap.ts'

export class Journal {
  readonly #books: Books
  readonly #gate: Gate
  #past = Promise.resolve()

  constructor(books: Books, gate: Gate) {
    this.#books = books
    this.#gate = gate
  }

  take<E extends keyof BaileysEventMap>(event: E, data: BaileysEventMap[E]): void {
    const given = { event, data } as { [K in keyof BaileysEventMap]: { event: K; data: BaileysEventMap[K] } }[keyof BaileysEventMap]
    switch (given.event) {
      case 'messages.upsert':
        for (const message of given.data.messages) {
          this.#message(message, given.data.type === 'notify')
        }
        break
      case 'messaging-history.set':
        // What fails is still announced, and taken up again.
        this.takeHistory(given.data).catch(() => {})
        break
      case 'messages.update':
        this.#tell(...readUpdates(this.#books, given.data))
        break
      case 'message-receipt.update':
        this.#tell(...readReceipts(this.#books, given.data))
        break
      case 'chats.update':
      case 'chats.upsert':
        this.#tell(...readChats(this.#books, given.data))
        break
      case 'contacts.update':
      case 'contacts.upsert':
        this.#tell(...readContacts(this.#books, given.data))
        break
      case 'lid-mapping.update':
        this.#books.addresses.person(given.data.lid, given.data.pn)
        break
      case 'call':
        this.#tell(...given.data.flatMap(call => readCall(this.#books, call)))
        break
      case 'chats.delete':
        this.#tell(...given.data.map(jid => ({ type: 'chatDeleted', chat: this.#books.addresses.chat(jid), at: Date.now() })))
        break
      case 'blocklist.update':
        this.#tell(...given.data.blocklist.map(jid => ({ type: 'block', user: this.#books.addresses.person(jid), blocked: given.data.type === 'add' })))
        break
      case 'groups.upsert':
      case 'groups.update':
        given.data.forEach(group => this.#books.learnAdministrators(group))
        break
      default:
        break
    }
    this.#gate.settle()
  }

  /** Stores a piece of history once those before it are stored, and tells of it then. */
  takeHistory(history: BaileysEventMap['messaging-history.set']): Promise<void> {
    const taken = this.#past.then(() => takeHistory(this.#books, history)).then(() => {
      this.#tell({
        type: 'history', progress: history.progress ?? undefined, session: history.peerDataRequestSessionId ?? undefined,
        chats: history.peerDataRequestSessionId ? newestOfEach(this.#books, history.messages) : [],
      })
      this.#gate.settle()
    })
    this.#past = taken.catch(() => {})
    return taken
  }

  #message(message: WAMessage, live: boolean): void {
    const id = message.key.id
    try {
      const reading = this.#read(message)
      if (reading) {
        this.#keep(reading, message, live)
      }
    } finally {
      this.#gate.received(id)
    }
  }

  /** What cannot be understood is told as that: once it is confirmed to WhatsApp, nobody sends it again. */
  #read(message: WAMessage): Kept | null {
    try {
      if (isNew(message)) {
        return this.#shown(message, 'a message of a kind that this bridge does not know')
      }
      const reading = readMessage(this.#books, message)
      return reading && { ...reading, encoded: encoded(reading.info) }
    } catch {
      return this.#shown(message, 'a message that could not be understood')
    }
  }

  #shown(message: WAMessage, what: string): Kept | null {
    const envelope = readEnvelope(this.#books, message)
    const info = { key: message.key }
    return envelope && { envelope, event: { type: 'message', ...envelope, content: { kind: 'unsupported', what } }, info, encoded: encoded(info) }
  }

  /** Whatever its content could make fail is done before it is handed to the state, which tries again and again until all is stored. */
  #keep({ envelope, event, info, encoded }: Kept, message: WAMessage, live: boolean): void {
    const { state, messages, chats, directory, administrators } = this.#books
    const notice = message.message?.protocolMessage?.historySyncNotification
    if (notice && envelope.mine) {
      const content = Buffer.from(proto.Message.HistorySyncNotification.encode(notice).finish())
      state.add(() => this.#books.db.prepare('INSERT OR IGNORE INTO history_notice VALUES (?, ?)').run([envelope.id, content]))
      return
    }
    const known = messages.get(envelope.chat, envelope.id)
    const repaired = isPlaceholder(known?.event) && !isPlaceholder(event) && Boolean(event ?? message.message)
    if ((known?.event && !repaired) || (isPlaceholder(event) && messages.knows(envelope.chat, envelope.id))) {
      return
    }
    state.add(() => {
      if (repaired) {
        messages.forgetPlaceholder(envelope.chat, envelope.id)
      }
      if (event?.type === 'message' || !event) {
        messages.keep({ ...envelope, info, event }, encoded)
      } else {
        messages.keepAddOn(envelope.chat, envelope.id, envelope.at)
      }
      if (event?.type === 'message') {
        chats.active(envelope.chat, envelope.at)
      } else if (event) {
        messages.apply(event)
        administrators.apply(event)
        if (event.replaces) {
          messages.replaceFile(envelope.chat, String(event.target), info)
        }
      }
      if (message.pushName && !envelope.mine) {
        directory.learn(envelope.sender, { pushName: message.pushName, businessName: message.verifiedBizName ?? undefined })
      }
    })
    const told = event ? [{ ...event, live }] : []
    this.#tell(...(repaired ? insteadOfPlaceholder(envelope, told) : told))
  }

  #tell(...events: Event[]): void {
    for (const event of events) {
      this.#books.state.tell(event)
    }
  }
}

/** With what is stored of it. */
interface Kept extends Reading {
  encoded: Buffer<ArrayBuffer>
}

/** The phone gives the newest first. */
function newestOfEach(books: Books, messages: WAMessage[]): { id: string; through: string }[] {
  const newest = new Map<string, string>()
  for (const { key } of messages) {
    const chat = key.remoteJid ? books.addresses.chat(key.remoteJid) : undefined
    if (chat && key.id && !newest.has(chat)) {
      newest.set(chat, key.id)
    }
  }
  return [...newest].map(([id, through]) => ({ id, through }))
}

/** A message takes its place; what only adds to another message has none of its own, and the placeholder goes. */
function insteadOfPlaceholder(envelope: Envelope, told: Event[]): Event[] {
  return told[0]?.type === 'message'
    ? [{ ...told[0], type: 'edit', target: envelope.id, version: envelope.at, repaired: true }]
    : [{ type: 'delete', ...envelope, target: envelope.id }, ...told]
}

/** Of a kind that the library does not know either: nothing is left of it when it is decoded. */
function isNew({ message, messageStubType, category }: WAMessage): boolean {
  return Boolean(message) && !messageStubType && category !== 'peer'
    && Object.entries(unwrap(message!).message).every(([name, value]) => name === 'messageContextInfo' || value === null || value === undefined)
}

const isPlaceholder = (event: Event | undefined): boolean => (event?.content as { kind?: string } | undefined)?.kind === 'undecryptable'
