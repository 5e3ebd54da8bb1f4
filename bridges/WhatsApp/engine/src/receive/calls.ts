// Calls: one line for each, whatever order its signs come in.
import type { WACallEvent } from 'baileys'
import type { Books } from '../session/books.ts'
import type { Event } from '../store/state.ts'

const ends: Record<string, string> = { timeout: 'missed', terminate: 'missed', reject: 'declined', accept: 'answered' }

export function readCall(books: Books, call: WACallEvent): Event[] {
  const caller = books.addresses.person(call.from, call.callerPn)
  const state = call.status === 'offer' ? 'ringing' : ends[call.status]
  if (!state) {
    return []
  }
  return [{
    type: 'call', chat: call.groupJid ?? caller, id: call.id, sender: caller, mine: caller === books.self, at: call.date.getTime(), state,
    video: call.isVideo ?? false, group: call.isGroup ?? false,
  }]
}
