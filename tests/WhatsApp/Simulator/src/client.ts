// A connection of a real client: frames in, stanzas out.
import { deflateSync } from 'node:zlib'
import { decodeBinaryNode, encodeBinaryNode, proto, type BinaryNode } from 'baileys'
import type { WebSocket } from 'ws'
import { NoiseServer, type KeyPair } from './noise.ts'
import type { LinkedDevice, Person } from './people.ts'
import type { Bundle } from './signal.ts'

export interface ClientHandler {
  introduced(client: Client, payload: proto.ClientPayload): void
  said(client: Client, stanza: BinaryNode): Promise<void>
  gone(client: Client): void
  failed(error: unknown): void
}

/** Longer ones are compressed, as WhatsApp does. */
const longestUnpacked = 1024

export class Client {
  /** Set while it asks to be linked. */
  registration: Bundle | undefined
  linkCode: { jid: string; wrapped: Buffer; ref: Buffer; shared?: Buffer; person?: Person } | undefined
  pairing: { person: Person; device: number; details: Buffer } | undefined
  /** Set once it is logged in. */
  person: Person | undefined
  device: LinkedDevice | undefined
  deviceId = 0
  live = false
  readonly noise: NoiseServer
  readonly #socket: WebSocket
  readonly #handler: ClientHandler
  readonly #isMute: () => boolean
  #stage: 'hello' | 'finish' | 'open' = 'hello'
  #work = Promise.resolve()

  /** @param isMute nothing is said to it as long as that is so */
  constructor(socket: WebSocket, key: KeyPair, certificate: Uint8Array, handler: ClientHandler, isMute: () => boolean) {
    this.#isMute = isMute
    this.#socket = socket
    this.#handler = handler
    this.noise = new NoiseServer(key, certificate)
    socket.on('close', () => handler.gone(this))
    socket.on('message', data => this.#feed(data as Buffer))
  }

  send(stanza: BinaryNode): void {
    if (this.#socket.readyState === this.#socket.OPEN && !this.#isMute()) {
      this.#socket.send(this.noise.frame(packed(encodeBinaryNode(stanza))))
    }
  }

  close(): void {
    this.#socket.close()
  }

  /** Cuts the connection as a broken network does. */
  cut(): void {
    this.#socket.terminate()
  }

  #feed(data: Buffer): void {
    try {
      this.noise.feed(data, frame => this.#take(frame))
    } catch (error) {
      this.#handler.failed(error)
      this.#socket.close()
    }
  }

  #take(frame: Buffer): void {
    if (this.#stage === 'hello') {
      this.#stage = 'finish'
      const ephemeral = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral ?? new Uint8Array()
      this.#socket.send(this.noise.frame(proto.HandshakeMessage.encode({ serverHello: this.noise.hello(ephemeral) }).finish()))
    } else if (this.#stage === 'finish') {
      this.#stage = 'open'
      const finish = proto.HandshakeMessage.decode(frame).clientFinish
      this.#handler.introduced(this, proto.ClientPayload.decode(this.noise.finish(finish?.static ?? new Uint8Array(), finish?.payload ?? new Uint8Array())))
    } else {
      this.#work = this.#work.then(async () => this.#handler.said(this, await decodeBinaryNode(frame))).catch(error => this.#handler.failed(error))
    }
  }
}

/** The first byte says what the rest is. */
function packed(stanza: Buffer): Buffer {
  return stanza.length > longestUnpacked ? Buffer.concat([Buffer.from([2]), deflateSync(stanza.subarray(1))]) : stanza
}
