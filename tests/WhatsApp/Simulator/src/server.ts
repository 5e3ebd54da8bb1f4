// The chat server: connections, logins, and what clients say that is not a question.
import { proto, type BinaryNode } from 'baileys'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import { Client, type ClientHandler } from './client.ts'
import type { Delivery } from './delivery.ts'
import { child, children, seconds } from './nodes.ts'
import type { Phone } from './phone.ts'
import type { Queries } from './queries.ts'
import { curve, withType } from './signal.ts'
import type { World } from './world.ts'

export class ChatServer implements ClientHandler {
  readonly #world: World
  readonly #delivery: Delivery
  readonly #phone: Phone
  readonly #queries: Queries

  constructor(world: World, delivery: Delivery, phone: Phone, queries: Queries) {
    this.#world = world
    this.#delivery = delivery
    this.#phone = phone
    this.#queries = queries
  }

  /** The key that clients have to trust in place of WhatsApp's. */
  get rootKey(): string {
    return this.#world.root.pubKey.subarray(1).toString('hex')
  }

  accept(socket: WebSocket, _: IncomingMessage): void {
    this.#world.clients.add(new Client(socket, this.#world.static, this.#certificate(), this, () => this.#world.faults.mute === true))
  }

  introduced(client: Client, payload: proto.ClientPayload): void {
    const { leastVersion } = this.#world.faults
    const outdated = leastVersion !== undefined && (payload.userAgent?.appVersion?.tertiary ?? 0) < leastVersion
    const failure = outdated ? '405' : this.#world.faults.failure
    if (failure) {
      client.send({ tag: 'failure', attrs: { reason: failure, location: 'simulated', ...this.#world.faults.failureDetails } })
      client.close()
    } else if (payload.devicePairingData) {
      this.#offerLinking(client, payload.devicePairingData)
    } else {
      this.#login(client, payload)
    }
  }

  async said(client: Client, stanza: BinaryNode): Promise<void> {
    switch (stanza.tag) {
      case 'iq':
        if (stanza.attrs.type === 'result') {
          if (child(stanza, 'pair-device-sign')) {
            this.#phone.paired(client, stanza)
          }
        } else {
          const answer = await this.#queries.answer(client, stanza)
          client.send(answer)
          if (client.device?.held?.untilQuestion) {
            this.#delivery.release(client.device)
          }
          if (stanza.attrs.xmlns === 'passive' && child(stanza, 'active')) {
            await this.#goLive(client)
          }
        }
        break
      case 'message':
        await this.#delivery.take(client, stanza)
        break
      case 'receipt':
        await this.#receipt(client, stanza)
        break
      case 'ack':
        if (client.device) {
          this.#delivery.acknowledge(client.device, [stanza.attrs.id ?? ''])
        }
        this.#world.record('ack', client, stanza)
        break
      default:
        this.#world.record(stanza.tag, client, stanza, children(stanza).map(node => node.tag))
    }
  }

  gone(client: Client): void {
    this.#world.clients.delete(client)
    if (client.device?.client === client) {
      client.device.client = undefined
    }
  }

  failed(error: unknown): void {
    this.#world.happenings.push({ what: 'failed', who: undefined, attributes: {}, detail: error instanceof Error ? error.message : String(error) })
  }

  #certificate(): Buffer {
    const { root, intermediate, static: own, faults } = this.#world
    const { Details } = proto.CertChain.NoiseCertificate
    const middle = Buffer.from(Details.encode({ serial: 1, issuerSerial: 0, key: intermediate.pubKey.subarray(1) }).finish())
    const leaf = Buffer.from(Details.encode({ serial: 2, issuerSerial: 1, key: own.pub }).finish())
    const signer = faults.forgedCertificate ? curve.generateKeyPair() : root
    return Buffer.from(proto.CertChain.encode({
      leaf: { details: leaf, signature: curve.calculateSignature(intermediate.privKey, leaf) },
      intermediate: { details: middle, signature: curve.calculateSignature(signer.privKey, middle) },
    }).finish())
  }

  #offerLinking(client: Client, data: proto.ClientPayload.IDevicePairingRegistrationData): void {
    const buffer = (value: Uint8Array | null | undefined): Buffer => Buffer.from(value ?? [])
    client.registration = {
      registrationId: buffer(data.eRegid).readUInt32BE(), identity: buffer(data.eIdent),
      signed: { id: buffer(data.eSkeyId).readUIntBE(0, 3), pub: buffer(data.eSkeyVal), signature: buffer(data.eSkeySig) },
    }
    const { identity, signed } = client.registration
    if (!curve.verifySignature(withType(identity), withType(signed.pub), signed.signature)) {
      throw new Error('the registration\'s signed key is not signed by it')
    }
    const references = Array.from({ length: 6 }, () => `2@${randomBytes(24).toString('base64')}`)
    for (const reference of references) {
      this.#world.references.set(reference, client)
    }
    client.send({
      tag: 'iq', attrs: { from: 's.whatsapp.net', type: 'set', id: this.#world.nextId(), xmlns: 'md' },
      content: [{ tag: 'pair-device', attrs: {}, content: references.map(reference => ({ tag: 'ref', attrs: {}, content: Buffer.from(reference) })) }],
    })
  }

  #login(client: Client, payload: proto.ClientPayload): void {
    const person = this.#world.people.find(String(payload.username))
    const number = payload.device ?? 0
    const device = person?.devices.get(number)
    if (!person || !device || device.removed || !device.noiseKey.equals(client.noise.clientStatic)) {
      client.send({ tag: 'failure', attrs: { reason: '401', location: 'simulated' } })
      client.close()
      return
    }
    if (device.client) {
      device.client.send({ tag: 'stream:error', attrs: {}, content: [{ tag: 'conflict', attrs: { type: 'replaced' } }] })
    }
    client.person = person
    client.device = device
    client.deviceId = number
    device.client = client
    this.#world.record('login', client, { tag: 'login', attrs: {} })
    client.send({
      tag: 'success',
      attrs: { t: seconds(), props: '1', companion_enc_static: '', lid: `${person.lid}:${number}@lid`, creation: '1600000000', location: 'simulated' },
    })
    const { streamError } = this.#world.faults
    if (streamError) {
      setTimeout(() => endStream(client, streamError), 300)
    }
  }

  /** Hands over what waited, as WhatsApp does once a client says that it is ready. */
  async #goLive(client: Client): Promise<void> {
    const { device, person } = client
    if (!device || !person) {
      return
    }
    const count = String(device.queue.length)
    if (device.queue.length > 0) {
      client.send({ tag: 'ib', attrs: { from: 's.whatsapp.net' }, content: [{ tag: 'offline_preview', attrs: { count, message: count, notification: '0', receipt: '0', appdata: '0', call: '0' } }] })
    }
    for (const stanza of device.queue) {
      client.send({ ...stanza, attrs: { ...stanza.attrs, offline: '1' } })
    }
    client.send({ tag: 'ib', attrs: { from: 's.whatsapp.net' }, content: [{ tag: 'offline', attrs: { count } }] })
    client.live = true
    device.held?.stanzas.splice(0)
    if (device.fresh) {
      device.fresh = false
      await this.#phone.welcome(person, client.deviceId)
    }
    this.#world.record('live', client, { tag: 'live', attrs: {} })
  }

  async #receipt(client: Client, stanza: BinaryNode): Promise<void> {
    const { id = '', type, to = '', participant } = stanza.attrs
    const ids = [id, ...children(child(stanza, 'list'), 'item').map(item => item.attrs.id ?? '')]
    this.#world.record('receipt', client, stanza, ids)
    if (client.device && type !== 'read' && type !== 'read-self' && type !== 'played') {
      // A request for a repeat leaves the message where it is; the acknowledgement that follows takes it away.
      if (type === 'retry' && client.person && !this.#world.faults.noRepeats) {
        await this.#delivery.again(client.person, client.deviceId, id)
      } else if (type !== 'retry') {
        this.#delivery.acknowledge(client.device, ids)
      }
    }
    if (type === 'server-error') {
      this.#queries.mediaRetry(client, stanza)
    }
    client.send({ tag: 'ack', attrs: { class: 'receipt', id, from: to, ...(type ? { type } : {}), ...(participant ? { participant } : {}) } })
  }
}

export function endStream(client: Client, code: string): void {
  const conflicts: Record<string, string> = { '440': 'replaced', '401': 'device_removed' }
  const conflict = conflicts[code]
  client.send({
    tag: 'stream:error', attrs: conflict ? (code === '401' ? { code } : {}) : { code },
    ...(conflict ? { content: [{ tag: 'conflict', attrs: { type: conflict } }] } : {}),
  })
  setTimeout(() => client.close(), 20)
}
