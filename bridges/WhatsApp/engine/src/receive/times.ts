// Times as WhatsApp writes them: seconds, sometimes milliseconds, sometimes nonsense.

/** The year in which WhatsApp was founded. */
const founded = Date.UTC(2009, 0, 1)

/** Milliseconds since 1970; now for a time that cannot be. */
export const timeOf = (given: unknown, now = Date.now()): number => possibleTime(given, now) ?? now

/** Milliseconds since 1970, between the founding of the network and now; nothing for a time that cannot be. */
export function possibleTime(given: unknown, now = Date.now()): number | undefined {
  const number = Number(given === null || given === undefined ? 0 : String(given))
  const milliseconds = number > 1e11 ? number : number * 1000
  return milliseconds >= founded && milliseconds <= now ? milliseconds : undefined
}
