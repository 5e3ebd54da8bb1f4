// The phone is the account's main device: where it was away for 14 days, WhatsApp unlinks the others. That it lives shows in what comes from
// it; one that says nothing for days may be in use all the same, so it is asked for something that it answers by itself.
import { proto, type BinaryNode, type WASocket } from 'baileys'
import type { Books } from './books.ts'
import type { Settings } from './settings.ts'

const day = 24 * 3600 * 1000

/** Days of silence after which it is asked, once with each connection and once a day. */
const longestSilence = 7
/** A later sign of life within this is not written down. */
const precision = 3600 * 1000

export interface PhoneEvents {
  socket(): WASocket | undefined
  /** For how many days nothing came from it. */
  silent(days: number): void
}

export class Phone {
  readonly #books: Books
  readonly #settings: Settings
  readonly #events: PhoneEvents
  #seen: number
  #answer: NodeJS.Timeout | undefined

  constructor(books: Books, settings: Settings, events: PhoneEvents) {
    this.#books = books
    this.#settings = settings
    this.#events = events
    this.#seen = Number(books.state.setting('phoneSeen') ?? 0)
  }

  lives(): void {
    if (this.#now() - this.#seen >= precision) {
      this.#seen = this.#now()
      this.#books.state.saveSetting('phoneSeen', String(this.#seen))
    }
  }

  /** A receipt by the phone: it names the account without a device. */
  confirmed({ attrs }: BinaryNode): void {
    if (this.#books.ownAddresses.includes(attrs.participant ?? attrs.from ?? '')) {
      this.lives()
    }
  }

  /** Looks how long it has been silent; it is given some time to answer before that is told. */
  check(): void {
    if (this.#days() < longestSilence) {
      this.#events.silent(this.#days())
      return
    }
    this.#ask().catch(() => {})
    clearTimeout(this.#answer)
    this.#answer = setTimeout(() => this.#events.silent(this.#days()), this.#settings.phonePatience)
  }

  close(): void {
    clearTimeout(this.#answer)
  }

  #days(): number {
    return this.#seen > 0 ? Math.floor((this.#now() - this.#seen) / day) : 0
  }

  #now(): number {
    return Date.now() + this.#settings.ahead
  }

  /** A key that is here already: any phone answers that, and nothing changes. */
  async #ask(): Promise<void> {
    const { me, myAppStateKeyId } = this.#books.state.creds
    if (me) {
      await this.#events.socket()?.relayMessage(me.id.replace(/:\d+@/, '@'), {
        protocolMessage: {
          type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_REQUEST,
          appStateSyncKeyRequest: { keyIds: myAppStateKeyId ? [{ keyId: Buffer.from(myAppStateKeyId, 'base64') }] : [] },
        },
      }, { additionalAttributes: { category: 'peer', push_priority: 'high_force' } })
    }
  }
}
