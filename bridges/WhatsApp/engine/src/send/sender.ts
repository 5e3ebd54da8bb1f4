// Sends what the host gives, and completes when WhatsApp's server has it.
import { proto, type MiscMessageGenerationOptions, type WAMessage, type WASocket } from 'baileys'
import { pollOf } from '../receive/content.ts'
import { readMessage } from '../receive/reader.ts'
import { unwrap } from '../receive/unwrap.ts'
import { Refusal } from '../rpc/lines.ts'
import { optionHash, seal } from '../secrets/secret.ts'
import type { Books } from '../session/books.ts'
import type { Deliveries } from '../session/deliveries.ts'
import type { Stored } from '../store/messages.ts'
import { buildContent, type Outgoing } from './content.ts'

export interface Sending {
  chat: string
  id: string
}

export class Sender {
  readonly #books: Books
  readonly #deliveries: Deliveries
  readonly #socket: () => WASocket

  constructor(books: Books, deliveries: Deliveries, socket: () => WASocket) {
    this.#books = books
    this.#deliveries = deliveries
    this.#socket = socket
  }

  async send({ chat, id }: Sending, content: Outgoing, reply: string | undefined, album: string | undefined): Promise<{ at: number }> {
    const built = buildContent(content, person => this.#books.addresses.jid(person))
    const parent = album ? { albumParentKey: this.#keyOf(chat, album) } : {}
    return this.#deliver(chat, id, () => this.#socket().sendMessage(this.#books.addresses.jid(chat), { ...built, ...parent } as typeof built, this.#options(chat, id, reply)))
  }

  /** Announces pictures that belong together; they follow. */
  album({ chat, id }: Sending, images: number, videos: number): Promise<{ at: number }> {
    return this.#deliver(chat, id, () => this.#socket().sendMessage(
      this.#books.addresses.jid(chat), { album: { expectedImageCount: images, expectedVideoCount: videos } }, this.#options(chat, id, undefined)))
  }

  async edit({ chat, id }: Sending, target: string, content: Outgoing): Promise<{ at: number; version: number }> {
    const version = Date.now()
    const stored = this.#books.messages.get(chat, target)
    if (!stored?.mine) {
      throw new Refusal('gone', 'Only your own messages can be changed, and this one is not known as one.')
    }
    const edited = this.#edited(stored, content)
    const sent = await this.#relay(chat, id, {
      protocolMessage: {
        key: this.#keyOf(chat, target), type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT, editedMessage: edited, timestampMs: version,
      },
    }, { edit: '1' })
    return { ...sent, version }
  }

  revoke({ chat, id }: Sending, target: string): Promise<{ at: number }> {
    const key = this.#keyOf(chat, target)
    const asAdmin = chat.endsWith('@g.us') && !key.fromMe
    return this.#relay(chat, id, { protocolMessage: { key, type: proto.Message.ProtocolMessage.Type.REVOKE } }, { edit: asAdmin ? '8' : '7' })
  }

  async react({ chat, id }: Sending, target: string, emoji: string): Promise<{ at: number }> {
    if (chat.endsWith('@newsletter')) {
      await this.#socket().newsletterReactMessage(chat, this.#serverId(chat, target), emoji || undefined)
      return { at: Date.now() }
    }
    return this.#relay(chat, id, { reactionMessage: { key: this.#keyOf(chat, target), text: emoji, senderTimestampMs: Date.now() } })
  }

  vote({ chat, id }: Sending, target: string, options: number[]): Promise<{ at: number }> {
    const poll = this.#books.messages.get(chat, target)
    const message = poll?.info.message && unwrap(poll.info.message).message
    const secret = message?.messageContextInfo?.messageSecret
    const names = (message && pollOf(message)?.options) ?? []
    if (!poll || !secret) {
      throw new Refusal('gone', 'The poll is too old to vote on from here; vote on the phone.')
    }
    const author = poll.mine ? this.#ownAddress(chat) : this.#books.addresses.jid(poll.sender)
    const chosen = options.flatMap(index => names[index]?.optionName ?? []).map(optionHash)
    const plain = proto.Message.PollVoteMessage.encode({ selectedOptions: chosen }).finish()
    const vote = seal(plain, 'Poll Vote', { id: target, secret, authors: [author] }, this.#ownAddress(chat))
    return this.#relay(chat, id, { pollUpdateMessage: { pollCreationMessageKey: this.#keyOf(chat, target), vote, senderTimestampMs: Date.now() } }, {}, 'vote')
  }

  pin({ chat, id }: Sending, target: string, pinned: boolean): Promise<{ at: number }> {
    const { Type } = proto.Message.PinInChatMessage
    return this.#relay(chat, id, {
      pinInChatMessage: { key: this.#keyOf(chat, target), type: pinned ? Type.PIN_FOR_ALL : Type.UNPIN_FOR_ALL, senderTimestampMs: Date.now() },
      messageContextInfo: { messageAddOnDurationInSecs: pinned ? 30 * 24 * 3600 : 0 },
    }, { edit: '2' })
  }

  #relay(chat: string, id: string, message: proto.IMessage, attributes: Record<string, string> = {}, poll?: string): Promise<{ at: number }> {
    const jid = this.#books.addresses.jid(chat)
    const nodes = poll ? [{ tag: 'meta', attrs: { polltype: poll } }] : []
    return this.#deliver(chat, id, async () => {
      await this.#socket().relayMessage(jid, message, { messageId: id, additionalAttributes: attributes, additionalNodes: nodes })
      return { key: { remoteJid: jid, id, fromMe: true }, message } as WAMessage
    })
  }

  async #deliver(chat: string, id: string, send: () => Promise<WAMessage | undefined>): Promise<{ at: number }> {
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
    return { at: await confirmed }
  }

  #keep(chat: string, id: string, sent: WAMessage): void {
    const { messages, chats, state, self } = this.#books
    const at = Math.floor(Date.now() / 1000) * 1000
    const info = { key: { ...sent.key, id, fromMe: true }, message: sent.message, messageTimestamp: at / 1000 }
    const event = readMessage(this.#books, info)?.event
    state.add(() => {
      messages.keep({ chat, id, sender: self ?? '', mine: true, at, info, event: event?.type === 'message' ? event : undefined })
      if (event?.type === 'message') {
        chats.active(chat, at)
      } else if (event?.type === 'delete') {
        messages.markDeleted(chat, String(event.target))
      } else if (event?.type === 'edit') {
        messages.applyEdit(chat, String(event.target), event)
      }
    })
    state.commit()
  }

  #options(chat: string, id: string, reply: string | undefined): MiscMessageGenerationOptions & { userJid: string } {
    const quoted = reply ? this.#books.messages.get(chat, reply) : undefined
    const timer = this.#books.chats.facts(chat).timer
    return {
      messageId: id, userJid: this.#ownAddress(chat),
      ...(quoted ? { quoted: this.#quote(quoted) } : {}), ...(timer ? { ephemeralExpiration: timer } : {}),
    }
  }

  #quote(stored: Stored): WAMessage {
    const message = stored.info.message
    return {
      key: { ...this.#keyOf(stored.chat, stored.id), participant: this.#books.addresses.jid(stored.sender) },
      message: message && Object.keys(message).length > 0 ? message : { conversation: '' },
    } as WAMessage
  }

  #edited(stored: Stored | undefined, content: Outgoing): proto.IMessage {
    const text = content.text ?? content.caption ?? ''
    const contextInfo = content.mentions?.length ? { mentionedJid: content.mentions.map(person => this.#books.addresses.jid(person)) } : undefined
    const original = stored?.info.message && unwrap(stored.info.message).message
    for (const kind of ['imageMessage', 'videoMessage', 'documentMessage'] as const) {
      const part = original?.[kind]
      if (part) {
        return { [kind]: { ...part, caption: text, contextInfo } }
      }
    }
    return { extendedTextMessage: { text, contextInfo } }
  }

  /** How WhatsApp names a message: with its author where the chat has several. */
  #keyOf(chat: string, id: string): proto.IMessageKey {
    const stored = this.#books.messages.get(chat, id)
    const remoteJid = this.#books.addresses.jid(chat)
    const several = chat.endsWith('@g.us') || chat === 'status@broadcast'
    const fromMe = stored?.mine ?? true
    const participant = several ? (stored && !stored.mine ? this.#books.addresses.jid(stored.sender) : this.#ownAddress(chat)) : undefined
    return { remoteJid, id, fromMe, ...(participant ? { participant } : {}) }
  }

  #ownAddress(chat: string): string {
    const { addresses, self, state } = this.#books
    const byNumber = addresses.jid(chat).endsWith('@s.whatsapp.net')
    return (self && (byNumber ? addresses.number(self) : addresses.lid(self))) ?? state.creds.me?.id ?? ''
  }

  #serverId(chat: string, target: string): string {
    const known = this.#books.messages.get(chat, target)?.event?.serverId
    if (typeof known !== 'string') {
      throw new Refusal('gone', 'The post is too old to react to from here.')
    }
    return known
  }
}
