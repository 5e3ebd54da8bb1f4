// Encrypts what belongs to an earlier message with the secret inside that one.
import type { proto } from 'baileys'
import { unwrap } from '../receive/unwrap.ts'
import { seal, type Purpose } from '../secrets/secret.ts'
import type { Stored } from '../store/messages.ts'
import type { Relay } from './relay.ts'

export const contentOf = (stored: Stored | undefined): proto.IMessage | undefined => (stored?.info.message ? unwrap(stored.info.message).message : undefined)

/** Nothing where the earlier message, or its secret, is not known. */
export function sealFor(relay: Relay, chat: string, original: Stored | undefined, plain: Uint8Array, purpose: Purpose): ReturnType<typeof seal> | undefined {
  const secret = contentOf(original)?.messageContextInfo?.messageSecret
  if (!original || !secret) {
    return undefined
  }
  const author = original.mine ? relay.ownAddress(chat) : relay.books.addresses.jid(original.sender)
  return seal(plain, purpose, { id: original.id, secret, authors: [author] }, relay.ownAddress(chat))
}
