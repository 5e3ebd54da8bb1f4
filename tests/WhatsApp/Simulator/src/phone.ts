// The user's phone: links clients, hands over keys and history, and tells of settings.
import { proto, type BinaryNode } from 'baileys'
import { decodeSyncdMutations, encodeSyncdPatch, newLTHashState } from 'baileys/lib/Utils/chat-utils.js'
import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Client } from './client.ts'
import type { Delivery } from './delivery.ts'
import { takeBundle } from './delivery.ts'
import { bytes, child, seconds, server } from './nodes.ts'
import { agree, decryptGcm, hkdf, newKeyPair } from './noise.ts'
import type { LinkedDevice, Person } from './people.ts'
import { curve, withType } from './signal.ts'
import type { World } from './world.ts'

/** Larger pieces of history come from the media server. */
const largestInline = 60_000

export class Phone {
  readonly #world: World
  readonly #delivery: Delivery

  constructor(world: World, delivery: Delivery) {
    this.#world = world
    this.#delivery = delivery
    delivery.onAskedForOlder = (person, device, session) => {
      if (!person.away) {
        void this.sendHistory(person, device, { syncType: proto.HistorySync.HistorySyncType.ON_DEMAND, conversations: person.older }, session)
      }
    }
    delivery.onAskedForKey = async (person, device) => {
      if (!person.away) {
        await this.shareKey(person, device)
      }
    }
  }

  /** The user holds the phone before the QR code. */
  scan(person: Person, code: string): void {
    const [reference = '', noise = '', identity = '', secret = ''] = (code.split('#').pop() ?? '').split(',')
    const client = this.#world.references.get(reference)
    if (!client?.registration) {
      throw new Error('the code is unknown or too old')
    }
    if (!client.noise.clientStatic.equals(Buffer.from(noise, 'base64')) || !client.registration.identity.equals(Buffer.from(identity, 'base64'))) {
      throw new Error('the code\'s keys are not those of the connection')
    }
    this.#pair(person, client, Buffer.from(secret, 'base64'))
  }

  /** The user types the code that the client shows. */
  enterCode(person: Person, typed: string): void {
    const code = typed.replace('-', '')
    const client = [...this.#world.clients].find(({ linkCode }) => linkCode?.jid === person.jid)
    if (!client?.linkCode) {
      throw new Error(`no client asked for a code of ${person.number}`)
    }
    const { wrapped } = client.linkCode
    const key = pbkdf2Sync(code, wrapped.subarray(0, 32), 131072, 32, 'sha256')
    const theirs = createDecipheriv('aes-256-ctr', key, wrapped.subarray(32, 48)).update(wrapped.subarray(48, 80))
    const ephemeral = newKeyPair()
    const salt = randomBytes(32)
    const iv = randomBytes(16)
    const sealed = createCipheriv('aes-256-ctr', pbkdf2Sync(code, salt, 131072, 32, 'sha256'), iv).update(ephemeral.pub)
    client.linkCode.shared = agree(ephemeral.priv, theirs)
    client.linkCode.person = person
    client.send({
      tag: 'notification', attrs: { from: server.slice(1), id: this.#world.nextId(), type: 'link_code_companion_reg', t: seconds() },
      content: [{
        tag: 'link_code_companion_reg', attrs: { stage: 'primary_hello' }, content: [
          { tag: 'link_code_pairing_wrapped_primary_ephemeral_pub', attrs: {}, content: Buffer.concat([salt, iv, sealed]) },
          { tag: 'primary_identity_pub', attrs: {}, content: person.phone.identity.pubKey.subarray(1) },
          { tag: 'link_code_pairing_ref', attrs: {}, content: client.linkCode.ref },
        ],
      }],
    })
  }

  finishCode(client: Client, sealed: Buffer): void {
    const { shared, person } = client.linkCode ?? {}
    if (!shared || !person) {
      throw new Error('no code was entered')
    }
    const key = hkdf(shared, 32, sealed.subarray(0, 32), 'link_code_pairing_key_bundle_encryption_key')
    const opened = decryptGcm(key, sealed.subarray(32, 44), sealed.subarray(44))
    const identity = opened.subarray(0, 32)
    if (!client.registration?.identity.equals(identity)) {
      throw new Error('the identity is not that of the registration')
    }
    const secret = hkdf(Buffer.concat([shared, agree(person.phone.identity.privKey, identity), opened.subarray(64, 96)]), 32, Buffer.alloc(32), 'adv_secret')
    this.#pair(person, client, secret)
  }

  #pair(person: Person, client: Client, secret: Buffer): void {
    if (this.#world.faults.passkey) {
      client.send({
        tag: 'notification', attrs: { from: 's.whatsapp.net', id: this.#world.nextId(), type: 'passkey_prologue_request', t: seconds() },
        content: [{ tag: 'passkey_request_options', attrs: {}, content: Buffer.from('{"challenge":"c2ltdWxhdGVk"}') }],
      })
      return
    }
    const registration = client.registration
    if (!registration) {
      throw new Error('the client does not ask to be linked')
    }
    const device = Math.max(0, ...person.devices.keys()) + 1
    const details = Buffer.from(proto.ADVDeviceIdentity.encode({ rawId: 1234, timestamp: Number(seconds()), keyIndex: device }).finish())
    const signer = this.#world.faults.forgedIdentity ? curve.generateKeyPair() : person.phone.identity
    const signed = Buffer.from(proto.ADVSignedDeviceIdentity.encode({
      details, accountSignatureKey: person.phone.identity.pubKey.subarray(1),
      accountSignature: curve.calculateSignature(signer.privKey, Buffer.concat([Buffer.from([6, 0]), details, registration.identity])),
    }).finish())
    const hmac = createHmac('sha256', secret).update(signed).digest()
    client.pairing = { person, device, details }
    client.send({
      tag: 'iq', attrs: { from: 's.whatsapp.net', type: 'set', id: this.#world.nextId(), xmlns: 'md', t: seconds() },
      content: [{
        tag: 'pair-success', attrs: {}, content: [
          { tag: 'device-identity', attrs: {}, content: Buffer.from(proto.ADVSignedDeviceIdentityHMAC.encode({ details: signed, hmac }).finish()) },
          { tag: 'device', attrs: { jid: `${person.number}:${device}${server}`, lid: `${person.lid}:${device}@lid` } },
          { tag: 'platform', attrs: { name: 'android' } },
        ],
      }],
    })
  }

  /** The client has signed as well: it is linked. */
  paired(client: Client, stanza: BinaryNode): void {
    const { pairing, registration } = client
    if (!pairing || !registration) {
      throw new Error('nobody was linking')
    }
    const { person, device, details } = pairing
    const identity = proto.ADVSignedDeviceIdentity.decode(bytes(child(child(stanza, 'pair-device-sign'), 'device-identity')))
    const message = Buffer.concat([Buffer.from([6, 1]), details, registration.identity, person.phone.identity.pubKey.subarray(1)])
    if (!curve.verifySignature(withType(registration.identity), message, Buffer.from(identity.deviceSignature ?? []))) {
      throw new Error('the client\'s signature is wrong')
    }
    person.devices.set(device, { noiseKey: client.noise.clientStatic, bundle: registration, once: [], queue: [], fresh: true, removed: false })
    this.#world.record('paired', client, { tag: 'paired', attrs: { number: person.number, device: String(device) } })
    client.send({ tag: 'stream:error', attrs: { code: '515' } })
    setTimeout(() => client.close(), 20)
  }

  /** What the phone does once a new client is there. */
  async welcome(person: Person, number: number): Promise<void> {
    const { HistorySyncType } = proto.HistorySync
    if (!this.#world.faults.lateKeys) {
      await this.shareKey(person, number)
    }
    await this.sendHistory(person, number, {
      syncType: HistorySyncType.INITIAL_BOOTSTRAP, conversations: person.history, chunkOrder: 0, progress: 100,
      phoneNumberToLidMappings: this.#world.people.all.map(other => ({ pnJid: other.jid, lidJid: other.lidJid })),
    })
    await this.sendHistory(person, number, {
      syncType: HistorySyncType.PUSH_NAME, pushnames: this.#world.people.all.map(other => ({ id: other.jid, pushname: other.name })),
    })
  }

  async shareKey(person: Person, number: number): Promise<void> {
    person.appStateKey ??= { id: Buffer.from([0, 1, 0, 0, 0, 1]), data: randomBytes(32) }
    const { id, data } = person.appStateKey
    await this.#tell(person, number, {
      type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
      appStateSyncKeyShare: { keys: [{ keyId: { keyId: id }, keyData: { keyData: data, fingerprint: { rawId: 1, currentIndex: 0, deviceIndexes: [0] }, timestamp: Date.now() } }] },
    })
  }

  async sendHistory(person: Person, number: number, history: { syncType: number; chunkOrder?: number; progress?: number; [key: string]: unknown }, session?: string): Promise<void> {
    const packed = deflateSync(proto.HistorySync.encode(proto.HistorySync.fromObject(history)).finish())
    const { url: _, ...stored } = packed.length < largestInline ? { url: '', initialHistBootstrapInlinePayload: packed } : this.#world.media.store(packed, 'history')
    await this.#tell(person, number, {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: history.syncType, chunkOrder: history.chunkOrder ?? 0, progress: history.progress, ...(session ? { peerDataRequestSessionId: session } : {}), ...stored,
      },
    })
  }

  /** A setting that the user changes on the phone: muted, archived, pinned, a contact's name; or takes away. */
  async changeSetting(person: Person, collection: 'regular_high' | 'regular_low' | 'regular' | 'critical_block' | 'critical_unblock_low', index: string[], action: object, removed = false): Promise<void> {
    const { SET, REMOVE } = proto.SyncdMutation.SyncdOperation
    person.appStateKey ??= { id: Buffer.from([0, 1, 0, 0, 0, 1]), data: randomBytes(32) }
    const key = person.appStateKey
    const state = (person as unknown as { hashes?: Record<string, ReturnType<typeof newLTHashState>> }).hashes ??= {}
    const { patch, state: next } = await encodeSyncdPatch(
      { type: collection, index, syncAction: { timestamp: Date.now(), ...action }, apiVersion: 5, operation: removed ? REMOVE : SET } as Parameters<typeof encodeSyncdPatch>[0],
      key.id.toString('base64'), state[collection] ?? newLTHashState(),
      async () => proto.Message.AppStateSyncKeyData.fromObject({ keyData: key.data }))
    if (removed) {
      // The library counts what was taken away as being there.
      next.indexValueMap = Object.fromEntries(Object.entries(next.indexValueMap).filter(([entry]) => state[collection]?.indexValueMap[entry] !== undefined))
    }
    state[collection] = next
    const stored = person.appState.get(collection) ?? { version: 0, patches: [] }
    stored.version++
    patch.version = { version: stored.version }
    stored.patches.push({ version: stored.version, data: Buffer.from(proto.SyncdPatch.encode(patch).finish()) })
    person.appState.set(collection, stored)
    for (const [, device] of person.linked()) {
      this.#delivery.push(device, { tag: 'notification', attrs: { from: 's.whatsapp.net', type: 'server_sync', id: this.#world.nextId(), t: seconds() }, content: [{ tag: 'collection', attrs: { name: collection, version: String(stored.version) } }] })
    }
  }

  /** Who sealed them is checked. */
  async openSettings(person: Person, collection: string): Promise<{ index: string[]; action: object }[]> {
    const opened: { index: string[]; action: object }[] = []
    for (const { data } of person.appState.get(collection)?.patches ?? []) {
      await decodeSyncdMutations(
        proto.SyncdPatch.decode(data).mutations, newLTHashState(), async () => proto.Message.AppStateSyncKeyData.fromObject({ keyData: person.appStateKey?.data }),
        ({ index, syncAction }) => void opened.push({
          index: index as string[], action: proto.SyncActionValue.toObject(syncAction.value as proto.SyncActionValue, { longs: Number }),
        }), true)
    }
    return opened
  }

  async #tell(person: Person, number: number, protocolMessage: object): Promise<void> {
    const device = person.devices.get(number)
    if (!device) {
      throw new Error(`${person.number} has no device ${number}`)
    }
    await this.#session(person, number, device)
    const { type, body } = await person.phone.encrypt(person.address(number), { protocolMessage })
    this.#delivery.push(device, {
      tag: 'message', attrs: { from: person.jid, id: this.#world.newMessageId(), t: seconds(), type: 'protocol', category: 'peer' },
      content: [{ tag: 'enc', attrs: { v: '2', type }, content: body }],
    })
  }

  async #session(person: Person, number: number, device: LinkedDevice): Promise<void> {
    if (!person.phone.hasSession(person.address(number))) {
      await person.phone.startSession(person.address(number), takeBundle(device))
    }
  }
}
