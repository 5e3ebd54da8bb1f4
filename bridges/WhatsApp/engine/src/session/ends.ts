// Why a connection ended, and what follows from it.
import { Boom } from '@hapi/boom'

export type End =
  | { kind: 'restart' }
  | { kind: 'loggedOut'; text: string }
  | { kind: 'outdated'; text: string }
  | { kind: 'replaced'; text: string }
  | { kind: 'lost'; text: string }
  | { kind: 'untrusted'; text: string }
  /** What is kept of the login is older than what WhatsApp has seen; the host has words for it. */
  | { kind: 'stale' }

export function readEnd(error: unknown): End {
  const code = error instanceof Boom ? error.output.statusCode : 0
  const words = error instanceof Error ? error.message : ''
  if (/invalid.*signature|certificate.*invalid|signature invalid/i.test(words)) {
    return { kind: 'untrusted', text: 'The server could not prove that it is WhatsApp\'s; nothing was sent to it.' }
  }
  switch (code) {
    case 515:
      return { kind: 'restart' }
    case 401:
      return { kind: 'loggedOut', text: 'WhatsApp has unlinked this device. Log in again to go on; the chats stay.' }
    case 403:
      return { kind: 'loggedOut', text: 'WhatsApp has banned or locked this account. Look at WhatsApp on the phone.' }
    case 419:
    case 411:
      return { kind: 'loggedOut', text: 'WhatsApp no longer accepts this login. Log in again to go on; the chats stay.' }
    case 405:
      return { kind: 'outdated', text: 'outdated: WhatsApp no longer accepts this version of the client. Update Bridges, or set networks.whatsapp.web_version.' }
    case 440:
      return { kind: 'replaced', text: 'The login was taken over by another connection.' }
    default:
      return { kind: 'lost', text: 'The connection to WhatsApp was lost.' }
  }
}
