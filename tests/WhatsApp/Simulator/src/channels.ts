// Questions about channels, and what else clients ask in the form of the newer interface (w:mex).
import { QueryIds, type BinaryNode } from 'baileys'
import type { Client } from './client.ts'
import { bytes } from './nodes.ts'
import { Failure } from './queries.ts'
import type { World } from './world.ts'

export interface Channel {
  id: string
  name: string
  invite: string
  /** What the asking account is there: SUBSCRIBER, ADMIN, OWNER or GUEST. */
  role: string
}

interface Asked {
  variables: { input?: { key?: string; type?: string }; newsletter_id?: string }
}

export function answerMex(world: World, client: Client, query: BinaryNode | undefined): BinaryNode[] {
  const { variables } = JSON.parse(bytes(query).toString()) as Asked
  return [{ tag: 'result', attrs: {}, content: Buffer.from(JSON.stringify({ data: find(world, client, query?.attrs.query_id ?? '', variables) })) }]
}

function find(world: World, client: Client, id: string, { input, newsletter_id: followed }: Asked['variables']): Record<string, unknown> {
  const channel = [...world.channels.values()].find(known => known.id === followed || (input?.type === 'INVITE' ? known.invite === input.key : known.id === input?.key))
  switch (id) {
    case QueryIds.METADATA:
      return { xwa2_newsletter: channel ? describe(channel) : null }
    case QueryIds.FOLLOW:
      world.record('follow', client, { tag: 'channel', attrs: { id: followed ?? '' } })
      return { xwa2_newsletter_join_v2: { id: followed } }
    case QueryIds.UNFOLLOW:
      world.record('unfollow', client, { tag: 'channel', attrs: { id: followed ?? '' } })
      return { xwa2_newsletter_leave_v2: { id: followed } }
    case QueryIds.REACHOUT_TIMELOCK:
      return { xwa2_fetch_account_reachout_timelock: { is_active: true, time_enforcement_ends: client.person?.restrictedUntil, enforcement_type: 'DEFAULT' } }
    default:
      world.unanswered.push(`w:mex ${id}`)
      throw new Failure('501', 'feature-not-implemented')
  }
}

const describe = ({ id, name, role }: Channel): Record<string, unknown> => ({
  id, thread_metadata: { name: { text: name }, description: { text: `About ${name}` } }, viewer_metadata: { role },
})
