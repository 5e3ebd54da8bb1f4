// A shared position that moves: each new one is a message of its own on WhatsApp, and the same message with another position for the host.
import type { proto } from 'baileys'
import type { Books } from '../session/books.ts'
import type { Event } from '../store/state.ts'

/** WhatsApp lets nobody share a position for longer. */
const longest = 8 * 3600 * 1000

interface Running {
  id: string
  at: number
  sequence: number
}

export function followLive(books: Books, event: Event, live: proto.Message.ILiveLocationMessage): Event {
  const name = `live:${String(event.chat)}:${String(event.sender)}`
  const sequence = Number(live.sequenceNumber ?? 0)
  const at = Number(event.at)
  const stored = books.state.setting(name)
  const running = stored === undefined ? undefined : (JSON.parse(stored) as Running)
  if (running && running.id !== event.id && at - running.at < longest && sequence > running.sequence) {
    books.state.add(() => books.state.saveSetting(name, JSON.stringify({ ...running, sequence })))
    return { ...event, type: 'edit', target: running.id, version: sequence }
  }
  if (!running || at >= running.at) {
    books.state.add(() => books.state.saveSetting(name, JSON.stringify({ id: event.id, at, sequence })))
  }
  return event
}
