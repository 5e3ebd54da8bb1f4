// One simulated device with Signal's cryptography: a phone, of the account's owner or of a contact. Keys, sessions, sender keys, in memory.
import { proto } from 'baileys'
import { GroupCipher, GroupSessionBuilder, SenderKeyDistributionMessage, SenderKeyName, SenderKeyRecord } from 'baileys/lib/Signal/Group/index.js'
import { randomInt } from 'node:crypto'
import { createRequire } from 'node:module'
import { tryOnCopies } from '../../../../bridges/WhatsApp/engine/src/hardening/tries.ts'
import { bigEndian } from './nodes.ts'
import type { BinaryNode } from 'baileys'

const libsignal = createRequire(import.meta.url)('libsignal') as any
const { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord } = libsignal
// Phones have another library, without that fault.
tryOnCopies(SessionCipher.prototype)

export const curve = libsignal.curve as {
  generateKeyPair(): { pubKey: Buffer; privKey: Buffer }
  calculateSignature(priv: Uint8Array, message: Uint8Array): Buffer
  verifySignature(pub: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

export const withType = (key: Uint8Array): Buffer => Buffer.concat([Buffer.from([5]), key])

/** What the key server knows of a device. */
export interface Bundle {
  registrationId: number
  identity: Buffer
  signed: { id: number; pub: Buffer; signature: Buffer }
  once?: { id: number; pub: Buffer }
}

export interface Encrypted {
  type: 'pkmsg' | 'msg'
  body: Buffer
}

const pad = (data: Uint8Array): Buffer => {
  const count = randomInt(1, 17)
  return Buffer.concat([data, Buffer.alloc(count, count)])
}

const unpad = (data: Buffer): Buffer => data.subarray(0, data.length - (data.at(-1) ?? 0))

const encode = (message: object): Buffer => pad(proto.Message.encode(proto.Message.fromObject(message)).finish())

export class SignalDevice {
  identity = curve.generateKeyPair()
  registrationId: number = libsignal.keyhelper.generateRegistrationId()
  #signed = libsignal.keyhelper.generateSignedPreKey(this.identity, 1)
  readonly #once = new Map<number, { pubKey: Buffer; privKey: Buffer }>()
  readonly #sessions = new Map<string, unknown>()
  readonly #senderKeys = new Map<string, Buffer>()
  #nextKey = 1

  readonly #store = {
    loadSession: async (id: string) => {
      const stored = this.#sessions.get(id)
      return stored && SessionRecord.deserialize(stored)
    },
    storeSession: async (id: string, record: { serialize(): unknown }) => void this.#sessions.set(id, record.serialize()),
    isTrustedIdentity: async () => true,
    loadPreKey: async (id: number | string) => this.#once.get(Number(id)),
    removePreKey: async (id: number | string) => void this.#once.delete(Number(id)),
    loadSignedPreKey: async () => this.#signed.keyPair,
    getOurRegistrationId: async () => this.registrationId,
    getOurIdentity: async () => this.identity,
    loadSenderKey: async (name: SenderKeyName) => {
      const stored = this.#senderKeys.get(name.toString())
      return stored ? SenderKeyRecord.deserialize(stored) : new SenderKeyRecord()
    },
    storeSenderKey: async (name: SenderKeyName, record: SenderKeyRecord) =>
      void this.#senderKeys.set(name.toString(), Buffer.from(JSON.stringify(record.serialize()))),
  }

  bundle(): Bundle {
    const id = this.#nextKey++
    const once = curve.generateKeyPair()
    this.#once.set(id, once)
    return {
      registrationId: this.registrationId, identity: this.identity.pubKey.subarray(1),
      signed: { id: this.#signed.keyId, pub: this.#signed.keyPair.pubKey.subarray(1), signature: this.#signed.signature },
      once: { id, pub: once.pubKey.subarray(1) },
    }
  }

  hasSession(address: string): boolean {
    return this.#sessions.has(`${address}.0`)
  }

  /** A session that was lost, so that what comes cannot be read. */
  forgetSession(address: string): void {
    this.#sessions.delete(`${address}.0`)
  }

  /** What somebody had until now is of no use: a new phone. */
  renew(): void {
    this.identity = curve.generateKeyPair()
    this.registrationId = libsignal.keyhelper.generateRegistrationId()
    this.#signed = libsignal.keyhelper.generateSignedPreKey(this.identity, 1)
    this.#sessions.clear()
    this.#senderKeys.clear()
    this.#once.clear()
  }

  async startSession(address: string, bundle: Bundle): Promise<void> {
    if (!curve.verifySignature(withType(bundle.identity), withType(bundle.signed.pub), bundle.signed.signature)) {
      throw new Error(`the keys of ${address} are not signed by it`)
    }
    await new SessionBuilder(this.#store, new ProtocolAddress(address, 0)).initOutgoing({
      registrationId: bundle.registrationId, identityKey: withType(bundle.identity),
      signedPreKey: { keyId: bundle.signed.id, publicKey: withType(bundle.signed.pub), signature: bundle.signed.signature },
      preKey: bundle.once && { keyId: bundle.once.id, publicKey: withType(bundle.once.pub) },
    })
  }

  async encrypt(address: string, message: object): Promise<Encrypted> {
    const { type, body } = await new SessionCipher(this.#store, new ProtocolAddress(address, 0)).encrypt(encode(message))
    return { type: type === 3 ? 'pkmsg' : 'msg', body: Buffer.from(body) }
  }

  async decrypt(address: string, type: string, body: Uint8Array): Promise<proto.Message> {
    const cipher = new SessionCipher(this.#store, new ProtocolAddress(address, 0))
    const opened = type === 'pkmsg' ? await cipher.decryptPreKeyWhisperMessage(Buffer.from(body)) : await cipher.decryptWhisperMessage(Buffer.from(body))
    return proto.Message.decode(unpad(Buffer.from(opened)))
  }

  async distribution(group: string): Promise<Buffer> {
    return Buffer.from((await new GroupSessionBuilder(this.#groupStore).create(senderKeyName(group, 'self'))).serialize())
  }

  async encryptForGroup(group: string, message: object): Promise<Buffer> {
    return Buffer.from(await new GroupCipher(this.#groupStore, senderKeyName(group, 'self')).encrypt(encode(message)))
  }

  async takeDistribution(group: string, address: string, distribution: Uint8Array): Promise<void> {
    const message = new SenderKeyDistributionMessage(null, null, null, null, distribution)
    await new GroupSessionBuilder(this.#groupStore).process(senderKeyName(group, address), message)
  }

  async decryptForGroup(group: string, address: string, body: Uint8Array): Promise<proto.Message> {
    return proto.Message.decode(unpad(Buffer.from(await new GroupCipher(this.#groupStore, senderKeyName(group, address)).decrypt(Buffer.from(body)))))
  }

  get #groupStore() {
    return this.#store as unknown as ConstructorParameters<typeof GroupSessionBuilder>[0] & ConstructorParameters<typeof GroupCipher>[0]
  }
}

const senderKeyName = (group: string, address: string): SenderKeyName => new SenderKeyName(group, new ProtocolAddress(address, 0))

export const bundleNodes = (bundle: Bundle): BinaryNode[] => [
  { tag: 'registration', attrs: {}, content: bigEndian(bundle.registrationId, 4) },
  { tag: 'type', attrs: {}, content: Buffer.from([5]) },
  { tag: 'identity', attrs: {}, content: bundle.identity },
  {
    tag: 'skey', attrs: {}, content: [
      { tag: 'id', attrs: {}, content: bigEndian(bundle.signed.id, 3) },
      { tag: 'value', attrs: {}, content: bundle.signed.pub },
      { tag: 'signature', attrs: {}, content: bundle.signed.signature },
    ],
  },
  ...(bundle.once
    ? [{ tag: 'key', attrs: {}, content: [
        { tag: 'id', attrs: {}, content: bigEndian(bundle.once.id, 3) }, { tag: 'value', attrs: {}, content: bundle.once.pub },
      ] }]
    : []),
]
