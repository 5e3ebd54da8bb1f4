// Baileys' log. It may hold texts, numbers and keys: only the fixed words of warnings and errors are written, and only when asked for.
import type { ILogger } from 'baileys/lib/Utils/logger.js'
import libraryLogger from 'baileys/lib/Utils/logger.js'

// What is done with communities is written to it and to standard output, which is the engine's protocol, whatever logger a socket is given.
;(libraryLogger as ILogger).level = 'silent'

const wanted = process.env.WHATSAPP_ENGINE_LOG === '1'
const whole = process.env.WHATSAPP_ENGINE_LOG === 'whole'

function write(level: string, object: unknown, message: string | undefined): void {
  if (whole) {
    process.stderr.write(`${level}: ${message ?? ''} ${JSON.stringify(object, (_, value) => (value instanceof Error ? value.stack : value))?.slice(0, 2000)}\n`)
  } else if (wanted && message) {
    process.stderr.write(`${level}: ${message}\n`)
  }
}

export const quietLogger: ILogger = {
  level: whole ? 'debug' : 'warn',
  child: () => quietLogger,
  trace: () => {},
  debug: (object, message) => whole && write('debug', object, message),
  info: (object, message) => whole && write('info', object, message),
  warn: (object, message) => write('warn', object, message),
  error: (object, message) => write('error', object, message),
}
