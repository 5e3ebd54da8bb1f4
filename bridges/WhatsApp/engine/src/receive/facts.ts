// Settings of chats and names of people, as the phone and the server tell them.
import type { Chat, Contact } from 'baileys'
import { Addresses } from '../people/addresses.ts'
import type { Books } from '../session/books.ts'
import type { ChatFacts } from '../store/chats.ts'
import type { Event } from '../store/state.ts'

export function readChats(books: Books, chats: Partial<Chat>[]): Event[] {
  return chats.flatMap((chat): Event[] => {
    if (!chat.id) {
      return []
    }
    const id = books.addresses.chat(chat.id)
    const news = books.chats.learn(id, chatFacts(chat))
    const settings = ['mutedUntil', 'archived', 'pinned', 'unread'].filter(name => name in news)
    return settings.length > 0 ? [{ type: 'settings', chat: id, at: Date.now(), ...news }] : []
  })
}

export function chatFacts(chat: Partial<Chat>): ChatFacts {
  return {
    name: chat.name ?? undefined,
    mutedUntil: chat.muteEndTime === undefined ? undefined : Number(chat.muteEndTime ?? 0),
    archived: chat.archived ?? undefined,
    pinned: chat.pinned === undefined ? undefined : Boolean(chat.pinned),
    // -1 is what marks a chat as unread by hand.
    unread: chat.unreadCount === undefined || chat.unreadCount === null ? undefined : chat.unreadCount < 0 || chat.markedAsUnread === true,
    timer: chat.ephemeralExpiration ?? undefined,
  }
}

export function readContacts(books: Books, contacts: Partial<Contact>[]): Event[] {
  return contacts.flatMap((contact): Event[] => {
    const jid = contact.lid ?? contact.id
    if (!jid || !Addresses.isPerson(jid)) {
      return contact.imgUrl && contact.id ? [{ type: 'group', chat: contact.id, id: `picture-${Date.now()}`, at: Date.now(), change: 'picture' }] : []
    }
    const id = books.addresses.person(jid, contact.phoneNumber ?? (contact.id === jid ? undefined : contact.id))
    const learnt = books.directory.learn(id, {
      pushName: contact.notify ?? undefined, contactName: contact.name ?? undefined, businessName: contact.verifiedName ?? undefined,
    })
    const picture = contact.imgUrl === 'changed' || contact.imgUrl === 'removed'
    return learnt || picture ? [{ type: 'person', user: id, picture }] : []
  })
}
