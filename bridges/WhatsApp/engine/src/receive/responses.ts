// What was made of a message of the history until then, which the phone hands over with the message: reactions, and votes of polls.
import type { proto, WAMessage } from 'baileys'
import { optionHash } from '../secrets/secret.ts'
import type { Books } from '../session/books.ts'
import { pollOf } from './content.ts'
import { readEnvelope } from './reader.ts'
import { possibleTime } from './times.ts'
import { unwrap } from './unwrap.ts'

const most = 1000

export function readResponses(books: Books, info: WAMessage): Record<string, unknown> {
  const reactions = (info.reactions ?? []).slice(0, most).flatMap(({ key, text, senderTimestampMs }) => {
    const sender = authorOf(books, info, key)
    return sender && text ? [{ sender, emoji: text, at: possibleTime(senderTimestampMs) }] : []
  })
  const poll = info.message && pollOf(unwrap(info.message).message)
  const votes = (poll && info.pollUpdates ? info.pollUpdates : []).slice(0, most).flatMap(({ pollUpdateMessageKey, vote, senderTimestampMs }) => {
    const sender = authorOf(books, info, pollUpdateMessageKey)
    return sender && poll ? [{ sender, options: chosenOf(poll, vote?.selectedOptions), at: possibleTime(senderTimestampMs) }] : []
  })
  return { ...(reactions.length > 0 ? { reactions } : {}), ...(votes.length > 0 ? { votes } : {}) }
}

/** A vote names options by their hashes; for the host they are numbers. */
export function chosenOf(poll: proto.Message.IPollCreationMessage, hashes: Uint8Array[] | null | undefined): number[] {
  const chosen = (hashes ?? []).map(hash => Buffer.from(hash))
  return (poll.options ?? []).flatMap(({ optionName }, index) => (chosen.some(hash => hash.equals(optionHash(optionName ?? ''))) ? [index] : []))
}

const authorOf = (books: Books, { key: about }: WAMessage, key: proto.IMessageKey | null | undefined): string | undefined =>
  key?.id ? readEnvelope(books, { key: { ...key, remoteJid: key.remoteJid ?? about.remoteJid } } as WAMessage)?.sender : undefined
