// What businesses send: text with choices to press.
import type { proto } from 'baileys'
import type { Content } from './content.ts'

interface Choice {
  id: string
  text: string
  url?: string
  phone?: string
}

export function readBusiness(message: proto.IMessage): Content | null {
  return readButtons(message) ?? readList(message) ?? readTemplate(message) ?? readInteractive(message) ?? readAnswer(message) ?? readGoods(message)
}

function readButtons(message: proto.IMessage): Content | null {
  const buttons = message.buttonsMessage
  return buttons
    ? business([buttons.text, buttons.contentText], buttons.footerText, (buttons.buttons ?? []).map(button => ({
        id: button.buttonId ?? '', text: button.buttonText?.displayText ?? '',
      })))
    : null
}

function readList(message: proto.IMessage): Content | null {
  const list = message.listMessage
  const rows = list?.sections?.flatMap(section => section.rows ?? []) ?? []
  return list
    ? business([list.title, list.description], list.footerText, rows.map(row => ({
        id: row.rowId ?? '', text: [row.title, row.description].filter(Boolean).join(': '),
      })))
    : null
}

function readTemplate(message: proto.IMessage): Content | null {
  const template = message.templateMessage?.hydratedTemplate ?? message.templateMessage?.hydratedFourRowTemplate
  return template
    ? business([template.hydratedTitleText, template.hydratedContentText], template.hydratedFooterText, (template.hydratedButtons ?? []).map(button => ({
        id: button.quickReplyButton?.id ?? '',
        text: button.quickReplyButton?.displayText ?? button.urlButton?.displayText ?? button.callButton?.displayText ?? '',
        url: button.urlButton?.url ?? undefined,
        phone: button.callButton?.phoneNumber ?? undefined,
      })))
    : null
}

function readInteractive(message: proto.IMessage): Content | null {
  const interactive = message.interactiveMessage
  return interactive
    ? business([interactive.header?.title, interactive.body?.text], interactive.footer?.text, (interactive.nativeFlowMessage?.buttons ?? []).map(readFlowButton))
    : null
}

function readFlowButton(button: { name?: string | null; buttonParamsJson?: string | null }): Choice {
  try {
    const given = JSON.parse(button.buttonParamsJson ?? '{}') as Record<string, unknown>
    const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
    return { id: text('id') ?? '', text: text('display_text') ?? text('copy_code') ?? '', url: text('url'), phone: text('phone_number') }
  } catch {
    return { id: '', text: button.name ?? '' }
  }
}

function readAnswer(message: proto.IMessage): Content | null {
  const text = message.buttonsResponseMessage?.selectedDisplayText ?? message.listResponseMessage?.title
    ?? message.templateButtonReplyMessage?.selectedDisplayText ?? message.interactiveResponseMessage?.body?.text
  return text ? { kind: 'text', text } : null
}

function readGoods(message: proto.IMessage): Content | null {
  const product = message.productMessage?.product
  if (product) {
    return business([product.title, product.description], message.productMessage?.footer, product.url ? [{ id: '', text: 'Open', url: product.url }] : [])
  }
  const order = message.orderMessage
  return order ? business([order.orderTitle, order.message], `${order.itemCount ?? 0} items`, []) : null
}

function business(lines: (string | null | undefined)[], footer: string | null | undefined, choices: Choice[]): Content {
  return { kind: 'business', text: lines.filter(Boolean).join('\n'), footer: footer || undefined, choices: choices.filter(choice => choice.text) }
}
