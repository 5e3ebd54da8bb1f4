// What a message says about itself: whom it answers and names, whether it was forwarded, when it disappears.
import type { proto } from 'baileys'
import { Addresses } from '../people/addresses.ts'
import { readContent } from './content.ts'
import { cut } from './cut.ts'
import { unwrap } from './unwrap.ts'

export function contextOf(message: proto.IMessage): proto.IContextInfo | undefined {
  for (const [name, part] of Object.entries(message)) {
    if (name !== 'messageContextInfo' && part && typeof part === 'object' && 'contextInfo' in part && part.contextInfo) {
      return part.contextInfo as proto.IContextInfo
    }
  }
  return undefined
}

export function readContext(message: proto.IMessage, addresses: Addresses): Record<string, unknown> {
  const context = contextOf(message)
  if (!context) {
    return {}
  }
  const mentions = mentionsOf(context, addresses)
  const elsewhere = context.remoteJid ?? ''
  return {
    reply: context.stanzaId
      ? {
          id: context.stanzaId, sender: Addresses.isPerson(context.participant) ? addresses.person(context.participant) : undefined,
          chat: elsewhere.endsWith('@g.us') || Addresses.isPerson(elsewhere) ? addresses.chat(elsewhere) : undefined,
          excerpt: excerptOf(context.quotedMessage, elsewhere === 'status@broadcast'),
          mentions: mentionsOf(contextOf(unwrap(context.quotedMessage ?? {}).message), addresses),
        }
      : undefined,
    mentions,
    everyone: (context.nonJidMentions ?? 0) > 0 || undefined,
    forwarded: context.isForwarded || undefined,
    expires: context.expiration || undefined,
  }
}

/** Whom a text names; undefined where that is nobody. */
function mentionsOf(context: proto.IContextInfo | undefined, addresses: Addresses): { token: string; user: string }[] | undefined {
  const people = (context?.mentionedJid ?? []).filter(Addresses.isPerson).slice(0, 1024)
  return people.length > 0 ? people.flatMap(jid => readMention(jid, addresses)) : undefined
}

/** The text may call a person by the other address than the list of whom it names. */
function readMention(jid: string, addresses: Addresses): { token: string; user: string }[] {
  const user = addresses.person(jid)
  const names = new Set([jid, addresses.lid(user), addresses.number(user)].flatMap(address => address?.split(/[:@]/)[0] ?? []))
  return [...names].map(name => ({ token: `@${name}`, user }))
}

/** How what is answered begins, or what it is: not every reader has it. */
function excerptOf(quoted: proto.IMessage | null | undefined, isStatus: boolean): string | undefined {
  const { message, moving } = unwrap(quoted ?? {})
  const content = quoted ? readContent(message, moving) : null
  const words = [content?.text, content?.caption, content?.name, content?.question, kinds[content?.kind ?? '']].find(text => typeof text === 'string' && text !== '')
  const excerpt = isStatus ? `Status: ${String(words ?? '…')}` : words
  return excerpt === undefined ? undefined : cut(String(excerpt), 400)
}

const kinds: Record<string, string> = {
  image: 'Picture', video: 'Video', voice: 'Voice message', audio: 'Audio', file: 'File', sticker: 'Sticker', location: 'Location', contacts: 'Contact',
}
