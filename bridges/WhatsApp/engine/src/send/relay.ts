// The way out of a message: handed to Baileys, kept for repeats, and done when WhatsApp's server has it.
import type { MiscMessageGenerationOptions, proto, WAMessage, WASocket } from 'baileys'
import { readMessage } from '../receive/reader.ts'
import { Refusal } from '../rpc/lines.ts'
import type { Books } from '../session/books.ts'
import type { Deliveries } from '../session/deliveries.ts'
import type { Stored } from '../store/messages.ts'

export interface Sending {
  chat: string
  id: string
}

export class Relay {
  readonly books: Books
  readonly #deliveries: Deliveries
  readonly #socket: () => WASocket
  readonly #settle: () => void

  /** @param settle stores what is kept, unless a message is half received */
  constructor(books: Books, deliveries: Deliveries, socket: () => WASocket, settle: () => void) {
    this.books = books
    this.#deliveries = deliveries
    this.#socket = socket
    this.#settle = settle
  }

  get socket(): WASocket {
    return this.#socket()
  }

  /** @param meta what the server has to know of the message, as its content is hidden from it */
  relay(chat: string, id: string, message: proto.IMessage, attributes: Record<string, string> = {}, meta?: Record<string, string>): Promise<{ at: number }> {
    const jid = this.books.addresses.jid(chat)
    const nodes = meta ? [{ tag: 'meta', attrs: meta }] : []
    return this.deliver(chat, id, async () => {
      await this.socket.relayMessage(jid, message, { messageId: id, additionalAttributes: attributes, additionalNodes: nodes })
      return { key: { remoteJid: jid, id, fromMe: true }, message } as WAMessage
    })
  }

  async deliver(chat: string, id: string, send: () => Promise<WAMessage | undefined>): Promise<{ at: number }> {
    const confirmed = this.#deliveries.expect(id)
    try {
      const sent = await send()
      if (sent) {
        this.#keep(chat, id, sent)
      }
    } catch (error) {
      this.#deliveries.abandon(id)
      throw error
    }
    this.#deliveries.written(id)
    const { at, serverId } = await confirmed.catch(error => {
      this.#distributeAnew(chat)
      throw this.#explain(chat, error)
    })
    if (serverId) {
      this.books.messages.number(chat, id, serverId)
    }
    return { at }
  }

  /** The group's key went along with a message that may not have arrived: it goes along with the next, too. */
  #distributeAnew(chat: string): void {
    if (chat.endsWith('@g.us')) {
      void this.books.state.keys.set({ 'sender-key-memory': { [chat]: null } })
    }
  }

  /** The server gives a number only. */
  #explain(chat: string, error: unknown): unknown {
    const { chats, administrators, self } = this.books
    const { announce, takesComments } = chats.facts(chat)
    return error instanceof Refusal && error.code === 'refused' && (announce || takesComments) && !administrators.has(chat, self ?? '')
      ? new Refusal('refused', takesComments
        ? 'Only administrators may post here. To comment on a post, answer it in words.'
        : 'Only administrators may write in this group.')
      : error
  }

  #keep(chat: string, id: string, sent: WAMessage): void {
    const { messages, chats, state, self } = this.books
    const at = Math.floor(Date.now() / 1000) * 1000
    const info = { key: { ...sent.key, id, fromMe: true }, message: sent.message, messageTimestamp: at / 1000 }
    const event = readMessage(this.books, info)?.event
    state.add(() => {
      messages.keep({ chat, id, sender: self ?? '', mine: true, at, info, event: event?.type === 'message' ? event : undefined })
      if (event?.type === 'message') {
        chats.active(chat, at)
      } else if (event) {
        messages.apply(event)
      }
    })
    this.#settle()
  }

  options(chat: string, id: string, reply: string | undefined): MiscMessageGenerationOptions & { userJid: string } {
    const quoted = reply ? this.books.messages.get(chat, reply) : undefined
    const timer = this.books.chats.facts(chat).timer
    return {
      messageId: id, userJid: this.ownAddress(chat),
      ...(quoted ? { quoted: this.#quote(quoted) } : {}), ...(timer ? { ephemeralExpiration: timer } : {}),
    }
  }

  #quote(stored: Stored): WAMessage {
    const message = stored.info.message
    return {
      key: { ...this.keyOf(stored.chat, stored.id), participant: this.books.addresses.jid(stored.sender) },
      message: message && Object.keys(message).length > 0 ? message : { conversation: '' },
    } as WAMessage
  }

  /** How WhatsApp names a message: with its author where the chat has several. */
  keyOf(chat: string, id: string): proto.IMessageKey {
    const stored = this.books.messages.get(chat, id)
    const remoteJid = this.books.addresses.jid(chat)
    const several = chat.endsWith('@g.us') || chat === 'status@broadcast'
    const fromMe = stored?.mine ?? true
    const participant = several ? (stored && !stored.mine ? this.books.addresses.jid(stored.sender) : this.ownAddress(chat)) : undefined
    return { remoteJid, id, fromMe, ...(participant ? { participant } : {}) }
  }

  /** The account's own address, as the chat names people. */
  ownAddress(chat: string): string {
    const { addresses, self, state } = this.books
    const byNumber = addresses.jid(chat).endsWith('@s.whatsapp.net')
    return (self && (byNumber ? addresses.number(self) : addresses.lid(self))) ?? state.creds.me?.id ?? ''
  }
}
