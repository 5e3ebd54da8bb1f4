// Sends what the host gives, and completes when WhatsApp's server has it.
import { generateWAMessageContent, proto } from 'baileys'
import { Refusal } from '../rpc/lines.ts'
import { Announcements } from './announcements.ts'
import { buildContent, buildLive, type Outgoing } from './content.ts'
import type { Relay, Sending } from './relay.ts'
import { buildEdited } from './edited.ts'
import { contentOf } from './sealing.ts'
import { mayStillBeChanged, mayStillBeDeleted } from './windows.ts'

export class Sender {
  readonly #relay: Relay
  readonly #announcements: Announcements
  readonly #now: () => number

  constructor(relay: Relay, now: () => number) {
    this.#relay = relay
    this.#announcements = new Announcements(relay)
    this.#now = now
  }

  async send({ chat, id }: Sending, content: Outgoing, reply: string | undefined, album: string | undefined): Promise<{ at: number }> {
    const { addresses } = this.#relay.books
    if (content.kind === 'liveLocation') {
      return this.#relay.relay(chat, id, { liveLocationMessage: buildLive(content, 1) })
    }
    const built = buildContent(content, person => addresses.jid(person))
    const post = reply ? this.#announcements.postOf(chat, reply) : undefined
    if (post) {
      return this.#announcements.comment({ chat, id }, post, await generateWAMessageContent(built, { upload: this.#relay.socket.waUploadToServer }))
    }
    const parent = album ? { albumParentKey: this.#relay.keyOf(chat, album) } : {}
    const once = content.viewOnce ? { viewOnce: true } : {}
    const options = { ...this.#relay.options(chat, id, reply), ...this.#audience(chat) }
    return this.#relay.deliver(chat, id, () => this.#relay.socket.sendMessage(addresses.jid(chat), { ...built, ...parent, ...once } as typeof built, options))
  }

  /** Announces pictures that belong together; they follow. */
  album({ chat, id }: Sending, images: number, videos: number): Promise<{ at: number }> {
    return this.#relay.deliver(chat, id, () => this.#relay.socket.sendMessage(
      this.#relay.books.addresses.jid(chat), { album: { expectedImageCount: images, expectedVideoCount: videos } }, this.#relay.options(chat, id, undefined)))
  }

  async edit({ chat, id }: Sending, target: string, content: Outgoing): Promise<{ at: number; version: number }> {
    const version = Date.now()
    const stored = this.#relay.books.messages.get(chat, target)
    if (!stored?.mine) {
      throw new Refusal('gone', 'Only your own messages can be changed, and this one is not known as one.')
    }
    if (content.kind === 'liveLocation') {
      return { ...await this.#relay.relay(chat, id, { liveLocationMessage: buildLive(content, version * 1000) }), version }
    }
    // A repeat of one that went out in time is none too late.
    if (!this.#relay.books.messages.knows(chat, id)) {
      mayStillBeChanged(stored.at, this.#now())
    }
    const edited = await buildEdited(contentOf(stored), content, person => this.#relay.books.addresses.jid(person))
    const sent = await this.#relay.relay(chat, id, {
      protocolMessage: {
        key: this.#relay.keyOf(chat, target), type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT, editedMessage: edited, timestampMs: version,
      },
    }, { edit: '1' })
    return { ...sent, version }
  }

  async revoke({ chat, id }: Sending, target: string): Promise<{ at: number }> {
    const { messages } = this.#relay.books
    if (!messages.knows(chat, id)) {
      mayStillBeDeleted(messages.get(chat, target)?.at, this.#now())
    }
    const key = this.#relay.keyOf(chat, target)
    const asAdmin = chat.endsWith('@g.us') && !key.fromMe
    return this.#relay.relay(chat, id, { protocolMessage: { key, type: proto.Message.ProtocolMessage.Type.REVOKE } }, { edit: asAdmin ? '8' : '7' })
  }

  async react({ chat, id }: Sending, target: string, emoji: string): Promise<{ at: number }> {
    if (chat.endsWith('@newsletter')) {
      await this.#relay.socket.newsletterReactMessage(chat, this.#serverId(chat, target), emoji || undefined)
      return { at: Date.now() }
    }
    const reaction = { text: emoji, senderTimestampMs: Date.now() }
    return this.#announcements.react({ chat, id }, target, reaction)
      ?? this.#relay.relay(chat, id, { reactionMessage: { key: this.#relay.keyOf(chat, target), ...reaction } })
  }

  pin({ chat, id }: Sending, target: string, pinned: boolean): Promise<{ at: number }> {
    const { Type } = proto.Message.PinInChatMessage
    return this.#relay.relay(chat, id, {
      pinInChatMessage: { key: this.#relay.keyOf(chat, target), type: pinned ? Type.PIN_FOR_ALL : Type.UNPIN_FOR_ALL, senderTimestampMs: Date.now() },
      messageContextInfo: { messageAddOnDurationInSecs: pinned ? 30 * 24 * 3600 : 0 },
    }, { edit: '2' })
  }

  /** A status post goes to each of those whom the address book names, as it does from the phone. */
  #audience(chat: string): { statusJidList?: string[] } {
    if (chat !== 'status@broadcast') {
      return {}
    }
    const { addresses, directory } = this.#relay.books
    const statusJidList = directory.all().filter(({ person }) => person.contactName).map(({ id }) => addresses.jid(id))
    if (statusJidList.length === 0) {
      throw new Refusal('refused', 'The address book of this account is not known here, so that a status post would reach nobody.')
    }
    return { statusJidList }
  }

  #serverId(chat: string, target: string): string {
    const known = this.#relay.books.messages.get(chat, target)?.event?.serverId
    if (typeof known !== 'string') {
      throw new Refusal('gone', 'The post is too old to react to from here.')
    }
    return known
  }
}
