// Decides when a stanza leaves. Nothing is acknowledged to WhatsApp before it is stored, and nothing that is encrypted leaves before the
// state that encrypted it is stored. See hardening/gate.ts for how Baileys is made to ask.
import type { BinaryNode } from 'baileys'
import type { State } from '../store/state.ts'

type Transmit = (stanza: BinaryNode) => Promise<void>

/** A receipt whose message never reaches us (it was refused, or is of no use) is let go after this. */
const longestHold = 100
/** A message that was decrypted is stored at once; where it is not, something went wrong and is not waited for. */
const longestReceiving = 5000

export class Gate {
  readonly #state: State
  #held: { stanza: BinaryNode; transmit: Transmit; since: number }[] = []
  #receivingSince = 0
  #leaving = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(state: State) {
    this.#state = state
  }

  /** Something is being decrypted: what that changes must not be stored without what came of it. */
  receiving(): void {
    this.#receivingSince ||= Date.now()
    this.#tick()
  }

  /** It could not be decrypted, and so has changed nothing. */
  unread(): void {
    this.#receivingSince = 0
  }

  /** A message is complete: stores it with the keys that opened it, and lets its receipt go. */
  received(id: string | null | undefined): void {
    this.#receivingSince = 0
    this.#state.commit()
    this.#release(stanza => stanza.attrs.id === id)
  }

  /** Stores what has changed, unless a message is half received. */
  settle(): void {
    if (!this.#isReceiving()) {
      this.#state.commit()
    }
  }

  /** Baileys asks for every stanza. */
  readonly pass = async (stanza: BinaryNode, transmit: Transmit): Promise<void> => {
    if (isAcknowledgement(stanza)) {
      this.#held.push({ stanza, transmit, since: Date.now() })
      this.#tick()
    } else if (showsOnlineUnasked(stanza)) {
      return
    } else if (stanza.tag === 'message') {
      // One after another, so that they leave in the order in which they were made.
      this.#leaving = this.#leaving.then(() => this.#leave(stanza, transmit)).catch(error => {
        // Whoever sent it waits for the server's word, and does it again.
        process.stderr.write(`A message for WhatsApp did not leave, as what it changed could not be stored: ${error instanceof Error ? error.message : 'unknown'}\n`)
      })
    } else {
      if (stanza.tag === 'iq' && stanza.attrs.xmlns === 'encrypt') {
        await this.#whenStored()
      }
      await transmit(stanza)
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#held = []
    this.settle()
  }

  async #leave(stanza: BinaryNode, transmit: Transmit): Promise<void> {
    // What is kept of it for repeats comes only after the call that made it has returned.
    await new Promise(resolve => setImmediate(resolve))
    await this.#whenStored()
    transmit(stanza).catch(() => {})
  }

  async #whenStored(): Promise<void> {
    while (this.#isReceiving()) {
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    this.#state.commit()
  }

  #isReceiving(): boolean {
    return this.#receivingSince > 0 && Date.now() - this.#receivingSince < longestReceiving
  }

  #release(whether: (stanza: BinaryNode, since: number) => boolean): void {
    const free = this.#held.filter(held => whether(held.stanza, held.since))
    this.#held = this.#held.filter(held => !free.includes(held))
    for (const { stanza, transmit } of free) {
      transmit(stanza).catch(() => {})
    }
  }

  #tick(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (!this.#isReceiving()) {
        this.#receivingSince = 0
      }
      this.settle()
      if (!this.#isReceiving()) {
        this.#release((_, since) => Date.now() - since >= longestHold)
      }
      if (this.#held.length > 0 || this.#receivingSince > 0) {
        this.#tick()
      }
    }, longestHold / 2)
  }
}

/** Baileys says its name again whenever something of its credentials changes; WhatsApp takes that for being online, for good. */
function showsOnlineUnasked({ tag, attrs }: BinaryNode): boolean {
  return tag === 'presence' && !attrs.type
}

/** What tells the server that it need not keep a thing for us any longer. */
function isAcknowledgement({ tag, attrs }: BinaryNode): boolean {
  return tag === 'ack' || (tag === 'receipt' && !['read', 'read-self', 'played', 'played-self', 'retry', 'enc_rekey_retry', 'server-error'].includes(attrs.type ?? ''))
}
