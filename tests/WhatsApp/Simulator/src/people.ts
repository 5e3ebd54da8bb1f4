// Who is on the simulated network.
import type { BinaryNode, proto } from 'baileys'
import type { Client } from './client.ts'
import { server, splitAddress } from './nodes.ts'
import { SignalDevice, type Bundle } from './signal.ts'

/** A message as a contact's phone has it. */
export interface Received {
  chat: string
  from: string
  id: string
  message: proto.IMessage
  attributes: Record<string, string>
  encryption: string
}

/** A real client that was linked: what the server keeps of it. */
export interface LinkedDevice {
  noiseKey: Buffer
  bundle: Bundle
  once: { id: number; pub: Buffer }[]
  /** Stanzas that it has not acknowledged, in order. */
  queue: BinaryNode[]
  /** What the network holds back, to deliver it in one go: until it is told to, or with the answer to the next question. */
  held?: { stanzas: BinaryNode[]; untilQuestion: boolean }
  client?: Client
  fresh: boolean
  removed: boolean
}

export class Person {
  readonly number: string
  readonly lid: string
  readonly name: string
  readonly phone = new SignalDevice()
  readonly devices = new Map<number, LinkedDevice>()
  readonly inbox: Received[] = []
  readonly contacts: { number: string; name: string }[] = []
  history: object[] = []
  /** What the phone gives to who asks for what was before the history. */
  older: object[] = []
  /** What the phone says when it is asked for an app state that it holds, by collection. */
  readonly appState = new Map<string, { version: number; patches: { version: number; data: Buffer }[] }>()
  appStateKey: { id: Buffer; data: Buffer } | undefined
  picture: Buffer | undefined
  /** The next refusal for messages to this person, by WhatsApp's number. */
  refusal: string | undefined
  /** Seconds since 1970 until which the account may not write to new people. */
  restrictedUntil: string | undefined
  /** The phone is off and answers nothing. */
  away = false

  constructor(number: string, lid: string, name: string) {
    this.number = number
    this.lid = lid
    this.name = name
  }

  get jid(): string {
    return this.number + server
  }

  get lidJid(): string {
    return `${this.lid}@lid`
  }

  address(device = 0): string {
    return `${this.number}:${device}`
  }

  linked(): [number, LinkedDevice][] {
    return [...this.devices].filter(([, device]) => !device.removed)
  }
}

export class People {
  readonly #byNumber = new Map<string, Person>()
  readonly #byLid = new Map<string, Person>()

  add(number: string, lid: string, name: string): Person {
    const person = new Person(number, lid, name)
    this.#byNumber.set(number, person)
    this.#byLid.set(lid, person)
    return person
  }

  /** By address, or by the bare number. */
  find(jid: string): Person | undefined {
    const { user, server: host } = splitAddress(jid)
    return host === 'lid' ? this.#byLid.get(user) : this.#byNumber.get(user.replace('+', ''))
  }

  get(jid: string): Person {
    const person = this.find(jid)
    if (!person) {
      throw new Error(`nobody is called ${jid}`)
    }
    return person
  }

  get all(): Person[] {
    return [...this.#byNumber.values()]
  }
}
