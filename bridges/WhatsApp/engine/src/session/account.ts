// One linked account: its books, its connection, and what the host is told.
import type { BaileysEventMap, WASocket } from 'baileys'
import { Journal } from '../receive/journal.ts'
import { resumeHistory } from '../receive/history.ts'
import { Refusal, type Json } from '../rpc/lines.ts'
import { Answers } from '../send/answers.ts'
import { Relay } from '../send/relay.ts'
import { Sender } from '../send/sender.ts'
import { Addresses } from '../people/addresses.ts'
import { Books } from './books.ts'
import { Connection } from './connection.ts'
import { Deliveries } from './deliveries.ts'
import type { End } from './ends.ts'
import { beginSession } from './freshness.ts'
import { Gate } from './gate.ts'
import { GroupBook } from './groups.ts'
import { Outbox } from './outbox.ts'
import { Phone } from './phone.ts'
import type { Settings } from './settings.ts'
import { Watch } from './watch.ts'

export type Tell = (method: string, params: Json) => void

/** What only the phone tells of: its history, its address book. */
const fromPhone = new Set<keyof BaileysEventMap>(['messaging-history.set', 'contacts.upsert'])

export class Account {
  readonly books: Books
  readonly sender: Sender
  readonly answers: Answers
  readonly groups: GroupBook
  readonly outbox: Outbox
  onUpdate: (update: BaileysEventMap['connection.update']) => void = () => {}
  onEnd: (end: End) => void = () => {}
  readonly #tell: Tell
  readonly #now: () => number
  readonly #gate: Gate
  readonly #journal: Journal
  readonly #deliveries = new Deliveries(async () => (await this.socket.fetchAccountReachoutTimelock()).timeEnforcementEnds)
  readonly #watch = new Watch()
  readonly #phone: Phone
  readonly #connection: Connection
  readonly #daily: NodeJS.Timeout
  #state: Json = { state: 'connecting' }

  constructor(folder: string, key: string, settings: Settings, tell: Tell) {
    this.#tell = tell
    this.#now = () => Date.now() + settings.ahead
    this.books = new Books(folder, key)
    this.#gate = new Gate(this.books.state)
    this.#journal = new Journal(this.books, this.#gate)
    this.outbox = new Outbox(this.books.state, tell)
    this.groups = new GroupBook(this.books, () => this.socket)
    const relay = new Relay(this.books, this.#deliveries, () => this.socket, () => this.#gate.settle())
    this.sender = new Sender(relay, this.#now)
    this.answers = new Answers(relay)
    this.#connection = new Connection(this.books, this.#gate, settings, {
      emitted: (event, data) => this.#emitted(event, data),
      state: (state, text) => this.#report({ state, text }),
      group: jid => this.groups.cached(jid),
      stuck: end => this.onEnd(end),
      ended: end => {
        this.#report({ state: end.kind, text: 'text' in end ? end.text : undefined })
        this.onEnd(end)
      },
    })
    this.#phone = new Phone(this.books, settings, {
      socket: () => this.#connection.socket,
      silent: days => this.#tell('phone', { days }),
    })
    this.books.messages.forgetOld(Date.now())
    this.#daily = setInterval(() => {
      this.#phone.check()
      void this.#connection.giveKey()
      this.#resumeHistory()
    }, settings.daily)
  }

  /** The connection, for requests that need it. */
  get socket(): WASocket {
    const socket = this.#connection.socket
    if (!socket || !this.#connection.isOpen) {
      throw new Refusal('offline', 'WhatsApp cannot be reached at the moment.')
    }
    return socket
  }

  /** The connection even before it is open, for linking. */
  get rawSocket(): WASocket | undefined {
    return this.#connection.socket
  }

  /** Whether the connection is still this one, and not about to end. */
  stands(socket: WASocket | undefined): boolean {
    return socket !== undefined && socket === this.#connection.socket && socket.ws.isOpen
  }

  get isLinked(): boolean {
    return this.books.self !== undefined
  }

  /** The user looks at a chat. */
  look(chat: string): Promise<void> {
    const { self, directory, state } = this.books
    const name = state.creds.me?.name ?? (self && directory.get(self).pushName)
    return this.#watch.look(this.socket, name, chat.includes('@') ? undefined : this.books.addresses.jid(chat))
  }

  /**
   * Begins a session on what is kept of the login.
   * @param lastKnown the number of the last session that the host knows
   * @returns the number of this one; nothing where none can begin, which attach() tells
   */
  begin(lastKnown: number): number | undefined {
    if (!this.isLinked) {
      this.#state = { state: 'loggedOut', text: 'What was kept of this login is gone. Log in again with `login whatsapp`; the chats stay.' }
      return undefined
    }
    const generation = beginSession(this.books.state, lastKnown)
    if (generation === undefined) {
      this.#state = { state: 'stale' }
    }
    return generation
  }

  connect(): void {
    this.#connection.connect()
    this.#resumeHistory()
  }

  /** It fails where the account is closed meanwhile, and goes on with the next start. */
  #resumeHistory(): void {
    resumeHistory(this.books, history => this.#journal.takeHistory(history)).catch(() => {})
  }

  /** Gives the connection up and makes another. */
  renew(): Promise<void> {
    return this.#connection.renew()
  }

  /** Begins to tell the host what happens, from the first event that it has not confirmed. */
  attach(): Json {
    this.outbox.attach()
    this.#tell('state', this.#state)
    return { self: this.books.self, ...this.#state }
  }

  async close(): Promise<void> {
    clearInterval(this.#daily)
    this.#phone.close()
    this.#watch.forget()
    this.outbox.detach()
    await this.#connection.close()
    this.#deliveries.lost()
    this.#gate.close()
    this.books.close()
  }

  #emitted<E extends keyof BaileysEventMap>(event: E, data: BaileysEventMap[E]): void {
    if (event === 'connection.update') {
      const update = data as BaileysEventMap['connection.update']
      if (update.connection === 'connecting') {
        this.#listen()
      }
      if (update.connection === 'close') {
        this.#deliveries.lost()
        this.#watch.forget()
      }
      if (update.connection === 'open') {
        this.#phone.check()
      }
      this.onUpdate(update)
    } else if (event === 'presence.update') {
      this.#presence(data as BaileysEventMap['presence.update'])
    } else {
      this.#journal.take(event, data)
      if (fromPhone.has(event)) {
        this.#phone.lives()
      }
    }
    if (event === 'messages.upsert') {
      const { messages } = data as BaileysEventMap['messages.upsert']
      this.groups.forgetChanged(messages)
      if (messages.some(message => message.key.fromMe)) {
        this.#phone.lives()
      }
    }
  }

  #listen(): void {
    const socket = this.#connection.socket
    socket?.ws.on('CB:ack,class:message', node => {
      this.groups.refused(node)
      this.#deliveries.acknowledged(node)
    })
    socket?.ws.on('CB:receipt', node => this.#phone.confirmed(node))
    socket?.ws.on('CB:notification,type:encrypt', node => this.groups.identityChanged(node))
    socket?.ws.on('CB:notification,type:w:gp2', node => this.moved(this.groups.movedBy(node)))
  }

  /** Groups came into a community, or went from it: the host looks at them. */
  moved(groups: string[]): void {
    for (const chat of groups) {
      this.groups.forget(chat)
      this.books.state.tell({ type: 'group', chat, change: 'community', at: this.#now() })
    }
    this.#gate.settle()
  }

  #presence({ id, presences }: BaileysEventMap['presence.update']): void {
    const { addresses } = this.books
    for (const [jid, { lastKnownPresence, lastSeen }] of Object.entries(presences)) {
      if (Addresses.isPerson(jid)) {
        this.#tell('presence', { chat: addresses.chat(id), user: addresses.person(jid), presence: lastKnownPresence, lastSeen })
      }
    }
  }

  #report(state: Json): void {
    this.#state = state
    this.#tell('state', state)
  }
}
