// Links an account: shows a code, waits for the phone, and ends with an account that is connected.
import { getAllBinaryNodeChildren, getBinaryNodeChild, type BaileysEventMap, type BinaryNode } from 'baileys'
import type { Json } from '../rpc/lines.ts'
import type { Account } from './account.ts'
import { readEnd } from './ends.ts'

export type LoginStep =
  | { step: 'qr'; text: string }
  | { step: 'code'; code: string }
  | { step: 'linked' }
  | { step: 'complete'; self: string; number?: string; name?: string }
  | { step: 'failed'; reason: string; text: string }

const codeLength = 8

/** Where so many connections in a row have failed, or one so long after the start and no code was there yet, nobody is kept waiting for more. */
const mostFailures = 3
const longestWithoutCode = 15_000

export class Login {
  readonly #account: Account
  readonly #phone: string | undefined
  readonly #tell: (step: LoginStep) => void
  #asked = false
  #failures = 0
  #patience = Date.now() + longestWithoutCode
  #linked = false
  #done = false

  constructor(account: Account, phone: string | undefined, tell: (step: LoginStep) => void) {
    this.#account = account
    this.#phone = phone
    this.#tell = tell
    account.onUpdate = update => this.#updated(update)
    account.onEnd = end => this.#fail(end.kind, 'text' in end ? end.text : 'The login ended.')
  }

  start(): void {
    this.#account.connect()
  }

  #updated(update: BaileysEventMap['connection.update']): void {
    const socket = this.#account.rawSocket
    if (update.connection === 'connecting') {
      // WhatsApp may answer the scan with a demand for a passkey, which only its own apps can meet.
      socket?.ws.on('CB:notification', node => this.#notified(node))
      socket?.ws.on('CB:iq', node => this.#notified(node))
    }
    if (update.qr && !this.#done) {
      this.#failures = 0
      this.#patience = Infinity
      if (this.#phone === undefined) {
        this.#tell({ step: 'qr', text: update.qr })
      } else if (!this.#asked) {
        this.#asked = true
        void this.#askForCode(this.#phone)
      }
    }
    if (update.isNewLogin) {
      this.#linked = true
      this.#tell({ step: 'linked' })
    }
    if (update.connection === 'open' && this.#linked) {
      this.#complete()
    }
    if (update.connection === 'close' && !this.#linked && !this.#done) {
      const words = update.lastDisconnect?.error?.message ?? ''
      if (words.includes('QR refs')) {
        this.#fail('expired', 'Nobody scanned the code in time.')
      } else if (/pairing|signature|hmac/i.test(words) && !/certificate/i.test(words)) {
        this.#fail('untrusted', 'The phone\'s confirmation is not genuine; the login was stopped.')
      } else if (readEnd(update.lastDisconnect?.error).kind === 'lost' && (++this.#failures >= mostFailures || Date.now() > this.#patience)) {
        this.#fail('unreachable', 'WhatsApp cannot be reached from here just now. Start the login again in a while.')
      }
    }
  }

  /** The code is shown only when the server has taken the request for it. */
  async #askForCode(phone: string): Promise<void> {
    const socket = this.#account.rawSocket
    if (!socket) {
      return
    }
    const answer = new Promise<BinaryNode>(resolve => {
      const take = (node: BinaryNode): void => {
        if (node.attrs.type === 'error' || getBinaryNodeChild(node, 'link_code_companion_reg')) {
          socket.ws.off('CB:iq', take)
          resolve(node)
        }
      }
      socket.ws.on('CB:iq', take)
    })
    try {
      const code = await socket.requestPairingCode(phone)
      const node = await answer
      const error = getBinaryNodeChild(node, 'error')
      if (error) {
        this.#fail('refused', `WhatsApp refused a pairing code for this number (${error.attrs.code ?? '?'} ${error.attrs.text ?? ''}).`.replace(' )', ')'))
      } else {
        this.#tell({ step: 'code', code: `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}` })
      }
    } catch (error) {
      this.#fail('failed', `No pairing code could be had: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #notified(node: BinaryNode): void {
    const demanded = getAllBinaryNodeChildren(node).some(({ tag }) => tag.startsWith('passkey') || tag === 'crsc_continuation')
    if (demanded || node.attrs.type?.includes('passkey')) {
      this.#fail('passkey', 'This account demands a passkey for new devices, which only WhatsApp\'s own apps can use. '
        + 'Remove the passkey in WhatsApp on the phone (Settings, Account, Passkeys), then log in again.')
    }
  }

  #complete(): void {
    const { self, addresses, state } = this.#account.books
    if (this.#done || !self) {
      return
    }
    this.#done = true
    this.#account.onUpdate = () => {}
    this.#account.onEnd = () => {}
    const number = addresses.number(self)?.split('@')[0]
    this.#tell({ step: 'complete', self, ...(number ? { number: `+${number}` } : {}), ...nameOf(state.creds.me?.name) })
  }

  #fail(reason: string, text: string): void {
    if (!this.#done) {
      this.#done = true
      this.#tell({ step: 'failed', reason, text })
    }
  }
}

const nameOf = (name: string | undefined): Json & { name?: string } => (name && name !== '~' ? { name } : {})
