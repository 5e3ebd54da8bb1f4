// The engine as the host sees it: many accounts, each under the name of its session.
import { DEFAULT_CONNECTION_CONFIG } from 'baileys'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gateIsPlaced } from './hardening/gate.ts'
import { orderIsKept } from './hardening/order.ts'
import { ratchetsAreShared } from './hardening/ratchets.ts'
import { sessionsAreKept } from './hardening/sessions.ts'
import { signaturesAreChecked } from './hardening/signatures.ts'
import { streamsAreWatched } from './hardening/streams.ts'
import { channelRequests } from './requests/channels.ts'
import { connectionRequests } from './requests/connection.ts'
import { chatRequests } from './requests/chats.ts'
import { groupRequests } from './requests/groups.ts'
import { messageRequests } from './requests/messages.ts'
import { peopleRequests } from './requests/people.ts'
import { number, optionalText, text } from './requests/read.ts'
import { stickerRequests } from './requests/stickers.ts'
import { listen, notify, Refusal, type Handler, type Json } from './rpc/lines.ts'
import { Account } from './session/account.ts'
import { Login } from './session/login.ts'
import { probe } from './session/probe.ts'
import { readSettings, redirectMedia } from './session/settings.ts'

const protocol = 1

export function serve(): void {
  const settings = readSettings(process.env)
  redirectMedia(process.env.WHATSAPP_MEDIA_SERVER)
  const accounts = new Map<string, Account>()

  const find = (params: Json): Account => {
    const account = accounts.get(text(params, 'session'))
    if (!account) {
      throw new Refusal('closed', 'The account is not open.')
    }
    return account
  }

  const open = (params: Json): Account => {
    const session = text(params, 'session')
    const account = accounts.get(session)
      ?? new Account(text(params, 'folder'), text(params, 'key'), settings, (method, told) => notify(method, { session, ...told }))
    accounts.set(session, account)
    return account
  }

  const close = async (params: Json): Promise<void> => {
    const account = accounts.get(text(params, 'session'))
    accounts.delete(text(params, 'session'))
    await account?.close()
  }

  const handlers: Record<string, Handler> = {
    ping: () => 'pong',
    hardening: () => ({
      signatures: signaturesAreChecked(), gate: gateIsPlaced(), order: orderIsKept(), ratchets: ratchetsAreShared(), sessions: sessionsAreKept(),
      streams: streamsAreWatched(), console: String(console.log).includes('=> {}'),
    }),
    probe: () => probe(settings),
    'login.start': params => {
      const session = text(params, 'session')
      new Login(open(params), optionalText(params, 'phone'), step => notify('login', { session, ...step })).start()
    },
    'account.open': params => {
      const known = accounts.has(text(params, 'session'))
      const account = open(params)
      const generation = account.begin(number(params, 'generation'))
      if (!known && generation !== undefined) {
        account.connect()
      }
      return { ...account.attach(), generation }
    },
    'account.close': close,
    'account.logout': async params => {
      const account = find(params)
      try {
        await account.socket.logout()
      } finally {
        await close(params)
      }
    },
    ack: params => find(params).outbox.acknowledge(number(params, 'seq')),
  }
  for (const [method, request] of Object.entries({ ...messageRequests, ...chatRequests, ...groupRequests, ...channelRequests, ...connectionRequests, ...peopleRequests, ...stickerRequests })) {
    handlers[method] = params => answered(find(params), account => request(account, params))
  }

  listen(handlers, () => void end(accounts))
  notify('hello', { protocol, name: 'whatsapp', version: baileysVersion(), pid: process.pid, web: DEFAULT_CONNECTION_CONFIG.version.join('.') })
}

/** What fails with its connection is no answer of WhatsApp's, whatever the failure looks like. */
async function answered(account: Account, request: (account: Account) => unknown): Promise<unknown> {
  const { rawSocket } = account
  try {
    return await request(account)
  } catch (error) {
    throw error instanceof Refusal || account.stands(rawSocket) ? error : new Refusal('unconfirmed', 'The connection was lost before WhatsApp answered.')
  }
}

async function end(accounts: Map<string, Account>): Promise<void> {
  await Promise.allSettled([...accounts.values()].map(account => account.close()))
  process.exit(0)
}

function baileysVersion(): string {
  const entry = createRequire(import.meta.url).resolve('baileys')
  return (JSON.parse(readFileSync(entry.replace(/lib\/index\.js$/, 'package.json'), 'utf8')) as { version: string }).version
}
