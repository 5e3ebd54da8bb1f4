// What tests do with the simulated network: POST /<verb> with JSON, answered with JSON.
import { proto } from 'baileys'
import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { optionHash, seal, unseal, type Purpose } from '../../../../bridges/WhatsApp/engine/src/secrets/secret.ts'
import type { Channel } from './channels.ts'
import type { Delivery } from './delivery.ts'
import { changeMembers } from './group-queries.ts'
import { Group } from './groups.ts'
import type { MediaType } from './media.ts'
import { seconds, server } from './nodes.ts'
import type { Person, Received } from './people.ts'
import type { Phone } from './phone.ts'
import type { Queries } from './queries.ts'
import { endStream } from './server.ts'
import type { Faults, World } from './world.ts'

type Request = Record<string, any>
type Verb = (request: Request) => unknown

export class Control {
  readonly #world: World
  readonly #delivery: Delivery
  readonly #phone: Phone
  readonly #queries: Queries
  readonly #verbs: Record<string, Verb>

  constructor(world: World, delivery: Delivery, phone: Phone, queries: Queries) {
    this.#world = world
    this.#delivery = delivery
    this.#phone = phone
    this.#queries = queries
    this.#verbs = { ...this.#peopleVerbs(), ...this.#messageVerbs(), ...this.#groupVerbs(), ...this.#serverVerbs() }
  }

  listen(port: number): Server {
    return createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        void this.#answer(request.url?.slice(1) ?? '', Buffer.concat(parts)).then(([code, body]) => {
          response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null))
        })
      })
    }).listen(port, '127.0.0.1')
  }

  async #answer(verb: string, body: Buffer): Promise<[number, unknown]> {
    try {
      const handler = Object.hasOwn(this.#verbs, verb) ? this.#verbs[verb] : undefined
      if (!handler) {
        return [404, { error: `no such verb: ${verb}` }]
      }
      return [200, await handler(body.length > 0 ? (JSON.parse(body.toString(), reviveBytes) as Request) : {})]
    } catch (error) {
      return [400, { error: error instanceof Error ? error.message : String(error) }]
    }
  }

  #person(name: unknown): Person {
    return this.#world.people.get(String(name))
  }

  #devices(name: unknown) {
    return this.#person(name).linked().map(([, device]) => device)
  }

  #peopleVerbs(): Record<string, Verb> {
    return {
      person: ({ number, lid, name }) => void this.#world.people.add(number, lid, name),
      picture: ({ number, bytes }) => void (this.#person(number).picture = bytes),
      refuse: ({ number, code }) => void (this.#person(number).refusal = code ?? undefined),
      restrict: ({ number, until }) => void (this.#person(number).restrictedUntil = until),
      away: ({ number, away }) => void (this.#person(number).away = away),
      newPhone: ({ number }) => this.#newPhone(this.#person(number)),
      history: ({ number, conversations }) => void (this.#person(number).history = conversations),
      older: ({ number, conversations }) => void (this.#person(number).older = conversations),
      moreHistory: ({ number, device, ...history }) => this.#phone.sendHistory(this.#person(number), device ?? lastDevice(this.#person(number)), history as { syncType: number }),
      scan: ({ number, code }) => this.#phone.scan(this.#person(number), code),
      enterCode: ({ number, code }) => this.#phone.enterCode(this.#person(number), code),
      setting: ({ number, collection, index, action, removed }) => this.#phone.changeSetting(this.#person(number), collection, index, action, removed),
      /** What clients have set, as the phone reads it. */
      settings: ({ number, collection }) => this.#phone.openSettings(this.#person(number), collection),
      shareKey: ({ number }) => this.#phone.shareKey(this.#person(number), lastDevice(this.#person(number))),
      unlink: ({ number }) => this.#unlink(this.#person(number)),
      /** A page that the network publishes beside its files. */
      page: ({ path, text }) => void this.#world.media.files.set(path, Buffer.from(text)),
      inbox: ({ number }) => this.#person(number).inbox.map(received => this.#show(received)),
      forgetSession: ({ number, of }) => this.#person(number).phone.forgetSession(this.#person(of).address(lastDevice(this.#person(of)))),
    }
  }

  #messageVerbs(): Record<string, Verb> {
    return {
      send: async ({ from, to, message, ...options }) => ({ id: await this.#send(from, to, message, options) }),
      /** Within another message, if one is given, in the place of the word $media. */
      sendMedia: async ({ from, to, type, part, bytes, fields, wrap, within, context, ...options }) => {
        const stored = { ...this.#world.media.store(bytes, type as MediaType), ...fields }
        const message = within ? place(within, stored) as object : { [part]: stored }
        const id = await this.#send(from, to, { ...(wrap ? { [wrap]: { message } } : message), ...(context ? { messageContextInfo: context } : {}) }, { type: 'media', ...options })
        this.#queries.reuploads.set(id, { directPath: stored.directPath, mediaKey: stored.mediaKey })
        return { id }
      },
      /** What a message of the inbox hangs on, decrypted. */
      file: ({ path, type, key }) => this.#world.media.open(path, type, key).toString('base64'),
      /** Files are not to be had, for good or until a phone has uploaded one again. */
      loseFiles: ({ code, untilAsked }) => {
        this.#world.media.failure = code ?? undefined
        this.#world.media.untilUploadedAgain = untilAsked === true
      },
      breakFiles: ({ breaking }) => void (this.#world.media.breaking = breaking === true),
      forgetUploads: () => this.#queries.reuploads.clear(),
      react: async ({ from, to, target, mine, emoji, author }) => ({
        id: await this.#send(from, to, { reactionMessage: { key: this.#key(from, to, target, mine, author), text: emoji, senderTimestampMs: Date.now() } }, { type: 'reaction' }),
      }),
      edit: async ({ from, to, target, message }) => ({
        id: await this.#send(from, to, {
          protocolMessage: { key: this.#key(from, to, target, true), type: 14, editedMessage: message, timestampMs: Date.now() },
        }, { attributes: { edit: '1' } }),
      }),
      revoke: async ({ from, to, target, mine, author }) => ({
        id: await this.#send(from, to, { protocolMessage: { key: this.#key(from, to, target, mine ?? true, author), type: 0 } }, { attributes: { edit: mine === false ? '8' : '7' } }),
      }),
      vote: async ({ from, to, target, author, secret, options, fromPhone, lid }) => {
        const plain = proto.Message.PollVoteMessage.encode({ selectedOptions: (options as string[]).map(optionHash) }).finish()
        const vote = this.#seal(plain, 'Poll Vote', from, author, target, secret)
        return { id: await this.#send(from, to, { pollUpdateMessage: { pollCreationMessageKey: this.#key(from, to, target, author === from, author), vote, senderTimestampMs: Date.now() } }, { type: 'poll', fromPhone, lid }) }
      },
      sealed: async ({ from, to, target, author, secret, purpose, plain, field, extra }) => {
        const encoded = purpose === 'Enc Reaction' ? proto.Message.ReactionMessage.encode(proto.Message.ReactionMessage.fromObject(plain)).finish()
          : purpose === 'Event Response' ? proto.Message.EventResponseMessage.encode(proto.Message.EventResponseMessage.fromObject(plain)).finish()
          : proto.Message.encode(proto.Message.fromObject(plain)).finish()
        const targetMessageKey = this.#key(from, to, target, author === from, author)
        const key = purpose === 'Event Response' ? 'eventCreationMessageKey' : 'targetMessageKey'
        return { id: await this.#send(from, to, { [field]: { [key]: targetMessageKey, ...this.#seal(encoded, purpose, from, author, target, secret), ...extra } }) }
      },
      /** Opens what somebody encrypted with the secret of an earlier message, as that one's author's phone does. */
      openSealed: ({ from, author, target, secret, payload, iv, purpose }) => {
        const opened = unseal({ encPayload: payload, encIv: iv }, purpose as Purpose, { id: target, secret, authors: [this.#person(author).lidJid] }, [this.#person(from).lidJid])
        const { EventResponseMessage, ReactionMessage } = proto.Message
        return !opened ? null
          : purpose === 'Event Response' ? EventResponseMessage.toObject(EventResponseMessage.decode(opened), { enums: String })
          : purpose === 'Enc Reaction' ? ReactionMessage.toObject(ReactionMessage.decode(opened))
          : proto.Message.toObject(proto.Message.decode(opened), { bytes: String, longs: Number })
      },
      status: async ({ from, to, message }) => ({ id: await this.#delivery.postStatus(this.#person(from), this.#person(to), message) }),
      poll: ({ from, to, question, options, max }) => this.poll(from, to, question, options, max ?? 1),
      channel: channel => void this.#world.channels.set(channel.id, channel as Channel),
      post: ({ channel, text, picture, serverId, followers }) => {
        const message = picture ? { imageMessage: { ...this.#world.media.publish(picture), mimetype: 'image/jpeg', caption: text } } : { conversation: text }
        return { id: this.#delivery.post(channel, (followers as string[]).map(name => this.#person(name)), Buffer.from(proto.Message.encode(message).finish()), serverId) }
      },
      receipt: ({ from, to, id, type, group, recipient }) => this.#toClients(to, {
        tag: 'receipt', attrs: { ...(group ? { from: group, participant: this.#person(from).lidJid } : { from: this.#person(from).lidJid }), ...(recipient ? { recipient: this.#person(recipient).lidJid } : {}), id, t: seconds(), ...(type ? { type } : {}) },
      }),
      retry: ({ from, to, id, group }) => this.#retry(this.#person(from), this.#person(to), id, group),
      /** A message that the client cannot read: its author has keys that the client does not know. */
      sendUnreadable: async ({ from, to, message, fromPhone }) => ({ id: await this.#delivery.sendUnreadable(this.#person(from), this.#person(to), message, fromPhone === true) }),
      repeat: ({ reader, id }) => this.#delivery.again(this.#person(reader), lastDevice(this.#person(reader)), id),
      typing: ({ from, to, state, group, media }) => this.#toClients(to, {
        tag: 'chatstate', attrs: { from: group ?? this.#person(from).lidJid, ...(group ? { participant: this.#person(from).lidJid } : {}) },
        content: [{ tag: state ?? 'composing', attrs: media ? { media } : {} }],
      }),
      presence: ({ from, to, available }) => this.#toClients(to, { tag: 'presence', attrs: { from: this.#person(from).lidJid, ...(available ? {} : { type: 'unavailable', last: seconds() }) } }),
      call: ({ from, to, id, sign, video, group }) => this.#toClients(to, {
        tag: 'call', attrs: { from: this.#person(from).lidJid, id: this.#world.nextId(), t: seconds() },
        content: [{ tag: sign ?? 'offer', attrs: { 'call-id': id, 'call-creator': this.#person(from).lidJid, caller_pn: this.#person(from).jid, ...(group ? { 'group-jid': group } : {}) }, ...(video ? { content: [{ tag: 'video', attrs: {} }] } : {}) }],
      }),
      raw: ({ to, node }) => this.#toClients(to, node),
      hold: ({ number, untilQuestion }) => this.#devices(number).forEach(device => this.#delivery.hold(device, untilQuestion === true)),
      release: ({ number }) => this.#devices(number).forEach(device => this.#delivery.release(device)),
      rawKept: ({ to, node }) => {
        for (const [, device] of this.#person(to).linked()) {
          this.#delivery.push(device, node)
        }
      },
    }
  }

  #groupVerbs(): Record<string, Verb> {
    return {
      group: ({ id, subject, owner, members, ...rest }) => {
        const group = new Group(id, subject, this.#person(owner), (members as string[]).map(name => this.#person(name)))
        this.#world.groups.set(id, Object.assign(group, rest))
      },
      groupSet: ({ id, ...rest }) => void Object.assign(this.#group(id), rest),
      groupSubject: ({ id, by, subject }) => {
        const group = this.#group(id)
        group.subject = subject
        group.announceChange(this.#world, this.#person(by), { tag: 'subject', attrs: { subject, s_o: this.#person(by).lidJid, s_t: seconds() } })
      },
      groupMark: ({ id, by, mark, ...rest }) => {
        Object.assign(this.#group(id), rest)
        this.#group(id).announceChange(this.#world, this.#person(by), { tag: mark, attrs: {} })
      },
      groupMembers: ({ id, by, change, people }) => {
        const group = this.#group(id)
        changeMembers(this.#world, this.#person(by), group, { tag: change, attrs: {}, content: (people as string[]).map(name => ({ tag: 'participant', attrs: { jid: this.#person(name).lidJid } })) })
      },
      groupRequest: ({ id, from, withdrawn }) => {
        const group = this.#group(id)
        const person = this.#person(from)
        if (withdrawn) {
          group.requests.delete(person)
        } else {
          group.requests.add(person)
        }
        group.announceChange(this.#world, person, {
          tag: withdrawn ? 'revoked_membership_requests' : 'created_membership_requests', attrs: withdrawn ? {} : { request_method: 'invite_link' },
          content: [{ tag: 'participant', attrs: { jid: person.lidJid, phone_number: person.jid } }],
        })
      },
      groupInfo: ({ id }) => {
        const { subject, description, announce, locked, timer, members, parent } = this.#group(id)
        return { subject, description, announce, locked, timer, parent, members: Object.fromEntries([...members].map(([person, role]) => [person.number, role])) }
      },
      groups: () => [...this.#world.groups.values()].map(({ id, subject, community }) => ({ id, subject, community })),
      /** Somebody moves a group on their own phone. */
      groupParent: ({ id, by, parent }) => {
        const group = this.#group(id)
        const community = this.#group(parent ?? group.parent)
        group.parent = parent
        group.announceChange(this.#world, this.#person(by), {
          tag: parent ? 'link' : 'unlink', attrs: parent ? { link_type: 'parent_group' } : { unlink_type: 'parent_group' }, content: [{ tag: 'group', attrs: { jid: community.id } }],
        })
      },
    }
  }

  #serverVerbs(): Record<string, Verb> {
    return {
      faults: request => void Object.assign(this.#world.faults, Object.fromEntries(Object.entries(request).map(([name, value]) => [name, value ?? undefined])) as Faults),
      happenings: () => this.#world.happenings,
      unanswered: () => this.#world.unanswered,
      waiting: ({ number }) => this.#person(number).linked().reduce((sum, [, device]) => sum + device.queue.length, 0),
      endStream: ({ number, code }) => {
        for (const [, { client }] of this.#person(number).linked()) {
          if (client) {
            endStream(client, code)
          }
        }
      },
      cut: ({ number }) => {
        for (const [, { client }] of this.#person(number).linked()) {
          client?.cut()
        }
      },
      online: ({ number }) => this.#person(number).linked().some(([, { client }]) => client?.live),
    }
  }

  #group(id: unknown): Group {
    const group = this.#world.groups.get(String(id))
    if (!group) {
      throw new Error(`no such group: ${String(id)}`)
    }
    return group
  }

  #send(from: unknown, to: unknown, message: object, { fromPhone, ...options }: Request = {}): Promise<string> {
    const sender = this.#person(from)
    const group = this.#world.groups.get(String(to))
    if (fromPhone) {
      return this.#delivery.sendFromPhone(sender, group ?? this.#person(to), message, options)
    }
    return group ? this.#delivery.sendToGroup(sender, group, message, options) : this.#delivery.send(sender, this.#person(to), message, options)
  }

  /** As the sender's phone names the message. */
  #key(from: unknown, to: unknown, id: string, mine: boolean, author?: unknown): object {
    const group = this.#world.groups.get(String(to))
    return {
      remoteJid: group?.id ?? this.#person(to).lidJid, fromMe: mine, id,
      ...(group ? { participant: this.#person(mine ? from : author ?? from).lidJid } : {}),
    }
  }

  #seal(plain: Uint8Array, purpose: Purpose, from: unknown, author: unknown, target: string, secret: Uint8Array) {
    return seal(plain, purpose, { id: target, secret, authors: [this.#person(author).lidJid] }, this.#person(from).lidJid)
  }

  #toClients(to: unknown, stanza: Parameters<Delivery['push']>[1]): void {
    for (const [, { client }] of this.#person(to).linked()) {
      client?.send(stanza)
    }
  }

  #retry(from: Person, to: Person, id: string, group: string | undefined): void {
    const { registrationId } = from.phone
    const registration = Buffer.alloc(4)
    registration.writeUInt32BE(registrationId)
    const bundle = from.phone.bundle()
    const number = (value: number): Buffer => Buffer.from([0, (value >> 8) & 255, value & 255])
    this.#toClients(to.number, {
      tag: 'receipt', attrs: { ...(group ? { from: group, participant: from.lidJid } : { from: from.lidJid }), id, type: 'retry', t: seconds() },
      content: [
        { tag: 'retry', attrs: { count: '1', id, t: seconds(), v: '1' } },
        { tag: 'registration', attrs: {}, content: registration },
        { tag: 'keys', attrs: {}, content: [
          { tag: 'type', attrs: {}, content: Buffer.from([5]) }, { tag: 'identity', attrs: {}, content: bundle.identity },
          { tag: 'key', attrs: {}, content: [{ tag: 'id', attrs: {}, content: number(bundle.once?.id ?? 0) }, { tag: 'value', attrs: {}, content: bundle.once?.pub ?? Buffer.alloc(32) }] },
          { tag: 'skey', attrs: {}, content: [{ tag: 'id', attrs: {}, content: number(bundle.signed.id) }, { tag: 'value', attrs: {}, content: bundle.signed.pub }, { tag: 'signature', attrs: {}, content: bundle.signed.signature }] },
        ] },
      ],
    })
  }

  /** Somebody's phone is a new one: new keys, and everybody who knows the person hears of it. */
  #newPhone(person: Person): void {
    person.phone.renew()
    for (const group of this.#world.groups.values()) {
      for (const pair of [...group.distributed].filter(pair => pair.startsWith(`${person.number}>`))) {
        group.distributed.delete(pair)
      }
    }
    for (const other of this.#world.people.all) {
      for (const [, device] of other.linked()) {
        this.#delivery.push(device, { tag: 'notification', attrs: { from: person.lidJid, type: 'encrypt', id: this.#world.nextId(), t: seconds() }, content: [{ tag: 'identity', attrs: {} }] })
      }
    }
  }

  #unlink(person: Person): void {
    for (const [, device] of person.linked()) {
      device.removed = true
      device.client?.send({ tag: 'stream:error', attrs: { code: '401' }, content: [{ tag: 'conflict', attrs: { type: 'device_removed' } }] })
    }
  }

  /** Votes are shown opened, as the contact's phone would. */
  #show(received: Received): object {
    const message = proto.Message.toObject(received.message as proto.Message, { bytes: String, longs: Number }) as Request
    const update = received.message.pollUpdateMessage
    const target = update?.pollCreationMessageKey?.id
    const sender = this.#world.people.get(received.from)
    const poll = target ? this.#polls.get(target) : undefined
    if (update?.vote && target && poll) {
      const opened = unseal(update.vote, 'Poll Vote', { id: target, secret: poll.secret, authors: poll.authors }, [sender.lidJid, sender.number + server])
      const hashes = opened ? proto.Message.PollVoteMessage.decode(opened).selectedOptions.map(hash => Buffer.from(hash).toString('hex')) : []
      message.votes = poll.options.filter(option => hashes.includes(optionHash(option).toString('hex')))
    }
    return { ...received, message }
  }

  /** Polls that tests made or saw: id, secret, options. */
  get #polls(): Map<string, { secret: Uint8Array; authors: string[]; options: string[] }> {
    const polls = new Map<string, { secret: Uint8Array; authors: string[]; options: string[] }>()
    for (const person of this.#world.people.all) {
      for (const { id, message, from } of person.inbox) {
        const poll = message.pollCreationMessage ?? message.pollCreationMessageV3
        const secret = message.messageContextInfo?.messageSecret
        if (poll && secret) {
          const author = this.#world.people.get(from)
          polls.set(id, { secret, authors: [author.lidJid, author.jid], options: (poll.options ?? []).map(option => option.optionName ?? '') })
        }
      }
    }
    for (const [id, poll] of this.#knownPolls) {
      polls.set(id, poll)
    }
    return polls
  }

  readonly #knownPolls = new Map<string, { secret: Uint8Array; authors: string[]; options: string[] }>()

  /** A person asks something; the answer names the secret that votes need. */
  async poll(from: unknown, to: unknown, question: string, options: string[], count: number): Promise<object> {
    const secret = randomBytes(32)
    const id = await this.#send(from, to, {
      pollCreationMessageV3: { name: question, options: options.map(optionName => ({ optionName })), selectableOptionsCount: count }, messageContextInfo: { messageSecret: secret },
    }, { type: 'poll' })
    const author = this.#person(from)
    this.#knownPolls.set(id, { secret, authors: [author.lidJid, author.jid], options })
    return { id, secret: { base64: secret.toString('base64') } }
  }
}

const lastDevice = (person: Person): number => Math.max(0, ...person.linked().map(([number]) => number))

/** Bytes are written as {"base64": "…"}. */
function reviveBytes(_: string, value: unknown): unknown {
  return value && typeof value === 'object' && Object.keys(value).length === 1 && typeof (value as { base64?: unknown }).base64 === 'string'
    ? Buffer.from((value as { base64: string }).base64, 'base64') : value
}

function place(value: unknown, stored: object): unknown {
  if (Array.isArray(value)) {
    return value.map(item => place(item, stored))
  }
  return value === '$media' ? stored
    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, place(part, stored)])) : value
}
