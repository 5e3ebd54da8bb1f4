// Baileys works on the messages that waited for us one after another, but on a live one at once: it overtakes those before it, and of two
// live ones that which needs to look up less. So all messages go through the one queue, in the order in which they came.
import { replaceInBaileys } from './replace.ts'

const before = `const isOffline = !!node.attrs.offline;
        if (isOffline) {`
const after = `if (node.attrs.offline || type === 'message') {`

/** Whether messages keep their order; asked by the host's doctor. */
export const orderIsKept = replaceInBaileys('Socket/messages-recv.js', before, after)
