// Requests about people: who they are, their pictures, finding and blocking them.
import { jidNormalizedUser } from 'baileys'
import { createHash } from 'node:crypto'
import { fetchPicture } from '../media/files.ts'
import type { Account } from '../session/account.ts'
import type { Json } from '../rpc/lines.ts'
import { flag, number, text } from './read.ts'

type Serve = (account: Account, params: Json) => unknown

export const peopleRequests: Record<string, Serve> = {
  'person.get': (account, params) => describe(account, text(params, 'user')),
  'person.search': (account, params) => {
    const words = text(params, 'query').toLowerCase()
    return account.books.directory.all()
      .filter(({ id, person }) => [id, person.contactName, person.pushName, person.businessName].some(name => name?.toLowerCase().includes(words)))
      .slice(0, number(params, 'limit')).map(({ id }) => describe(account, id))
  },
  'person.find': async (account, params) => {
    const phone = text(params, 'phone').replace(/[^0-9]/g, '')
    const found = (await account.socket.onWhatsApp(phone))?.find(entry => entry.exists)
    if (!found) {
      return null
    }
    const lid = await account.socket.signalRepository.lidMapping.getLIDForPN(found.jid)
    return describe(account, account.books.addresses.person(found.jid, lid ? jidNormalizedUser(lid) : undefined))
  },
  'person.block': (account, params) => account.socket.updateBlockStatus(account.books.addresses.jid(text(params, 'user')), flag(params, 'blocked') ? 'block' : 'unblock'),
  'person.blocked': async account => (await account.socket.fetchBlocklist()).flatMap(jid => (jid ? [account.books.addresses.person(jid)] : [])),
  'picture.find': async (account, params) => {
    const url = await pictureUrl(account, text(params, 'of'))
    return url ? { id: nameOf(url) } : null
  },
  'picture.fetch': async (account, params) => {
    const url = await pictureUrl(account, text(params, 'of'))
    return url ? { id: nameOf(url), size: await fetchPicture(url, text(params, 'path')) } : null
  },
}

function describe(account: Account, id: string): Json {
  const { addresses, directory } = account.books
  const number = addresses.number(id)?.split('@')[0]
  return { id, ...directory.get(id), phone: number ? `+${number}` : undefined }
}

async function pictureUrl(account: Account, of: string): Promise<string | undefined> {
  try {
    return await account.socket.profilePictureUrl(account.books.addresses.jid(of), 'image')
  } catch {
    // None, or none for us.
    return undefined
  }
}

/** Addresses of pictures are signed anew each time; the path names the picture. */
const nameOf = (url: string): string => createHash('sha256').update(new URL(url).pathname).digest('hex').slice(0, 32)
