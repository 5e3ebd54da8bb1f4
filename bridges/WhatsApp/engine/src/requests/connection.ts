// Requests about the connection itself.
import type { Account } from '../session/account.ts'
import type { Json } from '../rpc/lines.ts'

type Serve = (account: Account, params: Json) => unknown

const patience = 30_000

export const connectionRequests: Record<string, Serve> = {
  /** Whether WhatsApp's server still hears us; a connection can die without a word. */
  'connection.probe': async ({ socket }) => {
    await socket.query({ tag: 'iq', attrs: { id: socket.generateMessageTag(), to: 's.whatsapp.net', type: 'get', xmlns: 'w:p' }, content: [{ tag: 'ping', attrs: {} }] }, patience)
  },
  'connection.renew': account => account.renew(),
}
