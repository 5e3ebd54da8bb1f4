// The history that the phone hands over once, in pieces: stored as it comes, so that memory holds one piece at a time.
import { downloadAndProcessHistorySyncNotification, proto, type BaileysEventMap, type WAMessage } from 'baileys'
import { setImmediate } from 'node:timers/promises'
import { isGone } from '../media/files.ts'
import type { Books } from '../session/books.ts'
import { quietLogger } from '../session/logger.ts'
import { chatFacts, readContacts } from './facts.ts'
import { readMessage } from './reader.ts'
import { readResponses } from './responses.ts'
import { possibleTime } from './times.ts'

/** So much goes into one transaction, between which the connection, the host's questions and other accounts have their turn. */
const batch = 500

/** Done when all of it is stored. */
export async function takeHistory(books: Books, history: BaileysEventMap['messaging-history.set']): Promise<void> {
  await inBatches(books, history.lidPnMappings ?? [], ({ lid, pn }) => books.addresses.person(lid, pn))
  await inBatches(books, history.contacts, contact => readContacts(books, [contact]))
  // The phone gives the newest first, and so does the next piece go on with what is older.
  setPossibleTimes(history.messages)
  await inBatches(books, history.messages, message => keep(books, message))
  // After the messages: a chat that is listed has some.
  await inBatches(books, history.chats, chat => {
    if (chat.id) {
      const id = books.addresses.chat(chat.id)
      books.chats.learn(id, chatFacts(chat))
      books.chats.active(id, possibleTime(chat.conversationTimestamp) ?? 0)
    }
  })
  forgetNotice(books, history)
}

async function inBatches<T>(books: Books, all: T[], take: (one: T) => void): Promise<void> {
  for (let start = 0; start < all.length; start += batch) {
    books.db.transaction(() => all.slice(start, start + batch).forEach(one => take(one)))()
    await setImmediate()
  }
}

/** Of several pieces that were announced one may have failed, or waits behind this one. Where it cannot be told which was this one, they are taken up again. */
function forgetNotice(books: Books, { syncType, chunkOrder }: BaileysEventMap['messaging-history.set']): void {
  const alike = notices(books).filter(({ notice }) => Number(notice.syncType) === Number(syncType) && Number(notice.chunkOrder ?? 0) === Number(chunkOrder ?? 0))
  if (alike.length === 1) {
    forget(books, alike[0]!.id)
  }
}

function notices(books: Books): { id: string; notice: proto.Message.HistorySyncNotification }[] {
  return books.db.prepare('SELECT id, notice FROM history_notice').all()
    .map(({ id, notice }) => ({ id: String(id), notice: proto.Message.HistorySyncNotification.decode(notice as Uint8Array) }))
}

function forget(books: Books, id: string): void {
  books.db.prepare('DELETE FROM history_notice WHERE id = ?').run([id])
}

/** A message whose time cannot be stays between its neighbours: it takes the time of the next newer one of its chat, else of the next older one. */
function setPossibleTimes(messages: WAMessage[]): void {
  const now = Date.now()
  for (const inOrder of [messages, [...messages].reverse()]) {
    const neighbours = new Map<string, WAMessage['messageTimestamp']>()
    for (const message of inOrder) {
      const chat = message.key.remoteJid ?? ''
      if (possibleTime(message.messageTimestamp, now) !== undefined) {
        neighbours.set(chat, message.messageTimestamp)
      } else {
        message.messageTimestamp = neighbours.get(chat) ?? message.messageTimestamp
      }
    }
  }
  for (const message of messages) {
    if (possibleTime(message.messageTimestamp, now) === undefined) {
      message.messageTimestamp = Math.floor(now / 1000)
    }
  }
}

function keep(books: Books, message: WAMessage): void {
  try {
    const reading = readMessage(books, message)
    if (!reading) {
      return
    }
    const { envelope, event, info } = reading
    if (event === undefined || event.type === 'message') {
      books.messages.keepBefore({ ...envelope, info, event: event && { ...event, ...readResponses(books, message) } })
      if (event) {
        books.chats.active(envelope.chat, envelope.at)
      }
    }
  } catch {
    // One message that cannot be read does not cost the others.
  }
}

/** Goes on with pieces that were announced, and not stored before the engine ended; what cannot be had just now is tried again every day, and with the next start. */
export async function resumeHistory(books: Books, take: (data: BaileysEventMap['messaging-history.set']) => Promise<void>): Promise<void> {
  for (const { id, notice } of notices(books)) {
    try {
      const read = await downloadAndProcessHistorySyncNotification(notice, {}, quietLogger)
      await take({ ...read, chunkOrder: notice.chunkOrder })
      forget(books, id)
    } catch (error) {
      if (isGone(error)) {
        forget(books, id)
      }
    }
  }
}
