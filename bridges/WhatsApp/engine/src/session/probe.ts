// A look from outside, for the host's doctor: whether WhatsApp can be reached, takes the web version, and what it thinks is the time.
import makeWASocket, { initAuthCreds, type SignalKeyStore, type UserFacingSocketConfig } from 'baileys'
import type { Hooks } from '../hardening/hooks.ts'
import { shareRatchets } from '../hardening/ratchets.ts'
import { quietLogger } from './logger.ts'
import { readEnd } from './ends.ts'
import type { Settings } from './settings.ts'

const patience = 10_000

export interface Probed {
  web: 'accepted' | 'outdated' | 'untrusted' | 'unreachable'
  version: string
  /** How many seconds this machine's clock is ahead of WhatsApp's. */
  ahead?: number
}

/** Asks to be linked, as a new device does before the code is shown, and goes away again. */
export async function probe(settings: Settings): Promise<Probed> {
  await settings.version.refresh()
  const [web, ahead] = await Promise.all([knock(settings), clock(settings)])
  return { web, version: settings.version.current.join('.'), ...(ahead === undefined ? {} : { ahead }) }
}

async function knock(settings: Settings): Promise<Probed['web']> {
  const keys: SignalKeyStore = { get: async () => ({}), set: async () => {} }
  const config: UserFacingSocketConfig & Hooks = {
    auth: { creds: initAuthCreds(), keys }, gate: async (stanza, transmit) => transmit(stanza), ratchets: shareRatchets, isKnown: () => false,
    waWebSocketUrl: settings.server, agent: settings.agent, logger: quietLogger,
    version: settings.version.current, connectTimeoutMs: patience,
  }
  const socket = makeWASocket(config)
  const answer = new Promise<Probed['web']>(resolve => {
    socket.ev.on('connection.update', ({ qr, connection, lastDisconnect }) => {
      if (qr) {
        resolve('accepted')
      } else if (connection === 'close') {
        const { kind } = readEnd(lastDisconnect?.error)
        resolve(kind === 'outdated' || kind === 'untrusted' ? kind : 'unreachable')
      }
    })
    setTimeout(() => resolve('unreachable'), patience).unref()
  })
  const web = await answer
  socket.ev.removeAllListeners('connection.update')
  await socket.end(undefined)
  return web
}

async function clock({ clock: source }: Settings): Promise<number | undefined> {
  try {
    const { headers } = await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(patience) })
    const theirs = Date.parse(headers.get('date') ?? '')
    return Number.isNaN(theirs) ? undefined : Math.round((Date.now() - theirs) / 1000)
  } catch {
    return undefined
  }
}
