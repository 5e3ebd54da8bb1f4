// In the group in which a community's administrators post, everybody may react and comment. Both are encrypted once more there.
import { proto } from 'baileys'
import type { Stored } from '../store/messages.ts'
import type { Relay, Sending } from './relay.ts'
import { contentOf, sealFor } from './sealing.ts'

export class Announcements {
  readonly #relay: Relay

  constructor(relay: Relay) {
    this.#relay = relay
  }

  /** @returns nothing where it is to be sent as in any other chat */
  react({ chat, id }: Sending, target: string, reaction: proto.Message.IReactionMessage): Promise<{ at: number }> | undefined {
    const plain = proto.Message.ReactionMessage.encode(reaction).finish()
    const sealed = this.#isOne(chat) ? sealFor(this.#relay, chat, this.#relay.books.messages.get(chat, target), plain, 'Enc Reaction') : undefined
    return sealed && this.#relay.relay(chat, id, { encReactionMessage: { targetMessageKey: this.#relay.keyOf(chat, target), ...sealed } }, {}, { deprecated_lid_session: 'false' })
  }

  /**
   * The post on which an answer is a comment: the one that it answers, or under which that one stands.
   * @returns nothing where it is to be sent as in any other chat
   */
  postOf(chat: string, answered: string): Stored | undefined {
    const { messages } = this.#relay.books
    const stored = this.#isOne(chat) ? messages.get(chat, answered) : undefined
    const message = contentOf(stored)
    const post = (message?.encCommentMessage ?? message?.commentMessage)?.targetMessageKey?.id
    const found = post ? messages.get(chat, post) : stored
    return contentOf(found)?.messageContextInfo?.messageSecret ? found : undefined
  }

  comment({ chat, id }: Sending, post: Stored, said: proto.IMessage): Promise<{ at: number }> {
    const sealed = sealFor(this.#relay, chat, post, proto.Message.encode(said).finish(), 'Enc Comment')
    return this.#relay.relay(chat, id, { encCommentMessage: { targetMessageKey: this.#relay.keyOf(chat, post.id), ...sealed } }, {}, {
      thread_msg_id: post.id, thread_msg_sender_jid: post.mine ? this.#relay.ownAddress(chat) : this.#relay.books.addresses.jid(post.sender), deprecated_lid_session: 'false',
    })
  }

  #isOne(chat: string): boolean {
    return this.#relay.books.chats.facts(chat).takesComments === true
  }
}
