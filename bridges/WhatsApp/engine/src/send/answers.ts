// What answers an earlier message by a choice: votes, answers to invitations, and presses of a business' buttons.
import { proto } from 'baileys'
import { buttonsOf } from '../receive/business.ts'
import { joins, pollOf } from '../receive/content.ts'
import { formsOf } from '../receive/forms.ts'
import { Refusal } from '../rpc/lines.ts'
import { optionHash } from '../secrets/secret.ts'
import type { Stored } from '../store/messages.ts'
import type { Relay, Sending } from './relay.ts'
import { contentOf, sealFor } from './sealing.ts'

export interface Choice {
  id: string
  text: string
}

const { EventResponseType } = proto.Message.EventResponseMessage

const eventAnswers: Record<string, proto.Message.EventResponseMessage.EventResponseType> = {
  going: EventResponseType.GOING, 'not going': EventResponseType.NOT_GOING, maybe: EventResponseType.MAYBE,
}

export class Answers {
  readonly #relay: Relay

  constructor(relay: Relay) {
    this.#relay = relay
  }

  vote({ chat, id }: Sending, target: string, options: number[]): Promise<{ at: number }> {
    const poll = this.#relay.books.messages.get(chat, target)
    const message = contentOf(poll)
    const names = (message && pollOf(message)?.options) ?? []
    const chosen = options.flatMap(index => names[index]?.optionName ?? []).map(optionHash)
    const plain = proto.Message.PollVoteMessage.encode({ selectedOptions: chosen }).finish()
    const vote = this.#seal(chat, poll, plain, 'Poll Vote')
    return this.#relay.relay(
      chat, id, { pollUpdateMessage: { pollCreationMessageKey: this.#relay.keyOf(chat, target), vote, senderTimestampMs: Date.now() } }, {}, { polltype: 'vote' })
  }

  async press(sending: Sending, target: string, choice: Choice): Promise<{ at: number }> {
    const stored = this.#relay.books.messages.get(sending.chat, target)
    const message = contentOf(stored)
    if (stored && message?.eventMessage) {
      return this.#answerEvent(sending, stored, choice)
    }
    if (stored && message?.groupInviteMessage && choice.id === joins) {
      return this.#join(stored, message.groupInviteMessage)
    }
    const contextInfo = {
      stanzaId: target, ...(stored ? { participant: this.#relay.books.addresses.jid(stored.sender), quotedMessage: stored.info.message } : {}),
    }
    return this.#relay.relay(sending.chat, sending.id, buildPress(message, choice, contextInfo))
  }

  /** The invitation is to this account alone: its code is no part of a link. */
  async #join({ sender, mine }: Stored, invitation: proto.Message.IGroupInviteMessage): Promise<{ at: number }> {
    if (mine) {
      throw new Refusal('refused', 'This is your own invitation; it is for whom you sent it to.')
    }
    if (Number(invitation.inviteExpiration ?? 0) * 1000 <= Date.now()) {
      throw new Refusal('refused', 'This invitation has expired. Ask for another.')
    }
    await this.#relay.socket.groupAcceptInviteV4(this.#relay.books.addresses.jid(sender), invitation)
    return { at: Date.now() }
  }

  #answerEvent({ chat, id }: Sending, event: Stored, choice: Choice): Promise<{ at: number }> {
    const response = eventAnswers[choice.id]
    if (response === undefined) {
      throw new Refusal('refused', 'An invitation is answered with going, not going or maybe.')
    }
    const plain = proto.Message.EventResponseMessage.encode({ response, timestampMs: Date.now() }).finish()
    const sealed = this.#seal(chat, event, plain, 'Event Response')
    return this.#relay.relay(
      chat, id, { encEventResponseMessage: { eventCreationMessageKey: this.#relay.keyOf(chat, event.id), ...sealed } }, {}, { event_type: 'response' })
  }

  #seal(chat: string, original: Stored | undefined, plain: Uint8Array, purpose: 'Poll Vote' | 'Event Response') {
    const sealed = sealFor(this.#relay, chat, original, plain, purpose)
    if (!sealed) {
      throw new Refusal('gone', 'That is too old to be answered from here; answer it on the phone.')
    }
    return sealed
  }
}

/** Each kind of button has an answer of its own; what is none of them is answered in words. */
function buildPress(message: proto.IMessage | undefined, { id, text }: Choice, contextInfo: proto.IContextInfo): proto.IMessage {
  const { buttons, list, template, interactive } = formsOf(message ?? {})
  if (buttons) {
    return { buttonsResponseMessage: { selectedButtonId: id, selectedDisplayText: text, type: 1, contextInfo } }
  }
  if (list) {
    return { listResponseMessage: { title: text, listType: 1, singleSelectReply: { selectedRowId: id }, contextInfo } }
  }
  if (template) {
    const selectedIndex = template.hydratedButtons?.findIndex(button => button.quickReplyButton?.id === id) ?? 0
    return { templateButtonReplyMessage: { selectedId: id, selectedDisplayText: text, selectedIndex: Math.max(0, selectedIndex), contextInfo } }
  }
  const flows = interactive ? [interactive, ...(interactive.carouselMessage?.cards ?? [])].flatMap(buttonsOf) : []
  if (flows.length > 0) {
    const name = flows.find(button => button.buttonParamsJson?.includes(JSON.stringify(id)))?.name ?? 'quick_reply'
    const paramsJson = JSON.stringify({ id, display_text: text })
    return { interactiveResponseMessage: { body: { text }, nativeFlowResponseMessage: { name, paramsJson, version: 3 }, contextInfo } }
  }
  return { extendedTextMessage: { text, contextInfo } }
}
