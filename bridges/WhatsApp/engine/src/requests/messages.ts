// Requests about messages.
import type { Account } from '../session/account.ts'
import type { Json } from '../rpc/lines.ts'
import { download } from '../media/files.ts'
import type { Outgoing } from '../send/content.ts'
import { flag, number, numbers, optionalText, text, texts } from './read.ts'

type Serve = (account: Account, params: Json) => unknown

const sending = (params: Json) => ({ chat: text(params, 'chat'), id: text(params, 'id') })

export const messageRequests: Record<string, Serve> = {
  'message.send': (account, params) =>
    account.sender.send(sending(params), params.content as Outgoing, optionalText(params, 'reply'), optionalText(params, 'album')),
  'message.album': (account, params) => account.sender.album(sending(params), number(params, 'images'), number(params, 'videos')),
  'message.edit': (account, params) => account.sender.edit(sending(params), text(params, 'target'), params.content as Outgoing),
  'message.delete': (account, params) => account.sender.revoke(sending(params), text(params, 'target')),
  'message.react': (account, params) => account.sender.react(sending(params), text(params, 'target'), optionalText(params, 'emoji') ?? ''),
  'message.pin': (account, params) => account.sender.pin(sending(params), text(params, 'target'), flag(params, 'pinned')),
  /** Those of them of which it is known that they were deleted for everyone; what is not known at all may be older than this login. */
  'message.gone': (account, params) => texts(params, 'ids').filter(id => account.books.messages.isDeleted(text(params, 'chat'), id)),
  'poll.vote': (account, params) => account.answers.vote(sending(params), text(params, 'target'), numbers(params, 'options')),
  'message.press': (account, params) => account.answers.press(sending(params), text(params, 'target'), { id: text(params, 'choice'), text: text(params, 'label') }),
  'message.read': (account, params) => markRead(account, text(params, 'chat'), text(params, 'id')),
  'message.played': (account, params) => markPlayed(account, text(params, 'chat'), texts(params, 'ids')),
  'media.download': (account, params) => download(
    account.books.messages.get(text(params, 'chat'), text(params, 'id')), text(params, 'path'), number(params, 'limit'), account.socket),
}

/** More than this many are not read at once; the older ones were read before. */
const mostRead = 100

async function markRead(account: Account, chat: string, id: string): Promise<void> {
  const upTo = account.books.messages.get(chat, id)
  if (!upTo) {
    return
  }
  const since = Number(account.books.state.setting(`read:${chat}`) ?? 0)
  const unread = account.books.messages.unreadUpTo(chat, upTo.at, mostRead).filter(message => message.at >= since)
  if (unread.length > 0) {
    await account.look(chat)
    await account.socket.readMessages(unread.map(message => keyOf(account, chat, message)))
  }
  account.books.state.saveSetting(`read:${chat}`, String(upTo.at))
}

async function markPlayed(account: Account, chat: string, ids: string[]): Promise<void> {
  for (const id of ids) {
    const stored = account.books.messages.get(chat, id)
    if (stored && !stored.mine) {
      const key = keyOf(account, chat, stored)
      await account.socket.sendReceipt(key.remoteJid, key.participant, [id], 'played')
    }
  }
}

function keyOf(account: Account, chat: string, { id, sender, info }: { id: string; sender: string; info: { key?: { participant?: string | null } | null } }) {
  const several = chat.endsWith('@g.us') || chat === 'status@broadcast'
  return {
    remoteJid: account.books.addresses.jid(chat), id, fromMe: false,
    ...(several ? { participant: info.key?.participant ?? account.books.addresses.jid(sender) } : {}),
  }
}
