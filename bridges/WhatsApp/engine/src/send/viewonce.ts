// The next picture, video or voice message of a chat can be one to be looked at once. That is kept until one is sent, and then for that one,
// so that a repeat of it after a crash is the same.
import type { Chats } from '../store/chats.ts'
import type { Outgoing } from './content.ts'

const next = 'next'
const kinds = new Set(['image', 'video', 'voice'])

export function nextIsViewedOnce(chats: Chats, chat: string, on: boolean): void {
  chats.learn(chat, { viewOnce: on ? next : '' })
}

export function viewedOnce(chats: Chats, chat: string, id: string, content: Outgoing): boolean {
  if (!kinds.has(content.kind)) {
    return false
  }
  const { viewOnce } = chats.facts(chat)
  if (viewOnce === next) {
    chats.learn(chat, { viewOnce: id })
  }
  return content.viewOnce === true || viewOnce === next || viewOnce === id
}
