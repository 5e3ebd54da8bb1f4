// Messages between people: encrypted for each linked client by the sender's phone, decrypted by contacts' phones.
import type { BinaryNode } from 'baileys'
import type { Client } from './client.ts'
import type { Group } from './groups.ts'
import { child, children, seconds, server, splitAddress } from './nodes.ts'
import type { LinkedDevice, Person } from './people.ts'
import type { World } from './world.ts'

export interface SendOptions {
  id?: string
  /** Names the sender by LID, as WhatsApp does now. */
  lid?: boolean
  type?: string
  attributes?: Record<string, string>
  /** Seconds since 1970. */
  at?: string
}

const status = 'status@broadcast'

export class Delivery {
  /** A client asks its own phone for what was before. */
  onAskedForOlder: (person: Person, device: number, session: string) => void = () => {}
  /** A client asks its own phone for the key of its settings. */
  onAskedForKey: (person: Person, device: number) => Promise<void> = async () => {}
  readonly #world: World
  /** What was sent to clients, for those who ask for it once more. */
  readonly #sent = new Map<string, { from: Person; to: Person | Group; message: object; options: SendOptions }>()

  constructor(world: World) {
    this.#world = world
  }

  /** A client could not read a message: its author encrypts it anew, with new keys. */
  async again(reader: Person, number: number, id: string): Promise<void> {
    const sent = this.#sent.get(id)
    if (!sent) {
      return
    }
    const { from, to, message, options } = sent
    const device = reader.devices.get(number)
    if (device) {
      // What comes on the session before is read all the same.
      await from.phone.startSession(reader.address(number), takeBundle(device))
    }
    if (!('jid' in to)) {
      to.distributed.delete(`${from.number}>${reader.address(number)}`)
      await this.sendToGroup(from, to, message, { ...options, id })
    } else if (reader === from) {
      await this.#copyToOwn(from, to, message, id, options)
    } else {
      await this.send(from, to, message, { ...options, id })
    }
  }

  /** Sends a stanza to a linked client, now or when it is back; it is kept until the client has acknowledged it. */
  push(device: LinkedDevice, stanza: BinaryNode): void {
    device.queue.push(stanza)
    if (device.held) {
      device.held.stanzas.push(stanza)
    } else if (device.client?.live) {
      device.client.send(stanza)
    }
  }

  hold(device: LinkedDevice, untilQuestion: boolean): void {
    device.held = { stanzas: [], untilQuestion }
  }

  release(device: LinkedDevice): void {
    const { stanzas } = device.held ?? { stanzas: [] }
    delete device.held
    if (device.client?.live) {
      for (const stanza of stanzas) {
        device.client.send(stanza)
      }
    }
  }

  /** A person writes to another who has linked a client. */
  async send(from: Person, to: Person, message: object, options: SendOptions = {}): Promise<string> {
    const id = options.id ?? this.#world.newMessageId()
    this.#sent.set(id, { from, to, message, options })
    for (const [number, device] of to.linked()) {
      const { type, body } = await this.#encryptFor(from, to, number, device, message)
      const byLid = options.lid ?? true
      this.push(device, {
        tag: 'message',
        attrs: {
          from: byLid ? from.lidJid : from.jid, ...(byLid ? { sender_pn: from.jid, addressing_mode: 'lid' } : { sender_lid: from.lidJid }),
          id, t: options.at ?? seconds(), type: options.type ?? 'text', notify: from.name, ...options.attributes,
        },
        content: [{ tag: 'enc', attrs: { v: '2', type }, content: body }],
      })
    }
    return id
  }

  /** A message whose body was damaged on its way; a repeat of it is whole. */
  async sendUnreadable(from: Person, to: Person, message: object, fromPhone: boolean): Promise<string> {
    const id = this.#world.newMessageId()
    this.#sent.set(id, { from, to, message, options: {} })
    for (const [, device] of (fromPhone ? from : to).linked()) {
      this.push(device, {
        tag: 'message',
        attrs: {
          from: from.lidJid, ...(fromPhone ? { recipient: to.lidJid, peer_recipient_pn: to.jid } : { sender_pn: from.jid }),
          addressing_mode: 'lid', id, t: seconds(), type: 'text', notify: from.name,
        },
        content: [{ tag: 'enc', attrs: { v: '2', type: 'msg' }, content: Buffer.concat([Buffer.from([0x33]), Buffer.alloc(80, 7)]) }],
      })
    }
    return id
  }

  /** A person writes on the phone: the own linked clients get a copy, the other person's a message. */
  async sendFromPhone(person: Person, to: Person | Group, message: object, options: SendOptions = {}): Promise<string> {
    if (!('jid' in to)) {
      return this.sendToGroup(person, to, message, options)
    }
    const id = options.id ?? this.#world.newMessageId()
    await this.#copyToOwn(person, to, message, id, options)
    await this.send(person, to, message, { ...options, id })
    return id
  }

  async #copyToOwn(person: Person, to: Person, message: object, id: string, options: SendOptions): Promise<void> {
    const copy = { deviceSentMessage: { destinationJid: to.lidJid, message } }
    for (const [number, device] of person.linked()) {
      const { type, body } = await this.#encryptFor(person, person, number, device, copy)
      this.push(device, {
        tag: 'message',
        attrs: { from: person.lidJid, recipient: to.lidJid, peer_recipient_pn: to.jid, addressing_mode: 'lid', id, t: seconds(), type: options.type ?? 'text', notify: person.name },
        content: [{ tag: 'enc', attrs: { v: '2', type }, content: body }],
      })
    }
  }

  async sendToGroup(from: Person, group: Group, message: object, options: SendOptions = {}): Promise<string> {
    const id = options.id ?? this.#world.newMessageId()
    this.#sent.set(id, { from, to: group, message, options })
    const distribution = await from.phone.distribution(group.id)
    const body = await from.phone.encryptForGroup(group.id, message)
    for (const member of group.members.keys()) {
      for (const [number, device] of member.linked()) {
        const content: BinaryNode[] = []
        const pair = `${from.number}>${member.address(number)}`
        if (!group.distributed.has(pair)) {
          group.distributed.add(pair)
          const key = { senderKeyDistributionMessage: { groupId: group.id, axolotlSenderKeyDistributionMessage: distribution } }
          const sealed = await this.#encryptFor(from, member, number, device, key)
          content.push({ tag: 'enc', attrs: { v: '2', type: sealed.type }, content: sealed.body })
        }
        content.push({ tag: 'enc', attrs: { v: '2', type: 'skmsg' }, content: body })
        this.push(device, {
          tag: 'message',
          attrs: {
            from: group.id, participant: group.address(from), ...(group.byLid ? { participant_pn: from.jid, addressing_mode: 'lid' } : { participant_lid: from.lidJid, addressing_mode: 'pn' }),
            id, t: options.at ?? seconds(), type: options.type ?? 'text', notify: from.name, ...options.attributes,
          },
          content,
        })
      }
    }
    return id
  }

  /** A channel's post, which is not encrypted. */
  post(channel: string, followers: Person[], plaintext: Buffer, serverId: string): string {
    const id = this.#world.newMessageId()
    for (const follower of followers) {
      for (const [, device] of follower.linked()) {
        this.push(device, { tag: 'message', attrs: { from: channel, id, server_id: serverId, t: seconds(), type: 'text' }, content: [{ tag: 'plaintext', attrs: {}, content: plaintext }] })
      }
    }
    return id
  }

  /** A client has said that it has a stanza. */
  acknowledge(device: LinkedDevice, ids: string[]): void {
    if (this.#world.faults.lostReceipts) {
      return
    }
    device.queue = device.queue.filter(stanza => !ids.includes(stanza.attrs.id ?? ''))
  }

  /** What a client sends: taken apart and handed to every device that it is for. */
  async take(client: Client, stanza: BinaryNode): Promise<void> {
    const { to = '', id = '', participant } = stanza.attrs
    const from = client.person
    if (!from) {
      return
    }
    const reaction = child(stanza, 'reaction')
    // The server knows a channel's posts by their numbers alone.
    const group = this.#world.groups.get(to)
    const refused = reaction && !/^[0-9]+$/.test(stanza.attrs.server_id ?? '') ? '479'
      : group?.stale ? '421'
      : group?.announce && !isForEverybody(stanza, group) && !group.members.get(from) ? '403' : this.#world.people.find(to)?.refusal
    if (reaction) {
      this.#world.record('channel-reaction', client, stanza, reaction.attrs)
    }
    const token = child(stanza, 'tctoken')?.content
    if (token instanceof Uint8Array) {
      this.#world.record('token', client, stanza, Buffer.from(token).toString('base64'))
    }
    const confirm = (): void => client.send({ tag: 'ack', attrs: { class: 'message', id, from: to, t: seconds(), ...(refused ? { error: refused } : {}) } })
    if (this.#world.faults.lateAcks) {
      setTimeout(confirm, this.#world.faults.lateAcks)
    } else if (!this.#world.faults.silentAcks) {
      confirm()
    }
    if (refused) {
      this.#world.record('refused', client, stanza)
      return
    }
    if (child(stanza, 'plaintext')) {
      this.#world.record('post', client, stanza, { text: Buffer.from(child(stanza, 'plaintext')?.content as Uint8Array).toString('base64') })
      return
    }
    const groupBody = children(stanza, 'enc').find(enc => enc.attrs.type === 'skmsg')
    const parts = children(child(stanza, 'participants'), 'to').map(part => ({ jid: part.attrs.jid ?? '', enc: children(part)[0] }))
    const single = child(stanza, 'enc')
    if (parts.length === 0 && single && !groupBody) {
      parts.push({ jid: participant ?? to, enc: single })
    }
    for (const part of parts) {
      await this.#hand(client, from, stanza, part, group, Boolean(groupBody))
    }
    if (groupBody && group) {
      await this.#handGroup(client, from, stanza, groupBody, group)
    } else if (groupBody && to === status) {
      await this.#handStatus(client, from, stanza, groupBody, parts.map(part => part.jid))
    }
  }

  async #hand(client: Client, from: Person, stanza: BinaryNode, { jid, enc }: { jid: string; enc: BinaryNode | undefined }, group: Group | undefined, keyOnly: boolean): Promise<void> {
    const person = this.#world.people.find(jid)
    const number = splitAddress(jid).device
    if (!person || !enc) {
      return
    }
    if (number > 0) {
      const device = person.devices.get(number)
      if (device && !device.removed) {
        this.push(device, {
          tag: 'message',
          attrs: group
            ? { from: group.id, participant: `${from.lid}:${client.deviceId}@lid`, participant_pn: from.jid, addressing_mode: 'lid', id: stanza.attrs.id ?? '', t: seconds(), type: stanza.attrs.type ?? 'text', notify: from.name }
            : { from: `${from.number}:${client.deviceId}${server}`, sender_lid: from.lidJid, id: stanza.attrs.id ?? '', t: seconds(), type: stanza.attrs.type ?? 'text', notify: from.name },
          content: [enc, ...children(stanza, 'device-identity'), ...(group ? children(stanza, 'enc') : [])],
        })
      }
      return
    }
    const address = from.address(client.deviceId)
    const message = await person.phone.decrypt(address, enc.attrs.type ?? 'msg', enc.content as Uint8Array)
    const told = message.deviceSentMessage?.message ?? message
    if (person === from && told.protocolMessage?.peerDataOperationRequestMessage?.historySyncOnDemandRequest) {
      this.onAskedForOlder(person, client.deviceId, stanza.attrs.id ?? '')
      return
    }
    if (person === from && told.protocolMessage?.appStateSyncKeyRequest) {
      await this.onAskedForKey(person, client.deviceId)
      this.#world.record('asked-for-key', client, stanza)
      return
    }
    const key = message.senderKeyDistributionMessage
    if (key?.groupId && key.axolotlSenderKeyDistributionMessage) {
      await person.phone.takeDistribution(key.groupId, address, key.axolotlSenderKeyDistributionMessage)
      if (keyOnly) {
        return
      }
    }
    person.inbox.push({ chat: group?.id ?? stanza.attrs.to ?? '', from: from.number, id: stanza.attrs.id ?? '', message, attributes: stanza.attrs, encryption: enc.attrs.type ?? '' })
  }

  async #handGroup(client: Client, from: Person, stanza: BinaryNode, body: BinaryNode, group: Group): Promise<void> {
    const keyed = new Set(children(child(stanza, 'participants'), 'to').map(part => part.attrs.jid))
    for (const member of group.members.keys()) {
      for (const [number, device] of member.linked()) {
        const own = `${member.lid}:${number}@lid`
        if (device !== client.device && !keyed.has(own) && !keyed.has(`${member.number}:${number}${server}`)) {
          this.push(device, {
            tag: 'message',
            attrs: { from: group.id, participant: `${from.lid}:${client.deviceId}@lid`, participant_pn: from.jid, addressing_mode: 'lid', id: stanza.attrs.id ?? '', t: seconds(), type: stanza.attrs.type ?? 'text', notify: from.name },
            content: [body],
          })
        }
      }
      try {
        const message = await member.phone.decryptForGroup(group.id, from.address(client.deviceId), body.content as Uint8Array)
        member.inbox.push({ chat: group.id, from: from.number, id: stanza.attrs.id ?? '', message, attributes: stanza.attrs, encryption: 'skmsg' })
      } catch {
        // Without the key it waits; a phone would ask for it again.
        this.#world.record('unreadable', client, { ...stanza, attrs: { ...stanza.attrs, member: member.number } })
      }
    }
  }

  /** A status post: like a group's message, for those whom its author names. */
  async #handStatus(client: Client, from: Person, stanza: BinaryNode, body: BinaryNode, readers: string[]): Promise<void> {
    for (const person of new Set(readers.filter(jid => splitAddress(jid).device === 0).flatMap(jid => this.#world.people.find(jid) ?? []))) {
      const message = await person.phone.decryptForGroup(status, from.address(client.deviceId), body.content as Uint8Array)
      person.inbox.push({ chat: status, from: from.number, id: stanza.attrs.id ?? '', message, attributes: stanza.attrs, encryption: 'skmsg' })
    }
  }

  /** Somebody posts a status, which those see who know the person. */
  async postStatus(from: Person, to: Person, message: object): Promise<string> {
    const id = this.#world.newMessageId()
    for (const [number, device] of to.linked()) {
      const { type, body } = await this.#encryptFor(from, to, number, device, message)
      this.push(device, {
        tag: 'message', attrs: { from: status, participant: from.lidJid, participant_pn: from.jid, addressing_mode: 'lid', id, t: seconds(), type: 'text', notify: from.name },
        content: [{ tag: 'enc', attrs: { v: '2', type }, content: body }],
      })
    }
    return id
  }

  async #encryptFor(from: Person, to: Person, number: number, device: LinkedDevice, message: object) {
    const address = to.address(number)
    if (!from.phone.hasSession(address)) {
      await from.phone.startSession(address, takeBundle(device))
    }
    return from.phone.encrypt(address, message)
  }
}

/** The keys of a linked client; each single-use key is handed out once. */
export function takeBundle(device: LinkedDevice) {
  const once = device.once.shift()
  return { ...device.bundle, ...(once ? { once } : {}) }
}

/** Of what is sent into a group in which only administrators write: reactions, and where a community's administrators post, comments. */
const isForEverybody = (stanza: BinaryNode, group: Group): boolean =>
  stanza.attrs.type === 'reaction' || (group.communityAnnounce && child(stanza, 'meta')?.attrs.thread_msg_id !== undefined)
