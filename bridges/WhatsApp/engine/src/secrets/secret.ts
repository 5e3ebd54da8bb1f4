// Votes, and in communities reactions, comments and edits, are encrypted once more with a key that follows from the secret inside the
// message they belong to. The scheme is public (whatsmeow, msgsecret.go); the addresses that enter it may be of either form, so all are tried.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

export type Purpose = 'Poll Vote' | 'Enc Reaction' | 'Enc Comment' | 'Event Response' | 'Event Edit' | 'Message Edit'

export interface Sealed {
  encPayload?: Uint8Array | null
  encIv?: Uint8Array | null
}

export interface Original {
  id: string
  secret: Uint8Array
  /** The author's addresses. */
  authors: string[]
}

export function unseal(sealed: Sealed, purpose: Purpose, original: Original, senders: string[]): Buffer | undefined {
  const { encPayload, encIv } = sealed
  if (!encPayload || encPayload.length < 17 || encIv?.length !== 12) {
    return undefined
  }
  for (const author of original.authors) {
    for (const sender of senders) {
      const opened = open(encPayload, encIv, keyOf(purpose, original, author, sender), extra(purpose, original, sender))
      if (opened) {
        return opened
      }
    }
  }
  return undefined
}

export function seal(plain: Uint8Array, purpose: Purpose, original: Original, sender: string): { encPayload: Buffer; encIv: Buffer } {
  const encIv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(purpose, original, original.authors[0] ?? sender, sender), encIv)
  cipher.setAAD(extra(purpose, original, sender))
  return { encPayload: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]), encIv }
}

/** How a vote names an option. */
export const optionHash = (name: string): Buffer => createHash('sha256').update(name).digest()

function keyOf(purpose: Purpose, original: Original, author: string, sender: string): Buffer {
  return Buffer.from(hkdfSync('sha256', original.secret, Buffer.alloc(0), original.id + author + sender + purpose, 32))
}

function extra(purpose: Purpose, original: Original, sender: string): Buffer {
  return Buffer.from(purpose === 'Poll Vote' || purpose === 'Event Response' ? `${original.id}\0${sender}` : '')
}

function open(payload: Uint8Array, iv: Uint8Array, key: Buffer, additional: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, iv)
  decipher.setAAD(additional)
  decipher.setAuthTag(payload.subarray(-16))
  try {
    return Buffer.concat([decipher.update(payload.subarray(0, -16)), decipher.final()])
  } catch {
    return undefined
  }
}
