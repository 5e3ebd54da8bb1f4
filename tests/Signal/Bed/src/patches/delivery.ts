// As the real service does: what a device has not acknowledged is sent again, in order, when it comes back. (The mock server forgets
// what it was handing out when a connection dies.) And its sockets answer pings, without which libsignal gives up an idle connection.
import { WebSocket, type Loose } from '../mock.ts';

type Item = { message: Buffer; done: () => void };

export function keepUntilAcknowledged(server: Loose): { waiting: (device: Loose) => number } {
  const boxes = new Map<Loose, Item[]>(), box = (device: Loose): Item[] => boxes.get(device) ?? boxes.set(device, []).get(device)!;
  const hand = (device: Loose, socket: Loose, item: Item): Promise<void> => socket.sendMessage(item.message).then(() => {
    const items = box(device), i = items.indexOf(item);
    if (i >= 0) items.splice(i, 1);
    item.done();
  }, () => {});
  server.send = (device: Loose, message: Buffer) => new Promise<void>((done) => {
    const item = { message, done };
    box(device).push(item);
    const socket = server.webSockets.get(device);
    if (socket) void hand(device, socket, item);
  });
  server.sendQueue = async (device: Loose, socket: Loose) => {
    await Promise.all([...box(device)].map((item) => hand(device, socket, item)));
    await socket.sendMessage('empty').catch(() => {});
  };
  return { waiting: (device) => box(device).length };
}

export function answerPings(): void {
  const original = WebSocket.prototype.setSocket;
  WebSocket.prototype.setSocket = function (...args: unknown[]) { this._autoPong = true; return original.apply(this, args); };
}
