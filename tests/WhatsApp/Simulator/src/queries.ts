// Questions of clients (iq stanzas) and their answers.
import { proto, type BinaryNode } from 'baileys'
import { answerMex } from './channels.ts'
import type { Client } from './client.ts'
import { takeBundle } from './delivery.ts'
import { answerGroup } from './group-queries.ts'
import { bigEndian, bytes, child, children, integer, seconds, server, splitAddress } from './nodes.ts'
import { encryptGcm, hkdf } from './noise.ts'
import type { Phone } from './phone.ts'
import { bundleNodes } from './signal.ts'
import type { World } from './world.ts'

export class Failure extends Error {
  readonly code: string

  constructor(code: string, text: string) {
    super(text)
    this.code = code
  }
}

type Answer = BinaryNode[] | undefined

export class Queries {
  /** Files that phones still have, by message. */
  readonly reuploads = new Map<string, { directPath: string; mediaKey: Buffer }>()
  readonly #world: World
  readonly #phone: Phone

  constructor(world: World, phone: Phone) {
    this.#world = world
    this.#phone = phone
  }

  async answer(client: Client, iq: BinaryNode): Promise<BinaryNode> {
    const { id = '', xmlns = '', type = '', to = 's.whatsapp.net' } = iq.attrs
    const first = children(iq)[0]
    try {
      const content = xmlns === 'w:g2' ? answerGroup(this.#world, client, iq) : await this.#find(client, iq, `${xmlns} ${type} ${first?.tag ?? ''}`, first)
      return { tag: 'iq', attrs: { from: to, type: 'result', id }, ...(content ? { content } : {}) }
    } catch (error) {
      const { code, message } = error instanceof Failure ? error : { code: '500', message: String(error) }
      return { tag: 'iq', attrs: { from: to, type: 'error', id }, content: [{ tag: 'error', attrs: { code, text: message } }] }
    }
  }

  /** The phone is asked to upload a file again. It may name the message by another address than the one it was asked with. */
  mediaRetry(client: Client, stanza: BinaryNode): void {
    const { id = '' } = stanza.attrs
    const rmr = child(stanza, 'rmr')
    const person = client.person
    if (!person || person.away) {
      return
    }
    const found = this.reuploads.get(id)
    if (found && this.#world.media.untilUploadedAgain) {
      this.#world.media.failure = undefined
    }
    const notice = proto.MediaRetryNotification.encode({
      stanzaId: id, directPath: found?.directPath, result: found ? proto.MediaRetryNotification.ResultType.SUCCESS : proto.MediaRetryNotification.ResultType.NOT_FOUND,
    }).finish()
    const mediaKey = found?.mediaKey ?? new Uint8Array(32)
    const iv = Buffer.alloc(12, 7)
    const key = hkdf(mediaKey, 32, Buffer.alloc(32), 'WhatsApp Media Retry Notification')
    client.send({
      tag: 'notification', attrs: { from: person.lidJid, type: 'mediaretry', id, t: seconds() },
      content: [
        { tag: 'encrypt', attrs: {}, content: [
          { tag: 'enc_p', attrs: {}, content: encryptGcm(key, iv, notice, Buffer.from(id)) }, { tag: 'enc_iv', attrs: {}, content: iv },
        ] },
        { tag: 'rmr', attrs: { ...rmr?.attrs, jid: rmr?.attrs.jid ?? person.lidJid } },
      ],
    })
  }

  async #find(client: Client, iq: BinaryNode, question: string, first: BinaryNode | undefined): Promise<Answer> {
    switch (question) {
      case 'w:p get ping': case 'passive set active': case 'encrypt set rotate': case 'w:stats set add': case 'urn:xmpp:whatsapp:dirty set clean':
        return undefined
      case 'encrypt get count':
        return [{ tag: 'count', attrs: { value: String(client.device?.once.length ?? 0) } }]
      case 'encrypt get digest':
        return [this.#digest(client)]
      case 'encrypt set registration':
        return this.#takeKeys(client, iq)
      case 'encrypt get key':
        this.#world.record('keys', client, iq)
        return [{ tag: 'list', attrs: {}, content: children(first, 'user').map(user => this.#keysOf(user.attrs.jid ?? '')) }]
      case 'usync get usync':
        return [{ tag: 'usync', attrs: { ...first?.attrs }, content: [{ tag: 'result', attrs: {} }, { tag: 'list', attrs: {}, content: this.#users(first) }] }]
      case 'w:m set media_conn':
        return [{
          tag: 'media_conn', attrs: { auth: 'simulated', ttl: '3600', auth_ttl: '3600', max_buckets: '12' },
          content: [{ tag: 'host', attrs: { hostname: new URL(this.#world.media.address).host, maxContentLengthBytes: '100000000' } }],
        }]
      case 'abt get props':
        return [{ tag: 'props', attrs: {} }]
      case 'blocklist get ': case 'blocklist set item':
        this.#world.record('blocklist', client, first ?? iq)
        return [{ tag: 'list', attrs: {}, content: [] }]
      case 'privacy get privacy':
        return [{ tag: 'privacy', attrs: {}, content: ['readreceipts', 'last', 'online', 'profile', 'status', 'groupadd', 'calladd'].map(name => ({ tag: 'category', attrs: { name, value: 'all' } })) }]
      case 'privacy set tokens':
        return [{ tag: 'tokens', attrs: {} }]
      case 'w:profile:picture get picture':
        return this.#picture(iq, first)
      case 'w:profile:picture set picture':
        this.#world.record('picture', client, iq, { bytes: (first?.content as Uint8Array | undefined)?.length ?? 0 })
        return [{ tag: 'picture', attrs: { id: '2' } }]
      case 'w:profile:picture set ':
        this.#world.record('picture', client, iq, { bytes: 0 })
        return []
      case 'w:sync:app:state set sync':
        return [{ tag: 'sync', attrs: {}, content: children(first, 'collection').map(collection => this.#collection(client, collection)) }]
      case 'md set link_code_companion_reg':
        return this.#linkCode(client, first)
      case 'md set remove-companion-device':
        return this.#unlink(client, first)
      case 'w:mex get query':
        return answerMex(this.#world, client, first)
      case 'newsletter set reaction': case 'newsletter set live_updates':
        return undefined
      default:
        this.#world.unanswered.push(question)
        throw new Failure('501', 'feature-not-implemented')
    }
  }

  /** What the key server has of a client's keys: of the single-use ones their numbers. */
  #digest({ device }: Client): BinaryNode {
    return { tag: 'digest', attrs: {}, content: [{ tag: 'list', attrs: {}, content: (device?.once ?? []).map(({ id }) => ({ tag: 'id', attrs: {}, content: bigEndian(id, 3) })) }] }
  }

  #takeKeys(client: Client, iq: BinaryNode): Answer {
    const signed = child(iq, 'skey')
    if (client.device) {
      client.device.bundle = {
        registrationId: integer(child(iq, 'registration')), identity: bytes(child(iq, 'identity')),
        signed: { id: integer(child(signed, 'id')), pub: bytes(child(signed, 'value')), signature: bytes(child(signed, 'signature')) },
      }
      const given = children(child(iq, 'list'), 'key').map(key => ({ id: integer(child(key, 'id')), pub: bytes(child(key, 'value')) }))
      client.device.once.push(...given)
      this.#world.record('given', client, iq, { keys: given.length })
    }
    return undefined
  }

  #keysOf(jid: string): BinaryNode {
    const person = this.#world.people.find(jid)
    const number = splitAddress(jid).device
    const device = person?.devices.get(number)
    if (!person || (number > 0 && (!device || device.removed))) {
      return { tag: 'user', attrs: { jid }, content: [{ tag: 'error', attrs: { code: '404', text: 'item-not-found' } }] }
    }
    return { tag: 'user', attrs: { jid, t: seconds() }, content: bundleNodes(device ? takeBundle(device) : person.phone.bundle()) }
  }

  #users(usync: BinaryNode | undefined): BinaryNode[] {
    const asked = children(child(usync, 'query')).map(node => node.tag)
    return children(child(usync, 'list'), 'user').map(user => {
      const number = child(user, 'contact') ? bytes(child(user, 'contact')).toString().replace('+', '') : undefined
      const person = this.#world.people.find(user.attrs.jid ?? number ?? '')
      const content: BinaryNode[] = []
      if (asked.includes('devices') && person) {
        content.push({ tag: 'devices', attrs: {}, content: [{ tag: 'device-list', attrs: { hash: '2:simulated' }, content: [
          { tag: 'device', attrs: { id: '0' } },
          ...person.linked().map(([id]) => ({ tag: 'device', attrs: { id: String(id), 'key-index': String(id) } })),
        ] }] })
      }
      if (asked.includes('lid') && person) {
        content.push({ tag: 'lid', attrs: { val: person.lidJid } })
      }
      if (asked.includes('contact')) {
        content.push({ tag: 'contact', attrs: { type: person ? 'in' : 'out' } })
      }
      return { tag: 'user', attrs: { jid: user.attrs.jid ?? person?.jid ?? `${number}${server}` }, content }
    })
  }

  #picture(iq: BinaryNode, first: BinaryNode | undefined): Answer {
    const of = iq.attrs.target ?? iq.attrs.to ?? ''
    const person = this.#world.people.find(of)
    if (!person?.picture) {
      throw new Failure('404', 'item-not-found')
    }
    const path = `/pps/${person.lid}-${person.picture.length}.jpg`
    this.#world.media.files.set(path, person.picture)
    return [{ tag: 'picture', attrs: { id: String(person.picture.length), type: first?.attrs.type ?? 'preview', url: `${this.#world.media.address}${path}?oe=${Date.now()}`, direct_path: path } }]
  }

  #collection(client: Client, node: BinaryNode): BinaryNode {
    const name = node.attrs.name ?? ''
    const person = client.person
    const patch = child(node, 'patch')
    if (!person) {
      throw new Failure('401', 'not-authorized')
    }
    const stored = person.appState.get(name) ?? { version: 0, patches: [] }
    if (patch) {
      stored.version++
      stored.patches.push({ version: stored.version, data: bytes(patch) })
      person.appState.set(name, stored)
      this.#world.record('app-state', client, node)
      return { tag: 'collection', attrs: { name, version: String(stored.version) } }
    }
    const newer = stored.patches.filter(({ version }) => version > Number(node.attrs.version))
    return {
      tag: 'collection', attrs: { name, version: node.attrs.version ?? '0' },
      ...(newer.length > 0 ? { content: [{ tag: 'patches', attrs: {}, content: newer.map(({ data }) => ({ tag: 'patch', attrs: {}, content: data })) }] } : {}),
    }
  }

  #linkCode(client: Client, first: BinaryNode | undefined): Answer {
    if (first?.attrs.stage === 'companion_hello') {
      const { pairingCode } = this.#world.faults
      if (pairingCode) {
        throw new Failure(pairingCode, 'bad-request')
      }
      client.linkCode = {
        jid: first.attrs.jid ?? '', wrapped: bytes(child(first, 'link_code_pairing_wrapped_companion_ephemeral_pub')), ref: Buffer.from(this.#world.nextId()),
      }
      return [{ tag: 'link_code_companion_reg', attrs: { stage: 'companion_hello' }, content: [{ tag: 'link_code_pairing_ref', attrs: {}, content: client.linkCode.ref }] }]
    }
    const sealed = bytes(child(first, 'link_code_pairing_wrapped_key_bundle'))
    setImmediate(() => this.#phone.finishCode(client, sealed))
    return undefined
  }

  #unlink(client: Client, first: BinaryNode | undefined): Answer {
    const jid = first?.attrs.jid ?? ''
    const device = this.#world.people.find(jid)?.devices.get(splitAddress(jid).device)
    if (device) {
      device.removed = true
    }
    this.#world.record('logout', client, first ?? { tag: 'logout', attrs: {} })
    return undefined
  }
}
