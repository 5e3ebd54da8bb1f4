import { proto } from 'baileys'
import assert from 'node:assert/strict'
import test from 'node:test'
import { seal } from '../../../../bridges/WhatsApp/engine/src/secrets/secret.ts'
import { alice, Bed, said } from './bed.ts'

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

test('A comment that holds a message nested without end is said to be there', () => {
  using bed = new Bed()
  const secret = Buffer.alloc(32, 1)
  const post = said({ conversation: 'post', messageContextInfo: { messageSecret: secret } })
  const sealed = seal(proto.Message.encode(nested(500)).finish(), 'Enc Comment', { id: post.key.id!, secret, authors: [alice.lid] }, alice.lid)

  bed.take(post, said({ encCommentMessage: { targetMessageKey: { id: post.key.id }, ...sealed } }))

  assert.deepEqual(bed.told.map(({ content }) => (content as { kind: string }).kind), ['text', 'unsupported'])
})
