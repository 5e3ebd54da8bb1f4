// WhatsApp's apps take a change or a deletion of a message for some time only, and pass over without a word what comes later.
import { Refusal } from '../rpc/lines.ts'

const minute = 60_000
const longestForChange = 15 * minute
const longestForDeletion = 60 * 60 * minute

/** @param at when the message was sent, in milliseconds since 1970 */
export function mayStillBeChanged(at: number, now: number): void {
  if (now - at > longestForChange) {
    throw new Refusal('refused', 'WhatsApp takes changes for 15 minutes only: the others still see the old text.')
  }
}

/** @param at when the message was sent; nothing where that is not known */
export function mayStillBeDeleted(at: number | undefined, now: number): void {
  if (at !== undefined && now - at > longestForDeletion) {
    throw new Refusal('refused', 'WhatsApp takes deletions for 60 hours only: the others still see the message.')
  }
}
