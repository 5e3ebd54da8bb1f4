// What changes or adds to an earlier message: edits, deletions, reactions, votes, comments, pins, timers.
import { proto } from 'baileys'
import type { Books } from '../session/books.ts'
import { unseal, type Purpose, type Sealed } from '../secrets/secret.ts'
import type { Event } from '../store/state.ts'
import { pollOf, readContent } from './content.ts'
import { readContext } from './context.ts'
import { cut } from './cut.ts'
import { messageEvent, type Envelope } from './reader.ts'
import { chosenOf } from './responses.ts'
import { unwrap } from './unwrap.ts'

type Key = proto.IMessageKey | null | undefined

/** Undefined where the message is a message of its own; null where there is nothing to tell. */
export function readAddOn(books: Books, envelope: Envelope, message: proto.IMessage): Event | null | undefined {
  if (message.protocolMessage) {
    return readProtocol(books, envelope, message.protocolMessage)
  }
  if (message.reactionMessage) {
    return reaction(envelope, message.reactionMessage.key, message.reactionMessage.text)
  }
  if (message.encReactionMessage) {
    const sealed = message.encReactionMessage
    const opened = openFor(books, envelope, sealed.targetMessageKey, sealed, 'Enc Reaction')
    return opened ? reaction(envelope, sealed.targetMessageKey, proto.Message.ReactionMessage.decode(opened).text) : null
  }
  if (message.pollUpdateMessage) {
    return vote(books, envelope, message.pollUpdateMessage)
  }
  if (message.encCommentMessage) {
    return null
  }
  if (message.commentMessage) {
    return comment(books, envelope, message.commentMessage)
  }
  if (message.secretEncryptedMessage) {
    return sealedEdit(books, envelope, message.secretEncryptedMessage)
  }
  if (message.encEventResponseMessage) {
    return eventResponse(books, envelope, message.encEventResponseMessage)
  }
  if (message.pinInChatMessage) {
    const pinned = message.pinInChatMessage.type === proto.Message.PinInChatMessage.Type.PIN_FOR_ALL
    return withTarget(message.pinInChatMessage.key, target => ({ type: 'pin', ...envelope, target, pinned }))
  }
  return undefined
}

function readProtocol(books: Books, envelope: Envelope, said: proto.Message.IProtocolMessage): Event | null {
  const { Type } = proto.Message.ProtocolMessage
  switch (said.type ?? Type.REVOKE) {
    case Type.REVOKE:
      return withTarget(said.key, target => {
        const author = books.messages.get(envelope.chat, target)?.sender
        // Whose message it is that came before this login, the host knows.
        return author === envelope.sender || mayDeleteOthers(books, envelope) ? { type: 'delete', ...envelope, target }
          : author === undefined ? { type: 'delete', ...envelope, target, ofOwn: true }
          : null
      })
    case Type.MESSAGE_EDIT:
      return withTarget(said.key, target => edit(books, envelope, target, said.editedMessage, Number(said.timestampMs ?? 0)))
    case Type.EPHEMERAL_SETTING: {
      const seconds = said.ephemeralExpiration ?? 0
      books.chats.learn(envelope.chat, { timer: seconds, timerSetAt: envelope.at })
      return { type: 'timer', ...envelope, seconds }
    }
    default:
      return null
  }
}

function mayDeleteOthers(books: Books, { chat, sender }: Envelope): boolean {
  return chat.endsWith('@g.us') && books.administrators.has(chat, sender)
}

function edit(books: Books, envelope: Envelope, target: string, edited: proto.IMessage | null | undefined, version: number): Event | null {
  const author = books.messages.get(envelope.chat, target)?.sender
  if (!edited || (author !== undefined && author !== envelope.sender)) {
    return null
  }
  const { message, moving } = unwrap(edited)
  const content = readContent(message, moving)
  return content
    ? { type: 'edit', ...envelope, target, content, ...readContext(message, books.addresses), version: version || envelope.at }
    : null
}

const longestEmoji = 64

function reaction(envelope: Envelope, key: Key, text: string | null | undefined): Event | null {
  return withTarget(key, target => ({ type: 'reaction', ...envelope, target, emoji: cut(text ?? '', longestEmoji) }))
}

function vote(books: Books, envelope: Envelope, update: proto.Message.IPollUpdateMessage): Event | null {
  const key = update.pollCreationMessageKey
  const opened = openFor(books, envelope, key, update.vote, 'Poll Vote')
  const poll = key?.id ? books.messages.get(envelope.chat, key.id)?.info.message : undefined
  const asked = poll && pollOf(unwrap(poll).message)
  if (!opened || !key?.id) {
    return null
  }
  const indexes = asked ? chosenOf(asked, proto.Message.PollVoteMessage.decode(opened).selectedOptions) : []
  return { type: 'vote', ...envelope, target: key.id, options: indexes, votedAt: Number(update.senderTimestampMs ?? 0) || envelope.at }
}

/** The message with the comment that it is opened; as it is where it is none, or cannot be opened. */
export function openComment(books: Books, envelope: Envelope, message: proto.IMessage): proto.IMessage {
  const sealed = message.encCommentMessage
  const opened = sealed ? openFor(books, envelope, sealed.targetMessageKey, sealed, 'Enc Comment') : undefined
  return opened ? { commentMessage: { targetMessageKey: sealed?.targetMessageKey, message: proto.Message.decode(opened) } } : message
}

function comment(books: Books, envelope: Envelope, said: proto.Message.ICommentMessage): Event | null {
  const { message, moving, viewOnce } = unwrap(said.message ?? {})
  const content = readContent(message, moving)
  return content
    ? withTarget(said.targetMessageKey, target => ({ ...messageEvent(books, envelope, message, content, viewOnce), reply: { id: target, comment: true } }))
    : null
}

function sealedEdit(books: Books, envelope: Envelope, sealed: proto.Message.ISecretEncryptedMessage): Event | null {
  const { SecretEncType } = proto.Message.SecretEncryptedMessage
  const purpose = sealed.secretEncType === SecretEncType.EVENT_EDIT ? 'Event Edit' : 'Message Edit'
  const opened = openFor(books, envelope, sealed.targetMessageKey, sealed, purpose)
  if (!opened) {
    return null
  }
  const inner = proto.Message.decode(opened)
  const edited = inner.protocolMessage?.editedMessage ?? inner
  return withTarget(sealed.targetMessageKey, target => edit(books, envelope, target, edited, Number(inner.protocolMessage?.timestampMs ?? 0)))
}

function eventResponse(books: Books, envelope: Envelope, sealed: proto.Message.IEncEventResponseMessage): Event | null {
  const opened = openFor(books, envelope, sealed.eventCreationMessageKey, sealed, 'Event Response')
  if (!opened) {
    return null
  }
  const { EventResponseType } = proto.Message.EventResponseMessage
  const response = proto.Message.EventResponseMessage.decode(opened).response
  const answer = response === EventResponseType.GOING ? 'going' : response === EventResponseType.NOT_GOING ? 'not going' : 'maybe'
  return withTarget(sealed.eventCreationMessageKey, target => ({
    type: 'message', ...envelope, content: { kind: 'eventResponse', answer }, reply: { id: target },
  }))
}

function openFor(books: Books, envelope: Envelope, key: Key, sealed: Sealed | null | undefined, purpose: Purpose): Buffer | undefined {
  const original = key?.id ? books.messages.get(envelope.chat, key.id) : undefined
  const secret = original?.info.message?.messageContextInfo?.messageSecret ?? innerSecret(original?.info.message)
  if (!original || !secret || !sealed) {
    return undefined
  }
  return unseal(sealed, purpose, { id: original.id, secret, authors: addressesOf(books, original.sender) }, addressesOf(books, envelope.sender))
}

const innerSecret = (message: proto.IMessage | null | undefined): Uint8Array | null | undefined =>
  message ? unwrap(message).message.messageContextInfo?.messageSecret : undefined

function addressesOf(books: Books, person: string): string[] {
  return [books.addresses.lid(person), books.addresses.number(person)].filter(jid => jid !== undefined)
}

function withTarget(key: Key, tell: (target: string) => Event | null): Event | null {
  return key?.id ? tell(key.id) : null
}
