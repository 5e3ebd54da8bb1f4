// Calls: one line for each, whatever order its signs come in.
import type { WACallEvent } from 'baileys'
import type { Books } from '../session/books.ts'
import type { Event } from '../store/state.ts'

const mostCalls = 100

const ends: Record<string, string> = { timeout: 'missed', terminate: 'missed', reject: 'declined', accept: 'answered' }

export function readCall(books: Books, call: WACallEvent): Event[] {
  const caller = books.addresses.person(call.from, call.callerPn)
  const state = call.status === 'offer' ? 'ringing' : ends[call.status]
  if (!state) {
    return []
  }
  const group = call.groupJid ?? books.groupCalls.get(call.id)
  if (group) {
    remember(books.groupCalls, call.id, group)
  }
  return [{
    type: 'call', chat: group ?? caller, id: call.id, sender: caller, mine: caller === books.self, at: call.date.getTime(), state,
    video: call.isVideo ?? false, group: call.isGroup ?? group !== undefined,
  }]
}

/** Only the first sign of a call says which group it is in. */
function remember(calls: Map<string, string>, id: string, group: string): void {
  calls.set(id, group)
  if (calls.size > mostCalls) {
    calls.delete([...calls.keys()][0]!)
  }
}
