// Requests about chats: lists, history, settings, typing.
import type { ChatModification, WAMessageKey, WAPresence } from 'baileys'
import type { Account } from '../session/account.ts'
import { Refusal, type Json } from '../rpc/lines.ts'
import { flag, number, optionalText, text } from './read.ts'

type Serve = (account: Account, params: Json) => unknown

export const chatRequests: Record<string, Serve> = {
  'chat.list': (account, params) => account.books.chats.list(number(params, 'limit')).map(({ id, at, facts }) => ({
    id, at, ...facts, newest: account.books.messages.history(id, 1).first,
  })),
  'chat.facts': (account, params) => {
    const chat = text(params, 'chat')
    account.books.addresses.jid(chat)
    return account.books.chats.facts(chat)
  },
  'chat.typing': async (account, params) => {
    await account.look(text(params, 'chat'))
    await account.socket.sendPresenceUpdate(text(params, 'state') as WAPresence, account.books.addresses.jid(text(params, 'chat')))
  },
  'chat.settings': (account, params) => changeSettings(account, text(params, 'chat'), params),
  'chat.delete': (account, params) => deleteChat(account, text(params, 'chat')),
  'chat.timer': async (account, params) => {
    const chat = text(params, 'chat')
    await account.socket.sendMessage(account.books.addresses.jid(chat), { disappearingMessagesInChat: number(params, 'seconds') })
    account.books.chats.learn(chat, { timer: number(params, 'seconds'), timerSetAt: Date.now() })
    account.groups.forget(chat)
  },
  'history.read': (account, params) => readHistory(account, params),
  'history.more': (account, params) => askPhone(account, text(params, 'chat'), number(params, 'count')),
  'message.get': (account, params) => account.books.messages.get(text(params, 'chat'), text(params, 'id'))?.event ?? null,
}

/** The newest first, in pages: the next one holds what is before the first message of this one. */
function readHistory(account: Account, params: Json): unknown {
  const chat = text(params, 'chat')
  const after = optionalText(params, 'after')
  const { messages } = account.books
  const since = after ? messages.get(chat, after)?.at : undefined
  const { events, first, isLast } = messages.history(chat, number(params, 'limit'), { since, through: optionalText(params, 'through'), before: optionalText(params, 'before') })
  return { first, messages: events.filter(event => event.id !== after), isLast }
}

/** The phone sends what is older than the oldest known message; it has to be on. */
async function askPhone(account: Account, chat: string, count: number): Promise<unknown> {
  const oldest = account.books.messages.oldest(chat)
  if (!oldest) {
    throw new Refusal('gone', 'Nothing of this chat is known, so that the phone cannot be asked for what was before.')
  }
  const key = { remoteJid: account.books.addresses.jid(chat), fromMe: oldest.mine, id: oldest.id }
  return { session: await account.socket.fetchMessageHistory(count, key, oldest.at) }
}

/**
 * The newest message that is known, for the phone: what it does to a chat, it does up to there. Of a group it wants to know whose it is.
 * Its time stands there twice: the library reads one name, and hands on the other.
 */
function lastMessagesOf(account: Account, chat: string): { key: WAMessageKey; messageTimestamp: number; timestamp: number }[] {
  const newest = account.books.messages.newest(chat)
  if (!newest) {
    return []
  }
  const participant = newest.mine ? undefined : newest.info.key?.participant ?? newest.info.participant ?? undefined
  const key = { remoteJid: account.books.addresses.jid(chat), id: newest.id, fromMe: newest.mine, ...participant && { participant } }
  const timestamp = Math.floor(newest.at / 1000)
  return [{ key, messageTimestamp: timestamp, timestamp }]
}

/** Goes from the phone and the account's other devices; the others in it keep it. */
async function deleteChat(account: Account, chat: string): Promise<void> {
  await account.socket.chatModify({ delete: true, lastMessages: lastMessagesOf(account, chat) }, account.books.addresses.jid(chat))
  account.books.chats.forget(chat)
}

async function changeSettings(account: Account, chat: string, params: Json): Promise<void> {
  const jid = account.books.addresses.jid(chat)
  const lastMessages = lastMessagesOf(account, chat)
  const changes: ChatModification[] = []
  if ('mutedUntil' in params) {
    changes.push({ mute: typeof params.mutedUntil === 'number' && params.mutedUntil !== 0 ? params.mutedUntil : null })
  }
  if ('archived' in params) {
    changes.push({ archive: flag(params, 'archived'), lastMessages })
  }
  if ('pinned' in params) {
    changes.push({ pin: flag(params, 'pinned') })
  }
  if ('unread' in params) {
    changes.push({ markRead: !flag(params, 'unread'), lastMessages })
  }
  for (const change of changes) {
    await account.socket.chatModify(change, jid)
  }
  account.books.chats.learn(chat, Object.fromEntries(Object.entries(params).filter(([name]) => ['mutedUntil', 'archived', 'pinned', 'unread'].includes(name))))
}
