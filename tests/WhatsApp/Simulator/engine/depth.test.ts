import type { proto } from 'baileys'
import assert from 'node:assert/strict'
import test from 'node:test'
import { Bed, said } from './bed.ts'

/** As a stranger writes it: message in ephemeral message in message. */
function nested(depth: number): proto.IMessage {
  let message: proto.IMessage = { conversation: 'inside' }
  for (let level = 0; level < depth; level++) {
    message = { ephemeralMessage: { message } }
  }
  return message
}

test('A message that is nested without end is said to be there, and what comes after it is stored', () => {
  using bed = new Bed()

  bed.take(said(nested(20_000)))
  bed.take(said({ conversation: 'after' }))

  assert.deepEqual(bed.told.map(({ content }) => (content as { kind: string }).kind), ['unsupported', 'text'])
})

test('A message in a few wrappers is read', () => {
  using bed = new Bed()

  bed.take(said(nested(4)))

  assert.deepEqual(bed.told.map(({ content }) => content), [{ kind: 'text', text: 'inside' }])
})
