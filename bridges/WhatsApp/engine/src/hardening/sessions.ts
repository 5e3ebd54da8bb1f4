// Sessions are tried on copies, see tries.ts. And a message that was read before, which comes again where its receipt was lost, is asked
// for once more only where it is not stored: its author would begin a new session for nothing.
import { createRequire } from 'node:module'
import { replaceInBaileys } from './replace.ts'
import { tryOnCopies } from './tries.ts'

/** Whether sessions are kept from harm; asked by the host's doctor. */
export const sessionsAreKept = replaceInBaileys(
  'Socket/messages-recv.js',
  'if (msg?.messageStubParameters?.[0] === MISSING_KEYS_ERROR_TEXT) {',
  'if (msg?.messageStubParameters?.[0] === MISSING_KEYS_ERROR_TEXT && config.isKnown(msg.key)) {')

tryOnCopies((createRequire(import.meta.url)('libsignal/src/session_cipher.js') as { prototype: Parameters<typeof tryOnCopies>[0] }).prototype)
