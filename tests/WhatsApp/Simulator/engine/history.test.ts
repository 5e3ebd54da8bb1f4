import { proto, type BaileysEventMap, type WAMessage } from 'baileys'
import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Bed, me, said } from './bed.ts'

/** The phone gives the newest first. */
const piece = (messages: WAMessage[]): BaileysEventMap['messaging-history.set'] =>
  ({ chats: [], contacts: [], messages: messages.toReversed(), syncType: proto.HistorySync.HistorySyncType.RECENT, chunkOrder: 1 })

const texts = (count: number, from = 0): WAMessage[] => Array.from({ length: count }, (_, index) => said({ conversation: `${from + index}` }))

const announcement = (id = 'notice'): WAMessage => said(
  { protocolMessage: { historySyncNotification: { syncType: proto.HistorySync.HistorySyncType.RECENT, chunkOrder: 1 } } },
  { key: { remoteJid: me.lid, remoteJidAlt: undefined, fromMe: true, id } })

const isAnnounced = (bed: Bed): boolean => bed.books.db.prepare('SELECT 1 FROM history_notice').get() !== undefined

const stored = (bed: Bed): number => Number(bed.books.db.prepare('SELECT count(*) FROM message', { pluck: true }).get())

test('While much history is stored, others have their turn, and it is announced until all of it is there', async () => {
  using bed = new Bed()
  bed.take(announcement())
  assert(isAnnounced(bed))

  bed.journal.take('messaging-history.set', piece(texts(2000)))

  let turns = 0
  for (; bed.told.length === 0; turns++) {
    assert(isAnnounced(bed) || stored(bed) === 2000)
    await setImmediate()
  }
  assert(turns >= 4)
  assert(!isAnnounced(bed))
  assert.deepEqual(bed.told.map(({ type }) => type), ['history'])
})

test('Pieces of history are stored one after another, so that what is of the same second keeps its order', async () => {
  using bed = new Bed()
  bed.journal.take('messaging-history.set', piece(texts(700, 100)))

  await bed.journal.takeHistory(piece(texts(100)))

  const inOrder = bed.books.db.prepare("SELECT json_extract(event, '$.content.text') FROM message ORDER BY at, place", { pluck: true }).all()
  assert.deepEqual(inOrder, Array.from({ length: 800 }, (_, index) => `${index}`))
  assert.deepEqual(bed.told.map(({ type }) => type), ['history', 'history'])
})

test('History that an account is closed in the midst of stays announced', async () => {
  using bed = new Bed()
  bed.take(announcement())
  const taken = bed.journal.takeHistory(piece(texts(1200)))
  while (stored(bed) === 0) {
    await setImmediate()
  }

  bed.reopen()

  await assert.rejects(taken)
  assert(isAnnounced(bed))
  await bed.journal.takeHistory(piece(texts(1200)))
  assert(!isAnnounced(bed))
})

test('Where two pieces are announced alike, neither is forgotten before both are stored', async () => {
  using bed = new Bed()
  bed.take(announcement('first'), announcement('second'))

  await bed.journal.takeHistory(piece(texts(10)))

  assert.equal(bed.books.db.prepare('SELECT count(*) FROM history_notice', { pluck: true }).get(), 2)
})
