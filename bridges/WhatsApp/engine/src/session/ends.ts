// Why a connection ended, and what follows from it.
import { Boom } from '@hapi/boom'

export type End =
  | { kind: 'restart' }
  | { kind: 'loggedOut'; text: string }
  | { kind: 'outdated'; text: string }
  | { kind: 'replaced'; text: string }
  | { kind: 'lost'; text: string }
  | { kind: 'untrusted'; text: string }
  /** For so many milliseconds. */
  | { kind: 'banned'; text: string; lasts: number }
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
    case 402:
      return readBan(error)
    case 406:
    case 419:
    case 411:
      return { kind: 'loggedOut', text: 'WhatsApp no longer accepts this login. Log in again to go on; the chats stay.' }
    case 405:
    case 409:
      return { kind: 'outdated', text: 'outdated: WhatsApp no longer accepts this version of the client. Update Bridges, or set networks.whatsapp.web_version.' }
    case 440:
      return { kind: 'replaced', text: 'The login was taken over by another connection.' }
    default:
      return { kind: 'lost', text: 'The connection to WhatsApp was lost.' }
  }
}

/** Why WhatsApp bans for a while (whatsmeow, TempBanReason). */
const reasons: Record<string, string> = {
  101: 'too many messages to people who do not have it in their address books', 102: 'too many people have blocked it',
  103: 'too many groups with people who do not have it in their address books', 104: 'the same message to too many people',
  106: 'too many messages to a broadcast list',
}

const longestBan = 366 * 24 * 3600

function readBan(error: unknown): End {
  const { expire, code } = (error instanceof Boom ? error.data : undefined) as { expire?: string; code?: string } | undefined ?? {}
  const seconds = Math.min(longestBan, Math.max(0, Number(expire) || 0))
  const until = seconds > 0 ? `until ${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC` : 'for a while'
  const reason = reasons[code ?? '']
  return {
    kind: 'banned', lasts: seconds * 1000,
    text: `WhatsApp has banned this account ${until}${reason ? ` (${reason})` : ''}. Look at WhatsApp on the phone; the connection comes back by itself.`,
  }
}
