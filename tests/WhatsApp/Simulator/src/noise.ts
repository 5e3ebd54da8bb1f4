// The server's side of WhatsApp's Noise_XX_25519_AESGCM_SHA256, on node:crypto alone, so that it checks the client's handshake rather than
// mirror the client's own code.
import { createCipheriv, createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto'

const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex')
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex')
const header = Buffer.from([87, 65, 6, 3])
const name = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0')

export interface KeyPair {
  pub: Buffer
  priv: Buffer
}

export function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519', {
    publicKeyEncoding: { format: 'der', type: 'spki' }, privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  })
  return { pub: publicKey.subarray(12), priv: privateKey.subarray(16, 48) }
}

export const agree = (priv: Uint8Array, pub: Uint8Array): Buffer => diffieHellman({
  privateKey: createPrivateKey({ key: Buffer.concat([privatePrefix, priv]), format: 'der', type: 'pkcs8' }),
  publicKey: createPublicKey({ key: Buffer.concat([publicPrefix, pub]), format: 'der', type: 'spki' }),
})

export const hkdf = (material: Uint8Array, length: number, salt: Uint8Array = Buffer.alloc(32), info = ''): Buffer =>
  Buffer.from(hkdfSync('sha256', material, salt, info, length))

export function encryptGcm(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, additional: Uint8Array = Buffer.alloc(0)): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(additional)
  return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()])
}

export function decryptGcm(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, additional: Uint8Array = Buffer.alloc(0)): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(additional)
  decipher.setAuthTag(data.subarray(-16))
  return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()])
}

function nonceOf(counter: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(counter, 8)
  return nonce
}

/** One connection: splits the byte stream into frames, and encrypts and decrypts them once the handshake is done. */
export class NoiseServer {
  clientStatic = Buffer.alloc(0)
  readonly #static: KeyPair
  readonly #certificate: Uint8Array
  readonly #ephemeral = newKeyPair()
  #input = Buffer.alloc(0)
  #greeted = false
  #hash: Buffer = name
  #salt: Buffer = name
  #key: Buffer = name
  #counter = 0
  #reading: Buffer | undefined
  #writing: Buffer | undefined
  #read = 0
  #written = 0

  constructor(staticKey: KeyPair, certificate: Uint8Array) {
    this.#static = staticKey
    this.#certificate = certificate
  }

  feed(data: Uint8Array, onFrame: (frame: Buffer) => void): void {
    this.#input = Buffer.concat([this.#input, data])
    if (!this.#greeted && !this.#greet()) {
      return
    }
    while (this.#input.length >= 3) {
      const length = this.#input.readUIntBE(0, 3)
      if (this.#input.length < length + 3) {
        return
      }
      const frame = Buffer.from(this.#input.subarray(3, length + 3))
      this.#input = this.#input.subarray(length + 3)
      onFrame(this.#reading ? decryptGcm(this.#reading, nonceOf(this.#read++), frame) : frame)
    }
  }

  frame(data: Uint8Array): Buffer {
    const body = this.#writing ? encryptGcm(this.#writing, nonceOf(this.#written++), data) : Buffer.from(data)
    const length = Buffer.alloc(3)
    length.writeUIntBE(body.length, 0, 3)
    return Buffer.concat([length, body])
  }

  hello(clientEphemeral: Uint8Array): { ephemeral: Buffer; static: Buffer; payload: Buffer } {
    this.#authenticate(header)
    this.#authenticate(clientEphemeral)
    this.#authenticate(this.#ephemeral.pub)
    this.#mix(agree(this.#ephemeral.priv, clientEphemeral))
    const sealedStatic = this.#encrypt(this.#static.pub)
    this.#mix(agree(this.#static.priv, clientEphemeral))
    return { ephemeral: this.#ephemeral.pub, static: sealedStatic, payload: this.#encrypt(this.#certificate) }
  }

  finish(sealedStatic: Uint8Array, sealedPayload: Uint8Array): Buffer {
    this.clientStatic = Buffer.from(this.#decrypt(sealedStatic))
    this.#mix(agree(this.#ephemeral.priv, this.clientStatic))
    const payload = this.#decrypt(sealedPayload)
    const keys = hkdf(Buffer.alloc(0), 64, this.#salt)
    this.#reading = keys.subarray(0, 32)
    this.#writing = keys.subarray(32)
    return payload
  }

  #greet(): boolean {
    if (this.#input.length < 11) {
      return false
    }
    if (this.#input.subarray(0, 2).toString() === 'ED') {
      // Where the client was served before; of no meaning here.
      this.#input = this.#input.subarray(7 + this.#input.readUIntBE(4, 3))
    }
    if (!this.#input.subarray(0, 4).equals(header)) {
      throw new Error('not a WhatsApp client')
    }
    this.#input = this.#input.subarray(4)
    this.#greeted = true
    return true
  }

  #authenticate(data: Uint8Array): void {
    this.#hash = createHash('sha256').update(this.#hash).update(data).digest()
  }

  #mix(secret: Buffer): void {
    const keys = hkdf(secret, 64, this.#salt)
    this.#salt = keys.subarray(0, 32)
    this.#key = keys.subarray(32)
    this.#counter = 0
  }

  #encrypt(data: Uint8Array): Buffer {
    const sealed = encryptGcm(this.#key, nonceOf(this.#counter++), data, this.#hash)
    this.#authenticate(sealed)
    return sealed
  }

  #decrypt(data: Uint8Array): Buffer {
    const opened = decryptGcm(this.#key, nonceOf(this.#counter++), data, this.#hash)
    this.#authenticate(data)
    return opened
  }
}
