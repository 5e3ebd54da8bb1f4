// What a message says about itself: whom it answers and names, whether it was forwarded, when it disappears.
import type { proto } from 'baileys'
import { Addresses } from '../people/addresses.ts'

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
  const mentions = (context.mentionedJid ?? []).filter(Addresses.isPerson).slice(0, 1024).map(jid => ({ token: `@${jid.split('@')[0]}`, user: addresses.person(jid) }))
  const elsewhere = context.remoteJid ?? ''
  return {
    reply: context.stanzaId
      ? {
          id: context.stanzaId, sender: Addresses.isPerson(context.participant) ? addresses.person(context.participant) : undefined,
          chat: elsewhere.endsWith('@g.us') || Addresses.isPerson(elsewhere) ? addresses.chat(elsewhere) : undefined,
          excerpt: excerptOf(context.quotedMessage),
        }
      : undefined,
    mentions: mentions.length > 0 ? mentions : undefined,
    everyone: (context.nonJidMentions ?? 0) > 0 || undefined,
    forwarded: context.isForwarded || undefined,
    expires: context.expiration || undefined,
  }
}

function excerptOf(quoted: proto.IMessage | null | undefined): string | undefined {
  const text = quoted?.conversation ?? quoted?.extendedTextMessage?.text ?? quoted?.imageMessage?.caption ?? quoted?.videoMessage?.caption
    ?? quoted?.documentMessage?.fileName
  return text ? text.slice(0, 400) : undefined
}
