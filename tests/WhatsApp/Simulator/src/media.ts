// The media server: encrypted files by path.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { hkdf } from './noise.ts'

const purposes = {
  image: 'WhatsApp Image Keys', video: 'WhatsApp Video Keys', audio: 'WhatsApp Audio Keys', document: 'WhatsApp Document Keys',
  sticker: 'WhatsApp Image Keys', history: 'WhatsApp History Keys', 'sticker-pack': 'WhatsApp Sticker Pack Keys',
}

export type MediaType = keyof typeof purposes

export interface Upload {
  mediaKey: Buffer
  fileSha256: Buffer
  fileEncSha256: Buffer
  fileLength: number
  directPath: string
  url: string
}

export class MediaServer {
  readonly files = new Map<string, Buffer>()
  /** Answered in place of files, once set. */
  failure: number | undefined
  untilUploadedAgain = false
  /** Connections break in the midst of files, once set. */
  breaking = false
  address = ''

  store(data: Buffer, type: MediaType): Upload {
    const { sealed, mediaKey } = seal(data, type)
    const fileEncSha256 = sha256(sealed)
    const directPath = `/v/${fileEncSha256.toString('hex')}`
    this.files.set(directPath, sealed)
    return { mediaKey, fileSha256: sha256(data), fileEncSha256, fileLength: data.length, directPath, url: `${this.address}${directPath}` }
  }

  /** As channels do: anybody may look at it. */
  publish(data: Buffer): Pick<Upload, 'fileSha256' | 'fileLength' | 'directPath'> {
    const hash = sha256(data)
    const directPath = `/m1/${hash.toString('hex')}`
    this.files.set(directPath, data)
    return { fileSha256: hash, fileLength: data.length, directPath }
  }

  open(directPath: string, type: MediaType, mediaKey: Uint8Array): Buffer {
    const sealed = this.files.get(directPath)
    if (!sealed) {
      throw new Error(`no such file: ${directPath}`)
    }
    const { iv, cipherKey, macKey } = keysOf(mediaKey, type)
    const mac = createHmac('sha256', macKey).update(iv).update(sealed.subarray(0, -10)).digest().subarray(0, 10)
    if (!mac.equals(sealed.subarray(-10))) {
      throw new Error('the file is damaged')
    }
    const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
    return Buffer.concat([decipher.update(sealed.subarray(0, -10)), decipher.final()])
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.address)
    if (request.method === 'POST') {
      this.#take(url, request, response)
      return
    }
    const file = this.files.get(url.pathname)
    if (this.failure !== undefined || !file) {
      response.writeHead(this.failure ?? 404).end()
      return
    }
    response.setHeader('content-length', file.length)
    if (this.breaking) {
      response.write(file.subarray(0, file.length / 2), () => response.destroy())
      return
    }
    response.end(file)
  }

  #take(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const file = Buffer.concat(parts)
      const hash = sha256(file)
      if (url.searchParams.get('auth') !== 'simulated' || decodeURIComponent(url.pathname.split('/').pop() ?? '') !== hash.toString('base64url')) {
        response.writeHead(403).end('{}')
        return
      }
      const path = `/v/${hash.toString('hex')}`
      this.files.set(path, file)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ url: `${this.address}${path}`, direct_path: path }))
    })
  }
}

const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest()

function keysOf(mediaKey: Uint8Array, type: MediaType) {
  const keys = hkdf(mediaKey, 112, Buffer.alloc(32), purposes[type])
  return { iv: keys.subarray(0, 16), cipherKey: keys.subarray(16, 48), macKey: keys.subarray(48, 80) }
}

function seal(data: Buffer, type: MediaType): { sealed: Buffer; mediaKey: Buffer } {
  const mediaKey = randomBytes(32)
  const { iv, cipherKey, macKey } = keysOf(mediaKey, type)
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv)
  const body = Buffer.concat([cipher.update(data), cipher.final()])
  return { sealed: Buffer.concat([body, createHmac('sha256', macKey).update(iv).update(body).digest().subarray(0, 10)]), mediaKey }
}
