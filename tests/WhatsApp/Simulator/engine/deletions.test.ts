import { proto, type WAMessage } from 'baileys'
import assert from 'node:assert/strict'
import test from 'node:test'
import { Bed, said } from './bed.ts'

const group = '120363000000000001@g.us'
const [owner, carol, mallory] = ['3000@lid', '4000@lid', '5000@lid']

const by = (participant: string): Partial<WAMessage> => ({ key: { remoteJid: group, remoteJidAlt: undefined, participant, fromMe: false, id: `${participant}${Math.random()}` } })

const deletes = (participant: string, target: WAMessage): WAMessage =>
  said({ protocolMessage: { type: proto.Message.ProtocolMessage.Type.REVOKE, key: { remoteJid: group, id: target.key.id, participant: carol } } }, by(participant))

const changed = (stub: proto.WebMessageInfo.StubType, person: string): WAMessage =>
  said(undefined, { ...by(owner!), messageStubType: stub, messageStubParameters: [JSON.stringify({ id: person })] })

const deleters = (bed: Bed): unknown[] => bed.told.filter(({ type }) => type === 'delete').map(({ sender, ofOwn }) => [`${String(sender)}@lid`, ofOwn ?? false])

function groupWith(...administrators: string[]): Bed {
  const bed = new Bed()
  bed.journal.take('groups.upsert', [{ id: group, subject: 'g', owner, participants: [owner!, carol!, mallory!].map(id => ({ id, admin: administrators.includes(id) ? 'admin' as const : null })) }])
  return bed
}

test('After a restart of the engine only administrators delete what others said', () => {
  using bed = groupWith(owner!)
  const message = said({ conversation: 'hello' }, by(carol!))
  bed.take(message)
  bed.reopen()

  bed.take(deletes(mallory!, message), deletes(owner!, message))

  assert.deepEqual(deleters(bed), [[owner, false]])
})

test('In a group that was never asked about, people delete what they said themselves', () => {
  using bed = new Bed()
  const message = said({ conversation: 'hello' }, by(carol!))
  bed.take(message)

  bed.take(deletes(mallory!, message), deletes(carol!, message))

  assert.deepEqual(deleters(bed), [[carol, false]])
})

test('Of a message that the engine does not know the host looks whose it is, unless an administrator deletes it', () => {
  using bed = groupWith(owner!)
  const message = said({ conversation: 'before this login' }, by(carol!))

  bed.take(deletes(mallory!, message), deletes(owner!, message))

  assert.deepEqual(deleters(bed), [[mallory, true], [owner, false]])
})

test('Who becomes an administrator, and who is none any longer, is heard at once', () => {
  using bed = groupWith(owner!)
  const { GROUP_PARTICIPANT_PROMOTE, GROUP_PARTICIPANT_DEMOTE } = proto.WebMessageInfo.StubType
  const [first, second] = [said({ conversation: '1' }, by(carol!)), said({ conversation: '2' }, by(carol!))]
  bed.take(first, second)

  bed.take(changed(GROUP_PARTICIPANT_PROMOTE, mallory!), deletes(mallory!, first), changed(GROUP_PARTICIPANT_DEMOTE, mallory!), deletes(mallory!, second))

  assert.deepEqual(deleters(bed), [[mallory, false]])
})
