// What others, or the account's own other devices, have got, read or played.
import { proto, type BaileysEventMap } from 'baileys'
import type { Books } from '../session/books.ts'
import type { Event } from '../store/state.ts'
import { timeOf } from './times.ts'

const { Status } = proto.WebMessageInfo

export function readUpdates(books: Books, updates: BaileysEventMap['messages.update']): Event[] {
  return updates.flatMap(({ key, update }) => {
    const what = nameOf(update.status)
    if (!what || !key.remoteJid || !key.id) {
      return []
    }
    const chat = books.addresses.chat(key.remoteJid)
    const self = books.self
    // A receipt for somebody else's message comes from the account's own other device.
    const reader = key.fromMe ? chat : self
    return reader ? [{ type: 'receipt', chat, ids: [key.id], reader, mine: !key.fromMe, what, at: timeOf(update.messageTimestamp) }] : []
  })
}

export function readReceipts(books: Books, updates: BaileysEventMap['message-receipt.update']): Event[] {
  return updates.flatMap(({ key, receipt }) => {
    if (!key.remoteJid || !key.id || !receipt.userJid) {
      return []
    }
    const reader = books.addresses.person(receipt.userJid)
    const at = receipt.readTimestamp ?? receipt.playedTimestamp ?? receipt.receiptTimestamp
    const what = receipt.playedTimestamp ? 'played' : receipt.readTimestamp ? 'read' : 'delivered'
    return [{ type: 'receipt', chat: books.addresses.chat(key.remoteJid), ids: [key.id], reader, mine: reader === books.self, what, at: timeOf(at) }]
  })
}

function nameOf(status: number | null | undefined): string | undefined {
  switch (status) {
    case Status.DELIVERY_ACK:
      return 'delivered'
    case Status.READ:
      return 'read'
    case Status.PLAYED:
      return 'played'
    default:
      return undefined
  }
}
