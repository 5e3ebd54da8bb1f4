// Messages on their way: WhatsApp has a message when its server says so, not when it was written into the connection.
import type { BinaryNode } from 'baileys'
import { Refusal } from '../rpc/lines.ts'

const longestWait = 30_000
const restricted = '463'
/** The group has changed to numbers or to LIDs since it was looked at. */
export const staleGroup = '421'
const patienceWithEnd = 10_000

export interface Confirmed {
  /** The server's time. */
  at: number
  /** The number of a post in a channel. */
  serverId?: string
}

interface Waiting {
  resolve: (confirmed: Confirmed) => void
  reject: (error: Error) => void
}

export class Deliveries {
  readonly #waiting = new Map<string, Waiting>()
  /** Messages that were refused because of a stale group: a second time that is not the reason. */
  readonly #stale = new Set<string>()
  readonly #restrictedUntil: () => Promise<Date | undefined>

  /** @param restrictedUntil asks until when the account may not write to new people */
  constructor(restrictedUntil: () => Promise<Date | undefined>) {
    this.#restrictedUntil = restrictedUntil
  }

  /** Completes with the server's time when it has the message. To be called before the message is sent. */
  expect(id: string): Promise<Confirmed> {
    const answer = new Promise<Confirmed>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    answer.catch(() => {})
    return answer
  }

  /** The message has been written: its confirmation is waited for no longer than this. */
  written(id: string): void {
    setTimeout(() => this.#end(id)?.reject(new Refusal('unconfirmed', 'WhatsApp did not confirm the message in time.')), longestWait).unref()
  }

  acknowledged({ attrs }: BinaryNode): void {
    const waiting = this.#end(attrs.id ?? '')
    if (attrs.error === restricted && waiting) {
      void this.#refuseRestricted(waiting)
    } else if (attrs.error === staleGroup && !this.#stale.delete(attrs.id ?? '')) {
      this.#stale.add(attrs.id ?? '')
      waiting?.reject(new Refusal('offline', 'WhatsApp names the members of this group differently now; the message is sent again.'))
    } else if (attrs.error) {
      waiting?.reject(refusal(attrs.error))
    } else {
      this.#stale.delete(attrs.id ?? '')
      waiting?.resolve({ at: Number(attrs.t ?? 0) * 1000 || Date.now(), ...(attrs.server_id ? { serverId: attrs.server_id } : {}) })
    }
  }

  async #refuseRestricted(waiting: Waiting): Promise<void> {
    const until = await Promise.race([this.#restrictedUntil(), new Promise<undefined>(resolve => setTimeout(resolve, patienceWithEnd, undefined))]).catch(() => undefined)
    const end = until ? ` It may again from ${until.toISOString().slice(0, 16).replace('T', ' ')} UTC on.` : ''
    waiting.reject(new Refusal('restricted', `WhatsApp does not let this account write to new people for some time, as it takes it for spam. Chats that exist go on.${end}`))
  }

  /** The connection is gone: what was not confirmed may have arrived or not. */
  lost(): void {
    for (const id of [...this.#waiting.keys()]) {
      this.#end(id)?.reject(new Refusal('unconfirmed', 'The connection was lost before WhatsApp confirmed the message.'))
    }
  }

  abandon(id: string): void {
    this.#end(id)?.resolve({ at: 0 })
  }

  #end(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }
}

function refusal(code: string): Refusal {
  switch (code) {
    case '479':
      return new Refusal('refused', 'WhatsApp refused the form of the message (479).')
    case '500':
    case '552':
      return new Refusal('offline', `WhatsApp's server failed (${code}).`)
    case '429':
      return new Refusal('tooMany', 'WhatsApp asks for a pause: too much was sent.')
    default:
      return new Refusal('refused', `WhatsApp refused the message (${code}).`)
  }
}
