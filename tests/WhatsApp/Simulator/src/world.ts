// Everything that the simulated network holds, and what has happened on it.
import { randomBytes } from 'node:crypto'
import type { BinaryNode } from 'baileys'
import type { Channel } from './channels.ts'
import type { Client } from './client.ts'
import type { Group } from './groups.ts'
import { MediaServer } from './media.ts'
import { newKeyPair } from './noise.ts'
import { People } from './people.ts'
import { curve } from './signal.ts'

/** What a client did, for tests to look at. */
export interface Happening {
  what: string
  who: string | undefined
  attributes: Record<string, string>
  detail?: unknown
}

export class World {
  readonly people = new People()
  readonly groups = new Map<string, Group>()
  readonly channels = new Map<string, Channel>()
  readonly media = new MediaServer()
  readonly clients = new Set<Client>()
  /** References shown in QR codes, by the connection that shows them. */
  readonly references = new Map<string, Client>()
  readonly happenings: Happening[] = []
  /** Questions that nobody here can answer. */
  readonly unanswered: string[] = []
  readonly root = curve.generateKeyPair()
  readonly intermediate = curve.generateKeyPair()
  readonly static = newKeyPair()
  readonly faults: Faults = {}
  #lastId = 0

  nextId(): string {
    return `simulated-${++this.#lastId}`
  }

  newMessageId(): string {
    return `3EB0${randomBytes(9).toString('hex').toUpperCase()}`
  }

  record(what: string, client: Client | undefined, node: BinaryNode, detail?: unknown): void {
    this.happenings.push({ what, who: client?.person?.number, attributes: node.attrs, ...(detail === undefined ? {} : { detail }) })
  }
}

/** What goes wrong, as long as it is set. */
export interface Faults {
  /** The certificate is signed by a stranger. */
  forgedCertificate?: boolean
  /** The phone's word for the new device is signed by a stranger. */
  forgedIdentity?: boolean
  /** A login or linking is answered with this failure. */
  failure?: string
  /** More that the failure says. */
  failureDetails?: Record<string, string>
  /** Clients whose web version has a smaller last number are refused as outdated. */
  leastVersion?: number
  /** Every connection is ended with this stream error as soon as it is open. */
  streamError?: string
  /** The scan is answered with a demand for a passkey. */
  passkey?: boolean
  /** Pairing codes are refused with this number. */
  pairingCode?: string
  /** Messages are taken, and not confirmed. */
  silentAcks?: boolean
  /** Messages are confirmed so many milliseconds after they were handed on. */
  lateAcks?: number
  /** What clients say that they have is not heard. */
  lostReceipts?: boolean
  /** Clients are heard, and nothing is said to them. */
  mute?: boolean
  /** Contacts do not answer requests to repeat a message. */
  noRepeats?: boolean
  /** Key shares of the phone come only when asked for by name. */
  lateKeys?: boolean
}
