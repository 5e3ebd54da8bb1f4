// Takes a message out of what it is wrapped in: disappearing, view-once, captioned document, moving sticker, part of an album …
import type { proto } from 'baileys'

const wrappers = [
  'ephemeralMessage', 'viewOnceMessage', 'viewOnceMessageV2', 'viewOnceMessageV2Extension', 'documentWithCaptionMessage', 'editedMessage',
  'groupMentionedMessage', 'botInvokeMessage', 'lottieStickerMessage', 'associatedChildMessage', 'eventCoverImage', 'pollCreationMessageV4',
  'pollCreationOptionImageMessage', 'statusMentionMessage', 'groupStatusMentionMessage', 'groupStatusMessage', 'groupStatusMessageV2',
  'statusAddYours', 'limitSharingMessage', 'botTaskMessage', 'questionMessage', 'questionReplyMessage', 'botForwardedMessage',
] as const

const deepest = 8

export interface Unwrapped {
  message: proto.IMessage
  viewOnce: boolean
  moving: boolean
}

export function unwrap(outer: proto.IMessage): Unwrapped {
  let message = outer
  let viewOnce = false
  let moving = false
  for (let depth = 0; depth < deepest; depth++) {
    const wrapper = wrappers.find(name => message[name]?.message)
    const inner = wrapper ? message[wrapper]?.message : message.deviceSentMessage?.message
    if (!inner) {
      break
    }
    viewOnce ||= wrapper?.startsWith('viewOnce') ?? false
    moving ||= wrapper === 'lottieStickerMessage'
    message = { ...inner, messageContextInfo: inner.messageContextInfo ?? message.messageContextInfo }
  }
  return { message, viewOnce, moving }
}
