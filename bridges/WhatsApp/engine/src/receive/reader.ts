// Turns what WhatsApp says into events for the host.
import { proto, type WAMessage } from 'baileys'
import { Addresses } from '../people/addresses.ts'
import type { Books } from '../session/books.ts'
import type { Event } from '../store/state.ts'
import { readContent, type Content } from './content.ts'
import { readContext } from './context.ts'
import { isTooDeep } from './depth.ts'
import { followLive } from './live.ts'
import { openComment, readAddOn } from './addons.ts'
import { readStub } from './stubs.ts'
import { timeOf } from './times.ts'
import { unwrap } from './unwrap.ts'

/** Where and by whom something was said, in the host's ids. */
export interface Envelope {
  chat: string
  id: string
  sender: string
  mine: boolean
  /** Milliseconds since 1970. */
  at: number
  [key: string]: unknown
}

/** Null where it cannot be told whose or where it is. */
export function readEnvelope(books: Books, info: WAMessage): Envelope | null {
  const { remoteJid, remoteJidAlt, participant, participantAlt, id } = info.key
  if (!remoteJid || !id) {
    return null
  }
  const direct = Addresses.isPerson(remoteJid)
  const mine = isMine(books, info)
  const broadcast = remoteJid.endsWith('@broadcast') && remoteJid !== 'status@broadcast'
  const author = participant ?? info.participant
  // A list's message is a direct one to whoever gets it.
  const chat = broadcast && author ? books.addresses.chat(author, participantAlt) : books.addresses.chat(remoteJid, mine ? undefined : remoteJidAlt)
  const sender = mine ? books.self : direct ? chat : author ? books.addresses.person(author, participantAlt) : chat
  return sender ? { chat, id, sender, mine, at: timeOf(info.messageTimestamp) } : null
}

/** Groups name people by LID, and the flag may have been set by looking at the number alone. */
function isMine(books: Books, info: WAMessage): boolean {
  const author = info.key.participant ?? info.participant
  return info.key.fromMe === true || (Boolean(author) && Addresses.isPerson(author) && books.addresses.person(author!, info.key.participantAlt) === books.self)
}

export interface Reading {
  envelope: Envelope
  event?: Event
  info: proto.IWebMessageInfo
}

/** Reads one message; no event where it says nothing that the host should know. */
export function readMessage(books: Books, info: WAMessage): Reading | null {
  const envelope = readEnvelope(books, info)
  if (!envelope) {
    return null
  }
  const kept: proto.IWebMessageInfo = { key: info.key, message: info.message, messageTimestamp: info.messageTimestamp, participant: info.participant }
  const stub = readStub(books, info, envelope)
  if (stub) {
    return { envelope, event: stub, info: kept }
  }
  if (!info.message) {
    return { envelope, info: kept }
  }
  const { message, viewOnce, moving } = unwrap(info.message)
  const opened = openComment(books, envelope, message)
  const stored = opened === message ? kept : { ...kept, message: opened }
  if (isTooDeep(stored.message)) {
    throw new Error('nested too deep')
  }
  const addOn = readAddOn(books, envelope, opened)
  if (addOn !== undefined) {
    return { envelope, event: addOn ?? undefined, info: stored }
  }
  const content = viewOnce && info.key.isViewOnce ? viewOnceElsewhere : readContent(message, moving)
  if (!content) {
    return { envelope, info: kept }
  }
  const event = messageEvent(books, envelope, message, content, viewOnce, info)
  if (message.liveLocationMessage) {
    return { envelope, event: followLive(books, event, message.liveLocationMessage), info: kept }
  }
  const worse = worseOf(books, envelope, message)
  return { envelope, event: worse ? { ...event, type: 'edit', target: worse, version: envelope.at, replaces: true } : event, info: kept }
}

/** What is sent in high quality comes twice: first as phones of old take it, then better; the second takes the place of the first. */
function worseOf(books: Books, envelope: Envelope, message: proto.IMessage): string | undefined {
  const { AssociationType } = proto.MessageAssociation
  const association = message.messageContextInfo?.messageAssociation
  const isBetter = association?.associationType === AssociationType.HD_IMAGE_DUAL_UPLOAD || association?.associationType === AssociationType.HD_VIDEO_DUAL_UPLOAD
  const first = isBetter ? association?.parentMessageKey?.id : undefined
  return first && books.messages.get(envelope.chat, first)?.sender === envelope.sender ? first : undefined
}

export const viewOnceElsewhere: Content = { kind: 'viewOnceElsewhere' }

export function messageEvent(
  books: Books, envelope: Envelope, message: proto.IMessage, content: Content, viewOnce: boolean, info?: WAMessage): Event {
  const association = message.messageContextInfo?.messageAssociation
  const album = association?.associationType === proto.MessageAssociation.AssociationType.MEDIA_ALBUM ? association.parentMessageKey?.id : undefined
  return {
    type: 'message', ...envelope, content, ...readContext(message, books.addresses), viewOnce: viewOnce || undefined,
    album: album ?? undefined, name: info?.pushName ?? undefined,
    // A channel's post has a second number, by which the server knows it.
    serverId: (info?.key as { server_id?: string } | undefined)?.server_id,
  }
}
