// Requests about channels.
import type { Account } from '../session/account.ts'
import { Refusal, type Json } from '../rpc/lines.ts'
import { text } from './read.ts'

type Serve = (account: Account, params: Json) => unknown

/** As the server tells of a channel; which of these it fills depends on the question. */
interface Told {
  id: string
  name?: string
  description?: string
  thread_metadata?: { name?: { text?: string }; description?: { text?: string } }
  viewer_metadata?: { role?: string }
}

export const channelRequests: Record<string, Serve> = {
  'channel.get': async (account, params) => describe(await find(account, 'jid', text(params, 'chat'))),
  'channel.follow': async (account, params) => {
    const channel = await find(account, 'invite', codeOf(text(params, 'link')))
    await account.socket.newsletterFollow(channel.id)
    account.books.chats.learn(channel.id, { name: nameOf(channel) })
    return { chat: channel.id }
  },
  'channel.leave': (account, params) => account.socket.newsletterUnfollow(text(params, 'chat')),
}

async function find(account: Account, kind: 'jid' | 'invite', key: string): Promise<Told> {
  const found = (await account.socket.newsletterMetadata(kind, key)) as Told | null
  if (!found?.id.endsWith('@newsletter')) {
    throw new Refusal('gone', 'The channel is not there any more.')
  }
  return found
}

const nameOf = ({ name, thread_metadata: thread }: Told): string | undefined => name ?? thread?.name?.text

function describe(channel: Told): Json {
  const role = channel.viewer_metadata?.role?.toUpperCase()
  return {
    id: channel.id, name: nameOf(channel), topic: channel.description ?? channel.thread_metadata?.description?.text,
    mayPost: role === 'OWNER' || role === 'ADMIN',
  }
}

function codeOf(link: string): string {
  const code = /whatsapp\.com\/channel\/([A-Za-z0-9_-]{8,64})(?:[/?#].*)?$/.exec(link.trim())?.[1]
  if (!code) {
    throw new Refusal('badRequest', 'This is no link to a channel of WhatsApp.')
  }
  return code
}
