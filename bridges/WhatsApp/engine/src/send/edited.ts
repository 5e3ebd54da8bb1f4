// The new content of an own message. Of a file WhatsApp's apps change what is said of it, and nothing else: what they would pass over is refused.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { proto } from 'baileys'
import { Refusal } from '../rpc/lines.ts'
import type { Outgoing } from './content.ts'

/**
 * @param original nothing where it is not known any more
 * @param addressOf turns a person's id into an address
 */
export async function buildEdited(original: proto.IMessage | undefined, content: Outgoing, addressOf: (person: string) => string): Promise<proto.IMessage> {
  const text = content.text ?? content.caption ?? ''
  const contextInfo = {
    ...(content.mentions?.length ? { mentionedJid: content.mentions.map(addressOf) } : {}),
    ...(content.everyone ? { nonJidMentions: 1 } : {}),
  }
  for (const kind of ['imageMessage', 'videoMessage', 'documentMessage'] as const) {
    const part = original?.[kind]
    if (part) {
      await mustBeSameFile(part.fileSha256, content)
      return { [kind]: { ...part, caption: text, contextInfo } }
    }
  }
  if (content.kind !== 'text') {
    throw new Refusal('refused', 'On WhatsApp a text cannot become a file: send the file as a message of its own.')
  }
  if (original && !isText(original)) {
    throw new Refusal('refused', 'On WhatsApp only texts and what is said of a file can be changed.')
  }
  return { extendedTextMessage: { text, contextInfo } }
}

const isText = (message: proto.IMessage): boolean => typeof message.conversation === 'string' || Boolean(message.extendedTextMessage)

async function mustBeSameFile(hash: Uint8Array | null | undefined, content: Outgoing): Promise<void> {
  if (content.kind === 'text') {
    throw new Refusal('refused', 'On WhatsApp a file cannot become a text: delete it, and send the text as a message of its own.')
  }
  if (hash?.length && content.path && !Buffer.from(hash).equals(await hashOf(content.path))) {
    throw new Refusal('refused', 'On WhatsApp the file of a message cannot be changed, so that nothing was: send the new file as a message of its own.')
  }
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}
