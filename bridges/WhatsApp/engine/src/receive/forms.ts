// The forms in which businesses send text with choices; several are packed in one another.
import type { proto } from 'baileys'

export interface Forms {
  buttons?: proto.Message.IButtonsMessage | null
  list?: proto.Message.IListMessage | null
  template?: proto.Message.TemplateMessage.IHydratedFourRowTemplate | null
  interactive?: proto.Message.IInteractiveMessage | null
}

export function formsOf(message: proto.IMessage): Forms {
  const template = message.templateMessage ?? message.highlyStructuredMessage?.hydratedHsm
  return {
    buttons: message.buttonsMessage, list: message.listMessage, template: template?.hydratedTemplate ?? template?.hydratedFourRowTemplate,
    interactive: message.interactiveMessage ?? template?.interactiveMessageTemplate,
  }
}

/** What stands above the text: a picture, a video or a file, in the same parts as where it is sent by itself. */
export function headerOf(message: proto.IMessage): proto.IMessage {
  const { buttons, template, interactive } = formsOf(message)
  const { imageMessage, videoMessage, documentMessage } = buttons ?? template ?? interactive?.header ?? interactive?.carouselMessage?.cards?.[0]?.header ?? {}
  return { imageMessage, videoMessage, documentMessage }
}
