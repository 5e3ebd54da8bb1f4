import assert from 'node:assert/strict'
import test from 'node:test'
import { alice, Bed, said } from './bed.ts'

/** The host's longest line is 16 MiB. */
const fits = (value: unknown): boolean => Buffer.byteLength(JSON.stringify(value)) < 4 << 20

test('A chat with long texts is read in pages, each of which fits into an answer, and together they are all', () => {
  using bed = new Bed()
  const long = '長'.repeat(60_000)
  bed.books.db.transaction(() => {
    for (let index = 0; index < 60; index++) {
      bed.books.messages.keep({ chat: 'c', id: `${index}`, sender: 's', mine: false, at: 1_700_000_000_000, info: { key: {} }, event: { type: 'message', id: `${index}`, text: long } })
    }
  })()

  const ids: unknown[] = []
  for (let before: string | undefined, isLast = false; !isLast;) {
    const page = bed.books.messages.history('c', 1000, { before })
    assert(fits(page.events) && page.events.length > 0)
    ids.unshift(...page.events.map(({ id }) => id));
    ({ first: before, isLast } = page)
  }

  assert.deepEqual(ids, Array.from({ length: 60 }, (_, index) => `${index}`))
})

test('A chat without messages has one page', () => {
  using bed = new Bed()

  assert.deepEqual(bed.books.messages.history('c', 10), { events: [], first: undefined, isLast: true })
})

test('A picture with a thumbnail of megabytes comes without it', () => {
  using bed = new Bed()

  bed.take(said({ imageMessage: { caption: 'look', jpegThumbnail: Buffer.alloc(12 << 20) } }))

  const { caption, thumbnail } = bed.told[0]?.content as Record<string, unknown>
  assert.deepEqual([caption, thumbnail], ['look', undefined])
})

test('Of a message of megabytes it is said that it is there, in the history too', () => {
  using bed = new Bed()
  const message = said({ conversation: '長'.repeat(2 << 20) })

  bed.take(message)

  const [told] = bed.told
  const { events } = bed.books.messages.history(String(told?.chat), 10)
  for (const event of [told, ...events]) {
    assert.deepEqual([event?.id, event?.sender, event?.content], [message.key.id, alice.lid.split('@')[0], { kind: 'unsupported', what: 'a message that is too large' }])
  }
  assert.equal(events.length, 1)
})

test('A reaction of megabytes does not make the message that it is to too large', () => {
  using bed = new Bed()
  const message = said({ conversation: 'hello' })

  bed.take(message, said({ reactionMessage: { key: { id: message.key.id }, text: 'x'.repeat(2 << 20) } }))

  assert.deepEqual(bed.books.messages.get(String(bed.told[0]?.chat), message.key.id!)?.event?.content, { kind: 'text', text: 'hello' })
})
