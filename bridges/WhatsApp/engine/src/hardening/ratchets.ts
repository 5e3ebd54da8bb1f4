// Baileys gives each of its transactions a copy of what it reads, and writes the copy back at the end: a message that is sent and one that
// is read at the same time undo each other's turn of the one ratchet, and from then on neither side can read the other. It cannot be told
// which copy a step works on, either, as libsignal runs the steps that wait for each other in the transaction of the first. A ratchet that
// has turned cannot be turned back anyhow: so keys of that kind are read and written at once, and libsignal's own queues keep their order.
import type { SignalDataSet, SignalDataTypeMap, SignalKeyStore, SignalKeyStoreWithTransaction } from 'baileys'
import { replaceInBaileys } from './replace.ts'

const before = 'const keys = addTransactionCapability(authState.keys, logger, transactionOpts);'
const after = 'const keys = config.ratchets(addTransactionCapability(authState.keys, logger, transactionOpts), authState.keys);'

/** Whether transactions leave ratchets alone; asked by the host's doctor. */
export const ratchetsAreShared = replaceInBaileys('Socket/socket.js', before, after)

const turning = new Set<string>(['session', 'sender-key', 'identity-key', 'pre-key'] satisfies (keyof SignalDataTypeMap)[])

export type Ratchets = typeof shareRatchets

/** @param transactions what Baileys works on @param store where all of it is kept */
export function shareRatchets(transactions: SignalKeyStoreWithTransaction, store: SignalKeyStore): SignalKeyStoreWithTransaction {
  return {
    ...transactions,
    get: async (type, ids) => (turning.has(type) ? store : transactions).get(type, ids),
    set: async data => {
      const [shared, own] = split(data)
      if (shared) {
        await store.set(shared)
      }
      if (own) {
        await transactions.set(own)
      }
    },
  }
}

function split(data: SignalDataSet): [SignalDataSet | undefined, SignalDataSet | undefined] {
  const entries = Object.entries(data)
  const part = (shared: boolean): SignalDataSet | undefined => {
    const chosen = entries.filter(([type]) => turning.has(type) === shared)
    return chosen.length > 0 ? (Object.fromEntries(chosen) as SignalDataSet) : undefined
  }
  return [part(true), part(false)]
}
