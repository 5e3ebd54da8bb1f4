// Notices a file of the account that is older than what WhatsApp has seen (a copy that was put back): its ratchets would go backwards, and
// others could not read what it sends. The witness is not in the file: the host keeps the number of the last session.
import type { State } from '../store/state.ts'

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
