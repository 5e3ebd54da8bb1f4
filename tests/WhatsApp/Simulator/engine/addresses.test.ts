import assert from 'node:assert/strict'
import test from 'node:test'
import { Bed } from './bed.ts'

const number = '4915700000@s.whatsapp.net'
const [first, second] = ['70000@lid', '80000@lid'] as const

const moves = (bed: Bed): unknown[] => {
  bed.books.state.commit()
  return bed.told.filter(({ type }) => type === 'moved').map(({ chat, to }) => [chat, to])
}

test('A number with a new owner is theirs, and the two stay two people', () => {
  using bed = new Bed()
  const { addresses } = bed.books
  assert.equal(addresses.person(first, number), '70000')
  assert.equal(addresses.person(second), '80000')

  assert.equal(addresses.person(second, number), '80000')

  assert.deepEqual([addresses.person(number), addresses.jid('70000'), addresses.number('70000'), addresses.jid('80000')], ['80000', first, undefined, second])
  assert.deepEqual(moves(bed), [])
})

test('A number with an owner who was never seen before is theirs', () => {
  using bed = new Bed()
  const { addresses } = bed.books
  addresses.person(number, first)

  assert.equal(addresses.person(number, second), '80000')

  assert.deepEqual([addresses.person(first), addresses.lid('70000'), addresses.person(number)], ['70000', first, '80000'])
})

test('The owner of a number whose id was made of it keeps that id, and the next owner has another', () => {
  using bed = new Bed()
  const { addresses } = bed.books
  assert.equal(addresses.person(number), '+4915700000')
  assert.equal(addresses.person(first, number), '+4915700000')

  assert.equal(addresses.person(second, number), '80000')

  assert.deepEqual([addresses.person(first), addresses.jid('+4915700000'), addresses.person(number)], ['+4915700000', first, '80000'])
})

test('Of two numbers of one person the one learnt last is theirs', () => {
  for (const [before, after] of [['491@s.whatsapp.net', '492@s.whatsapp.net'], ['492@s.whatsapp.net', '491@s.whatsapp.net']] as const) {
    using bed = new Bed()
    const { addresses } = bed.books
    addresses.person(first, before)
    addresses.person(first, after)

    assert.deepEqual([addresses.number('70000'), addresses.person(before)], [after, '70000'])
  }
})

test('Whoever was known by the number alone, and by the LID elsewhere, becomes one, and the host is told', () => {
  using bed = new Bed()
  const { addresses } = bed.books
  addresses.person(number)
  addresses.person(first)

  assert.equal(addresses.person(number, first), '70000')

  assert.deepEqual(moves(bed), [['+4915700000', '70000']])
})

test('Addresses that were kept before it was noted when they were learnt are kept', () => {
  using bed = new Bed()
  bed.books.addresses.person(first, number)
  bed.books.db.exec('ALTER TABLE address DROP COLUMN learnt')

  bed.reopen()

  assert.deepEqual([bed.books.addresses.person(number), bed.books.addresses.person(second, number), bed.books.addresses.jid('70000')], ['70000', '80000', first])
})

test('A kill while two become one leaves two of whom nothing is joined, or one of whom the host is told', () => {
  for (const part of ['messages', 'chats', 'directory'] as const) {
    using bed = new Bed()
    bed.books.addresses.person(number)
    bed.books.addresses.person(first)
    bed.books[part].move = () => { throw new Error('killed') }
    assert.throws(() => bed.books.addresses.person(number, first), /killed/)

    bed.reopen()

    assert.deepEqual([bed.books.addresses.person(number), moves(bed)], ['+4915700000', []])
    assert.equal(bed.books.addresses.person(number, first), '70000')
    // Before anything else of the engine's is stored.
    assert.deepEqual(bed.told.map(({ chat, to }) => [chat, to]), [['+4915700000', '70000']])
  }
})
