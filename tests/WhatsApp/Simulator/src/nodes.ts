// Stanzas and addresses.
import type { BinaryNode } from 'baileys'

export const server = '@s.whatsapp.net'

export const children = (node: BinaryNode | undefined, tag?: string): BinaryNode[] =>
  Array.isArray(node?.content) ? node.content.filter(child => !tag || child.tag === tag) : []

export const child = (node: BinaryNode | undefined, tag: string): BinaryNode | undefined => children(node, tag)[0]

export const bytes = (node: BinaryNode | undefined): Buffer =>
  node?.content instanceof Uint8Array ? Buffer.from(node.content) : Buffer.from(String(node?.content ?? ''))

export const bigEndian = (value: number, length: number): Buffer => {
  const buffer = Buffer.alloc(length)
  buffer.writeUIntBE(value, 0, length)
  return buffer
}

export function integer(node: BinaryNode | undefined): number {
  const buffer = bytes(node)
  return buffer.readUIntBE(0, buffer.length)
}

export const seconds = (): string => String(Math.floor(Date.now() / 1000))

export function splitAddress(jid: string): { user: string; device: number; server: string } {
  const [left = '', host = ''] = jid.split('@')
  const [user = '', device] = left.split(':')
  return { user, device: Number(device ?? 0), server: host }
}
