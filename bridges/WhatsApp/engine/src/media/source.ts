// Fetches files from WhatsApp's media server and opens them. The library would ask whichever host a message names, take unchecked what it
// gets, and not notice a connection that breaks.
import { getMediaKeys, MEDIA_HKDF_KEY_MAPPING, type MediaType } from 'baileys'
import { createDecipheriv, createHmac, type Decipheriv, type Hmac } from 'node:crypto'
import { Readable, Transform, type TransformCallback } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Media } from '../receive/media.ts'
import { Refusal } from '../rpc/lines.ts'

// The library does not know this kind.
Object.assign(MEDIA_HKDF_KEY_MAPPING, { 'sticker-pack': 'Sticker Pack' })

const host = 'https://mmg.whatsapp.net'
const macLength = 10

export const damaged = (): Refusal => new Refusal('gone', 'The file is damaged: it is not what its sender says it is.')

/** The streams from the server to the plain bytes, to be joined to one. */
export async function openFile({ part, type }: Media): Promise<(Readable | Transform)[]> {
  // Channels are public: their files are not encrypted.
  const unsealing = part.mediaKey?.length ? [new Unsealing(await getMediaKeys(part.mediaKey, type as MediaType))] : []
  const response = await fetch(addressOf(part))
  if (!response.ok || !response.body) {
    throw Object.assign(new Error('the media server refuses'), { response: { status: response.status } })
  }
  return [Readable.fromWeb(response.body as ReadableStream), ...unsealing]
}

/** Only at WhatsApp's: messages come from anybody, and could name any machine that this one reaches. */
export function addressOf({ directPath, url }: Media['part']): string {
  if (directPath?.startsWith('/')) {
    return host + directPath
  }
  const named = url ? URL.parse(url) : null
  if (!named || named.protocol !== 'https:' || named.port !== '' || !named.hostname.endsWith('.whatsapp.net')) {
    throw new Refusal('gone', 'The message does not say where its file is.')
  }
  return named.href
}

/** Decrypts, and fails at the end if it was not what the key's owner encrypted. */
class Unsealing extends Transform {
  readonly #decipher: Decipheriv
  readonly #mac: Hmac
  #held = Buffer.alloc(0)

  constructor({ iv, cipherKey, macKey }: Awaited<ReturnType<typeof getMediaKeys>>) {
    super()
    this.#decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
    this.#mac = createHmac('sha256', macKey!).update(iv)
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const all = Buffer.concat([this.#held, chunk])
    const sealed = all.subarray(0, Math.max(0, all.length - macLength))
    this.#held = all.subarray(sealed.length)
    this.#mac.update(sealed)
    done(null, this.#decipher.update(sealed))
  }

  override _flush(done: TransformCallback): void {
    try {
      const isWhole = this.#mac.digest().subarray(0, macLength).equals(this.#held)
      done(isWhole ? null : damaged(), isWhole ? this.#decipher.final() : undefined)
    } catch {
      done(damaged())
    }
  }
}
