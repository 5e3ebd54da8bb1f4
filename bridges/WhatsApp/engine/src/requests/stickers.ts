// Requests about packs of stickers.
import type { Account } from '../session/account.ts'
import type { Json } from '../rpc/lines.ts'
import { nameOf, stickersOf } from '../receive/stickers.ts'
import { unwrap } from '../receive/unwrap.ts'
import { text } from './read.ts'

type Serve = (account: Account, params: Json) => unknown

export const stickerRequests: Record<string, Serve> = {
  /** The newest pack of that name that came, or the one in the message of that id; null where there is none. */
  'stickers.find': (account, params) => find(account, text(params, 'name')),
}

function find(account: Account, wished: string): unknown {
  const name = wished.toLowerCase()
  for (const { chat, id, info } of account.books.messages.stickerPacks()) {
    const pack = info.message && unwrap(info.message).message.stickerPackMessage
    if (pack && (id === wished || nameOf(pack).toLowerCase() === name)) {
      return { chat, id, pack: pack.stickerPackId || id, name: nameOf(pack), stickers: stickersOf(pack) }
    }
  }
  return null
}
