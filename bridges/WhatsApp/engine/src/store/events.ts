// What is told to the host goes there in one line each, and the host ends an engine whose line is far too long.
export type Event = Record<string, unknown> & { type: string }

/** In characters of JSON. */
const largest = 1 << 20

/** In characters: as many as any of an event's own marks has, such as its id. */
const longestMark = 1000

/** What was stored: of what is too large to be told, whose it is and where, so that it is said to be there. */
export function storedEvent(json: string): Event {
  const event = JSON.parse(json) as Event
  return json.length > largest ? tooLarge(event) : event
}

function tooLarge({ type, content, ...event }: Event): Event {
  const marks = Object.entries(event).filter(([, value]) => ['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && value.length <= longestMark))
  return { type, ...Object.fromEntries(marks), ...(content ? { content: { kind: 'unsupported', what: 'a message that is too large' } } : {}) }
}
