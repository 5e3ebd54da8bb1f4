// Notices a file of the account that is older than what WhatsApp has seen (a copy that was put back): its ratchets would go backwards, and
// others could not read what it sends. Two witnesses, neither of them in the file: the host keeps the number of the last session, and
// WhatsApp keeps the numbers of the single-use keys that it was given, of which every session and every day give it one more.
import { getBinaryNodeChild, getBinaryNodeChildren, type BinaryNode, type WASocket } from 'baileys'
import type { State } from '../store/state.ts'

/** Of more single-use keys than this, which nobody has asked for, none is added. */
const mostKeys = 2000

/**
 * Begins a session.
 * @param lastKnown the number of the last one that the host knows
 * @returns its number; nothing where the file is from before that one, and so must not be used
 */
export function beginSession(state: State, lastKnown: number): number | undefined {
  const last = Number(state.setting('generation') ?? 0)
  if (last < lastKnown) {
    return undefined
  }
  state.saveSetting('generation', String(last + 1))
  return last + 1
}

/** WhatsApp's witness. Baileys asks for the digest of the keys with every connection, before it calls it open. */
export class KeysAtWhatsApp {
  readonly #state: State
  #count = 0
  #isDue = true

  constructor(state: State) {
    this.#state = state
  }

  /** Whether this answer names a key that the file has not made yet. */
  isAhead(digest: BinaryNode): boolean {
    const ids = getBinaryNodeChildren(getBinaryNodeChild(getBinaryNodeChild(digest, 'digest'), 'list'), 'id').map(numberOf)
    this.#count = ids.length
    return ids.some(id => id >= this.#state.creds.nextPreKeyId)
  }

  /** One more is to be given, with this connection or the next. */
  due(): void {
    this.#isDue = true
  }

  /** Gives one more where one is due; where that fails it is tried with the next connection. */
  async add(socket: WASocket): Promise<void> {
    if (this.#isDue && this.#count < mostKeys) {
      this.#isDue = false
      await socket.uploadPreKeys(1).catch(() => this.due())
    }
  }
}

const numberOf = ({ content }: BinaryNode): number => (content instanceof Uint8Array && content.length > 0 && content.length <= 4 ? Buffer.from(content).readUIntBE(0, content.length) : 0)
