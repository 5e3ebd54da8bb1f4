// What a message says, in plain JSON for the host. Bytes of media stay out: the host asks for a file when it wants one.
import type { proto } from 'baileys'
import { readBusiness } from './business.ts'
import { readMedia } from './media.ts'
import { readStickerPack } from './stickers.ts'

export type Content = Record<string, unknown> & { kind: string }

/** Null where the message is no content (a mere key, a sign for other devices), so that nothing is shown. */
export function readContent(message: proto.IMessage, moving: boolean): Content | null {
  if (message.conversation) {
    return { kind: 'text', text: message.conversation }
  }
  const text = message.extendedTextMessage
  if (text) {
    return { kind: 'text', text: text.text ?? '', preview: readPreview(text) }
  }
  return readMedia(message, moving) ?? readStickerPack(message) ?? readPlace(message) ?? readPeople(message) ?? readPoll(message) ?? readEvent(message)
    ?? readBusiness(message) ?? readAssistant(message) ?? readRest(message)
}

function readPreview(text: proto.Message.IExtendedTextMessage): Record<string, unknown> | undefined {
  const url = text.matchedText
  return url && (text.title || text.description)
    ? { url, title: text.title ?? undefined, description: text.description ?? undefined, thumbnail: thumbnail(text.jpegThumbnail) }
    : undefined
}

function readPlace(message: proto.IMessage): Content | null {
  const place = message.locationMessage
  if (place) {
    return {
      kind: 'location', latitude: place.degreesLatitude ?? 0, longitude: place.degreesLongitude ?? 0,
      name: place.name || undefined, address: place.address || undefined, live: place.isLive ?? false, caption: place.comment || undefined,
    }
  }
  const live = message.liveLocationMessage
  return live
    ? {
        kind: 'location', latitude: live.degreesLatitude ?? 0, longitude: live.degreesLongitude ?? 0, live: true, caption: live.caption || undefined,
        accuracy: live.accuracyInMeters ?? undefined, heading: live.degreesClockwiseFromMagneticNorth ?? undefined,
      }
    : null
}

function readPeople(message: proto.IMessage): Content | null {
  const cards = message.contactMessage ? [message.contactMessage] : message.contactsArrayMessage?.contacts
  return cards ? { kind: 'contacts', contacts: cards.map(card => ({ name: card.displayName ?? '', vcard: card.vcard ?? '' })) } : null
}

function readPoll(message: proto.IMessage): Content | null {
  const poll = pollOf(message)
  if (!poll) {
    return null
  }
  const options = (poll.options ?? []).map(option => option.optionName ?? '')
  // Zero means any number of choices.
  return { kind: 'poll', question: poll.name ?? '', options, max: Math.min(poll.selectableOptionsCount || options.length, options.length) }
}

/** The poll in a message, in whichever of its forms. */
export function pollOf(message: proto.IMessage): proto.Message.IPollCreationMessage | null | undefined {
  return message.pollCreationMessage ?? message.pollCreationMessageV2 ?? message.pollCreationMessageV3 ?? message.pollCreationMessageV5
}

function readEvent(message: proto.IMessage): Content | null {
  const event = message.eventMessage
  return event
    ? {
        kind: 'event', name: event.name ?? '', description: event.description || undefined, start: Number(event.startTime ?? 0),
        end: event.endTime ? Number(event.endTime) : undefined, cancelled: event.isCanceled ?? false, link: event.joinLink || undefined,
        place: event.location?.name || event.location?.address || undefined, choices: event.isCanceled ? [] : eventAnswers,
      }
    : null
}

const eventAnswers = [{ id: 'going', text: 'Going' }, { id: 'maybe', text: 'Maybe' }, { id: 'not going', text: 'Not going' }]

/** What WhatsApp's assistant says, in pieces: text, code, tables. */
function readAssistant({ richResponseMessage }: proto.IMessage): Content | null {
  const pieces = (richResponseMessage?.submessages ?? []).map(({ messageText, codeMetadata, tableMetadata }) =>
    messageText ?? (codeMetadata ? codeOf(codeMetadata) : tableMetadata?.rows?.map(({ items }) => (items ?? []).join(' | ')).join('\n')))
  const text = pieces.filter(Boolean).join('\n\n')
  return text ? { kind: 'text', text } : null
}

const codeOf = ({ codeBlocks }: proto.IAIRichResponseCodeMetadata): string =>
  `\`\`\`${(codeBlocks ?? []).map(({ codeContent }) => codeContent ?? '').join('')}\`\`\``

/** The choice under an invitation into a group. */
export const joins = 'join'

function readRest(message: proto.IMessage): Content | null {
  const invite = message.groupInviteMessage
  if (invite) {
    return {
      kind: 'invite', group: invite.groupName ?? '', caption: invite.caption || undefined, expires: Number(invite.inviteExpiration ?? 0) || undefined,
      choices: [{ id: joins, text: 'Join the group' }],
    }
  }
  if (message.scheduledCallCreationMessage) {
    return { kind: 'unsupported', what: `a scheduled call: ${message.scheduledCallCreationMessage.title ?? ''}` }
  }
  if (message.sendPaymentMessage || message.requestPaymentMessage || message.paymentInviteMessage || message.invoiceMessage) {
    return { kind: 'unsupported', what: 'a payment' }
  }
  const kind = Object.entries(message).find(([name, value]) => value !== null && value !== undefined && !silent.has(name))?.[0]
  return kind ? { kind: 'unsupported', what: 'a message of a kind that this bridge does not know' } : null
}

const silent = new Set([
  'senderKeyDistributionMessage', 'fastRatchetKeySenderKeyDistributionMessage', 'messageContextInfo', 'protocolMessage', 'albumMessage', 'keepInChatMessage',
  'pinInChatMessage', 'stickerSyncRmrMessage', 'reactionMessage', 'pollUpdateMessage', 'encReactionMessage', 'encEventResponseMessage', 'call',
  'secretEncryptedMessage', 'encCommentMessage', 'deviceSentMessage', 'chat', 'placeholderMessage', 'messageHistoryBundle', 'messageHistoryNotice',
  'pollResultSnapshotMessage', 'pollResultSnapshotMessageV3', 'statusNotificationMessage', 'callLogMesssage', 'requestPhoneNumberMessage',
])

export const base64 = (bytes: Uint8Array | null | undefined): string | undefined =>
  bytes && bytes.length > 0 ? Buffer.from(bytes).toString('base64') : undefined

const largestThumbnail = 100_000

/** Nothing where it is larger than one can be that phones make. */
export const thumbnail = (bytes: Uint8Array | null | undefined): string | undefined => (bytes && bytes.length <= largestThumbnail ? base64(bytes) : undefined)
