// Starts the simulated network; says on standard output where it is, and ends with its standard input.
//   node main.ts CERTIFICATE KEY [--stay]     (PEM files for the media server, valid for 127.0.0.1)
// With --stay it does not end with its input; whoever starts it ends it.
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { Control } from './control.ts'
import { Delivery } from './delivery.ts'
import { Phone } from './phone.ts'
import { Queries } from './queries.ts'
import { ChatServer } from './server.ts'
import { World } from './world.ts'

for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  console[method] = () => {}
}

const [certificate = '', key = '', stay] = process.argv.slice(2)
const world = new World()
const delivery = new Delivery(world)
const phone = new Phone(world, delivery)
const queries = new Queries(world, phone)
const server = new ChatServer(world, delivery, phone, queries)

const identity = { cert: readFileSync(certificate), key: readFileSync(key) }
const media = createTlsServer(identity, (request, response) => world.media.serve(request, response)).listen(0, '127.0.0.1')
const chat = createServer().listen(0, '127.0.0.1')
const secureChat = createTlsServer(identity).listen(0, '127.0.0.1')
for (const listening of [chat, secureChat]) {
  new WebSocketServer({ server: listening }).on('connection', (socket, request) => server.accept(socket, request))
}
const control = new Control(world, delivery, phone, queries).listen(0)

const port = async (listening: Server | ReturnType<typeof createTlsServer>): Promise<number> => {
  if (!listening.listening) {
    await new Promise(resolve => listening.once('listening', resolve))
  }
  return (listening.address() as AddressInfo).port
}

world.media.address = `https://127.0.0.1:${await port(media)}`
process.stdout.write(`${JSON.stringify({
  server: `ws://127.0.0.1:${await port(chat)}/ws/chat`, secureServer: `wss://127.0.0.1:${await port(secureChat)}/ws/chat`, media: world.media.address, control: `http://127.0.0.1:${await port(control)}`, rootKey: server.rootKey,
})}\n`)

process.on('uncaughtException', error => world.happenings.push({ what: 'failed', who: undefined, attributes: {}, detail: error.stack }))
process.on('unhandledRejection', error => world.happenings.push({ what: 'failed', who: undefined, attributes: {}, detail: String(error) }))
if (stay !== '--stay') {
  process.stdin.resume().on('end', () => process.exit(0))
}
