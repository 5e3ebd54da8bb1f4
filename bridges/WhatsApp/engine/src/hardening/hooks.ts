// What Baileys asks for beside its own settings, since some of its lines were replaced: every socket needs all of it.
import type { BinaryNode, WAMessageKey } from 'baileys'
import type { Ratchets } from './ratchets.ts'

export interface Hooks {
  /** Decides when a stanza leaves, see gate.ts. */
  gate(stanza: BinaryNode, transmit: (stanza: BinaryNode) => Promise<void>): Promise<void>
  /** See ratchets.ts. */
  ratchets: Ratchets
  /** Whether a message is stored, see sessions.ts. */
  isKnown(key: WAMessageKey): boolean
}
