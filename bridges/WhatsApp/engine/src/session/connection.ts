// One account's connection, kept up as long as the account is open.
import { Boom } from '@hapi/boom'
import makeWASocket, {
  Browsers, DEFAULT_CONNECTION_CONFIG, type BaileysEventMap, type BinaryNode, type GroupMetadata, type UserFacingSocketConfig, type WAMessageKey, type WASocket, type WAVersion,
} from 'baileys'
import type { Hooks } from '../hardening/hooks.ts'
import { shareRatchets } from '../hardening/ratchets.ts'
import type { Books } from './books.ts'
import { readEnd, type End } from './ends.ts'
import { KeysAtWhatsApp } from './freshness.ts'
import type { Gate } from './gate.ts'
import { quietLogger } from './logger.ts'
import type { Settings } from './settings.ts'

export interface ConnectionEvents {
  /** Whatever Baileys says; called at once, while Baileys waits. */
  emitted<E extends keyof BaileysEventMap>(event: E, data: BaileysEventMap[E]): void
  state(state: string, text?: string): void
  /** A group as it is remembered, if it is. */
  group(jid: string): GroupMetadata | undefined
  /** It is tried again, but rarely, and nothing here can help. */
  stuck(end: End): void
  /** The login is over; no more tries. */
  ended(end: End): void
}

/** How often the login may be taken over before the tries become rare. */
const patienceWithReplacement = 3

/** A ban may have been lifted before its time. */
const longestTimer = 6 * 3600 * 1000

export class Connection {
  readonly #books: Books
  readonly #gate: Gate
  readonly #settings: Settings
  readonly #events: ConnectionEvents
  readonly #keys: KeysAtWhatsApp
  #socket: WASocket | undefined
  #closed = false
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #replacements = 0
  #openedAt = 0
  #isOpen = false
  #announced: WAVersion

  constructor(books: Books, gate: Gate, settings: Settings, events: ConnectionEvents) {
    this.#books = books
    this.#gate = gate
    this.#settings = settings
    this.#events = events
    this.#keys = new KeysAtWhatsApp(books.state)
    this.#announced = settings.version.current
  }

  get socket(): WASocket | undefined {
    return this.#socket
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  connect(): void {
    if (this.#closed) {
      return
    }
    this.#events.state('connecting')
    this.#settings.version.freshen()
    this.#announced = this.#settings.version.current
    const { state } = this.#books
    const config: UserFacingSocketConfig & Hooks = {
      auth: { creds: state.creds, keys: state.keys },
      gate: this.#gate.pass,
      ratchets: shareRatchets,
      isKnown: key => this.#isKnown(key),
      waWebSocketUrl: this.#settings.server,
      agent: this.#settings.agent,
      logger: quietLogger,
      browser: [this.#settings.deviceName, Browsers.macOS('Desktop')[1], Browsers.macOS('Desktop')[2]],
      emitOwnEvents: false,
      markOnlineOnConnect: false,
      syncFullHistory: true,
      shouldSyncHistoryMessage: () => true,
      appStateMacVerification: { patch: true, snapshot: true },
      cachedGroupMetadata: async jid => this.#events.group(jid),
      getMessage: async key => this.#getMessage(key.remoteJid, key.id),
      makeSignalRepository: (...given) => this.#watch(DEFAULT_CONNECTION_CONFIG.makeSignalRepository(...given)),
      version: this.#announced,
      ...(this.#settings.codeTime ? { qrTimeout: this.#settings.codeTime } : {}),
    }
    const socket = makeWASocket(config)
    this.#socket = socket
    this.#intercept(socket)
    socket.ws.on('CB:iq,,digest', node => this.#compare(node))
  }

  /** WhatsApp is given one more key, by whose number an older file is found out. */
  async giveKey(): Promise<void> {
    this.#keys.due()
    if (this.#isOpen && this.#socket) {
      await this.#keys.add(this.#socket)
    }
  }

  /** Where the connection waits for its next try, that is now. */
  async renew(): Promise<void> {
    if (this.#isOpen) {
      await this.#socket?.end(new Boom('given up', { statusCode: 428 }))
    } else {
      this.#retry(0)
    }
  }

  /** Ends the connection and tries no more. */
  async close(): Promise<void> {
    this.#closed = true
    this.#isOpen = false
    clearTimeout(this.#timer)
    await this.#socket?.end(undefined)
  }

  /** Baileys' own buffer may hold events for many seconds: they are taken at the source. */
  #intercept(socket: WASocket): void {
    const emit = socket.ev.emit.bind(socket.ev)
    socket.ev.emit = (event, data) => {
      if (event === 'messages.upsert' || event === 'messaging-history.set' || event === 'messages.update' || event === 'message-receipt.update') {
        this.#events.emitted(event, data)
        return true
      }
      const passed = emit(event, data)
      if (this.#socket === socket) {
        if (event === 'creds.update') {
          this.#books.state.credsChanged()
        }
        this.#events.emitted(event, data)
        if (event === 'connection.update') {
          this.#connectionChanged(data as BaileysEventMap['connection.update'])
        }
        this.#gate.settle()
      }
      return passed
    }
  }

  /** Tells the gate of everything that is decrypted. */
  #watch(repository: ReturnType<typeof DEFAULT_CONNECTION_CONFIG.makeSignalRepository>): typeof repository {
    const { decryptMessage, decryptGroupMessage } = repository
    repository.decryptMessage = async options => {
      this.#gate.receiving()
      try {
        return await decryptMessage.call(repository, options)
      } catch (error) {
        this.#gate.unread()
        throw error
      }
    }
    repository.decryptGroupMessage = async options => {
      this.#gate.receiving()
      try {
        return await decryptGroupMessage.call(repository, options)
      } catch (error) {
        // The group may name its members otherwise since it handed out its keys.
        const authorJid = this.#otherAddress(options.authorJid)
        try {
          if (!authorJid) {
            throw error
          }
          return await decryptGroupMessage.call(repository, { ...options, authorJid })
        } catch (last) {
          this.#gate.unread()
          throw last
        }
      }
    }
    return repository
  }

  /** The same device under the person's other address. */
  #otherAddress(jid: string): string | undefined {
    const { addresses } = this.#books
    const person = addresses.person(jid)
    const other = jid.endsWith('@lid') ? addresses.number(person) : addresses.lid(person)
    const device = /:(\d+)@/.exec(jid)?.[1]
    return device ? other?.replace('@', `:${device}@`) : other
  }

  #isKnown({ remoteJid, remoteJidAlt, fromMe, id }: WAMessageKey): boolean {
    return remoteJid && id ? this.#books.messages.knows(this.#books.addresses.chat(remoteJid, fromMe ? undefined : remoteJidAlt), id) : false
  }

  async #getMessage(jid: string | null | undefined, id: string | null | undefined) {
    if (!jid || !id) {
      return undefined
    }
    return this.#books.messages.get(this.#books.addresses.chat(jid), id)?.info.message ?? undefined
  }

  /** Comes before the connection is called open, and so before anything is sent. */
  #compare(digest: BinaryNode): void {
    if (!this.#closed && this.#keys.isAhead(digest)) {
      this.#events.ended({ kind: 'stale' })
      this.close().catch(() => {})
    }
  }

  #connectionChanged(update: BaileysEventMap['connection.update']): void {
    if (this.#closed) {
      return
    }
    if (update.connection === 'open') {
      this.#isOpen = true
      this.#openedAt = Date.now()
      this.#failures = 0
      this.#events.state('open')
      if (this.#socket) {
        void this.#keys.add(this.#socket)
      }
    }
    if (update.connection === 'close') {
      this.#isOpen = false
      this.#gate.settle()
      this.#lost(readEnd(update.lastDisconnect?.error))
    }
  }

  #lost(end: End): void {
    if (end.kind === 'loggedOut' || end.kind === 'untrusted' || end.kind === 'stale') {
      this.#events.ended(end)
      return
    }
    if (end.kind === 'restart') {
      this.#retry(0)
      return
    }
    if (end.kind === 'outdated') {
      void this.#outdated(end)
      return
    }
    const wait = this.#waitAfter(end)
    const isContested = end.kind === 'replaced' && this.#replacements === patienceWithReplacement + 1
    this.#events.state(isContested ? 'contested' : end.kind, end.text)
    this.#retry(wait)
  }

  /** Nobody hears of it where WhatsApp publishes a version that it takes. */
  async #outdated(end: End & { kind: 'outdated' }): Promise<void> {
    const { version, firstWait } = this.#settings
    await version.refresh()
    if (version.current[2] > this.#announced[2]) {
      this.#retry(firstWait)
      return
    }
    this.#events.state(end.kind, end.text)
    this.#events.stuck(end)
    this.#retry(this.#waitAfter(end))
  }

  #waitAfter(end: End): number {
    const { firstWait, longestWait } = this.#settings
    if (end.kind === 'replaced') {
      // A short success says nothing: whoever took the login over lets us in and throws us out again.
      this.#replacements = Date.now() - this.#openedAt > longestWait ? 1 : this.#replacements + 1
      return Math.min(longestWait, this.#replacements <= patienceWithReplacement ? firstWait : firstWait * 4 ** (this.#replacements - 2))
    }
    this.#failures++
    if (end.kind === 'banned') {
      return Math.min(Math.max(longestWait, end.lasts), longestTimer)
    }
    const wait = end.kind === 'outdated' ? longestWait : Math.min(longestWait, firstWait * 2 ** (this.#failures - 1))
    return wait * (0.75 + Math.random() / 2)
  }

  #retry(wait: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.connect(), wait)
  }
}
