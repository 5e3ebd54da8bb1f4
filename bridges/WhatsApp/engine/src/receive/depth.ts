// How deep a message is nested. Decoded it may be deeper than what encodes it again can go.

/** As deep as protobuf libraries read by default. */
const deepest = 100

/** Whether it is nested deeper than anything that an app of WhatsApp sends. */
export function isTooDeep(message: unknown): boolean {
  let level = [message]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      return true
    }
    level = level.flatMap(isNest).flatMap(nest => Object.values(nest))
  }
  return false
}

const isNest = (value: unknown): object[] => (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value) ? [value] : [])
