// JSON-RPC 2.0, one object a line: requests come on standard input, answers and notifications go to standard output, which is ours alone.
import { createInterface } from 'node:readline'

export type Json = Record<string, unknown>
export type Handler = (params: Json) => unknown

/** A refusal with a code that the host knows; the text is for people. */
export class Refusal extends Error {
  readonly code: string
  readonly data: Json

  constructor(code: string, message: string, data: Json = {}) {
    super(message)
    this.code = code
    this.data = data
  }
}

export function notify(method: string, params: Json): void {
  write({ jsonrpc: '2.0', method, params })
}

/** Serves requests until the input ends; calls onEnd then. */
export function listen(handlers: Record<string, Handler>, onEnd: () => void): void {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
  lines.on('line', line => void take(handlers, line))
  lines.on('close', onEnd)
}

async function take(handlers: Record<string, Handler>, line: string): Promise<void> {
  let request: { id?: number; method?: string; params?: Json }
  try {
    request = JSON.parse(line)
  } catch {
    return
  }
  const { id, method = '', params = {} } = request
  try {
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
    if (!handler) {
      write({ jsonrpc: '2.0', id, error: { code: -32601, message: `unknown method ${method}` } })
      return
    }
    write({ jsonrpc: '2.0', id, result: (await handler(params)) ?? null })
  } catch (error) {
    write({ jsonrpc: '2.0', id, error: describe(error) })
  }
}

function describe(error: unknown): Json {
  if (error instanceof Refusal) {
    return { code: -32000, message: error.message, data: { reason: error.code, ...error.data } }
  }
  const status = (error as { output?: { statusCode?: number }; data?: unknown } | undefined)?.output?.statusCode
  const said = Number((error as { data?: unknown } | undefined)?.data) || status
  const [reason, text] = words(said, error instanceof Error ? error.message : String(error))
  return { code: -32603, message: text, data: { reason } }
}

/** What the server's numbers mean for people. */
function words(code: number | undefined, message: string): [string, string] {
  switch (code) {
    case 401:
    case 403:
      return ['forbidden', 'WhatsApp does not allow this account to do that.']
    case 404:
    case 410:
      return ['gone', 'That is not there on WhatsApp any more.']
    case 406:
    case 409:
      return ['refused', 'WhatsApp does not accept that.']
    case 419:
    case 429:
      return ['tooMany', 'WhatsApp asks for a pause: too much was asked of it.']
    case 408:
    case 428:
    case 500:
    case 503:
      return ['offline', 'WhatsApp cannot be reached at the moment.']
    default:
      return ['failed', message]
  }
}

function write(message: Json): void {
  process.stdout.write(JSON.stringify(message) + '\n')
}
