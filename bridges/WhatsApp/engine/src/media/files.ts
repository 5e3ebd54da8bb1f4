// Files come and go by path; their bytes never travel through the protocol.
import type { WAMessage, WASocket } from 'baileys'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { mediaOf, type Media } from '../receive/media.ts'
import { unwrap } from '../receive/unwrap.ts'
import { Refusal } from '../rpc/lines.ts'
import type { Stored } from '../store/messages.ts'
import { damaged, openFile } from './source.ts'

const patienceWithPhone = 20_000
const largestPicture = 8 << 20

/** Fetches and decrypts the file of a message. The phone is asked once to upload it again where the server has it no more. */
export async function download(stored: Stored | undefined, path: string, limit: number, socket: WASocket): Promise<number> {
  const message = stored?.info.message && unwrap(stored.info.message).message
  const media = message && mediaOf(message.commentMessage?.message ? unwrap(message.commentMessage.message).message : message)
  if (!stored || !media) {
    throw new Refusal('gone', 'The file is not known any more.')
  }
  try {
    return await save(media, path, limit)
  } catch (error) {
    if (!isGone(error)) {
      throw error instanceof Refusal ? error : new Refusal('failed', 'The file could not be fetched from WhatsApp.')
    }
  }
  try {
    // The library knows files only where they are sent by themselves, and puts the new path into the part.
    const asked = { key: stored.info.key, message: { [media.type === 'sticker-pack' ? 'documentMessage' : `${media.type}Message`]: media.part } } as WAMessage
    await within(patienceWithPhone, socket.updateMediaMessage(asked))
    return await save(media, path, limit)
  } catch (error) {
    throw error instanceof Refusal && error.code === 'tooLarge' ? error : new Refusal('gone', 'WhatsApp has deleted the file, and the phone no longer has it.')
  }
}

const save = async (media: Media, path: string, limit: number): Promise<number> => write(await openFile(media), path, limit, media.part.fileSha256)

/** Fetches a picture of a person or group. */
export async function fetchPicture(url: string, path: string): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceWithPhone) })
  if (!response.ok || !response.body) {
    throw new Refusal('gone', 'The picture is not there any more.')
  }
  return write([Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])], path, largestPicture)
}

/** Whole, and what its hash says, or not at all: the host takes files with the same hash for the same file. */
async function write(streams: (Readable | Transform)[], path: string, limit: number, hash?: Uint8Array | null): Promise<number> {
  const partial = `${path}.part`
  const found = createHash('sha256')
  let size = 0
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      found.update(chunk)
      done(limit > 0 && size > limit ? new Refusal('tooLarge', 'The file is larger than the homeserver takes.') : null, chunk)
    },
  })
  try {
    await pipeline([...streams, counter, createWriteStream(partial, { mode: 0o600 })])
    if (hash?.length && !found.digest().equals(hash)) {
      throw damaged()
    }
    await rename(partial, path)
    return size
  } finally {
    await rm(partial, { force: true })
  }
}

/** Whether the server no longer has it. */
export function isGone(error: unknown): boolean {
  const status = (error as { output?: { statusCode?: number }; response?: { status?: number } })?.output?.statusCode
    ?? (error as { response?: { status?: number } })?.response?.status
  return status === 403 || status === 404 || status === 410
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('gone', 'The phone did not answer.')), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
