// Baileys works on the messages that waited for us one after another, but on a live one at once: it overtakes those before it, and of two
// live ones that which needs to look up less. So all messages go through the one queue, in the order in which they came. It also unpacks
// frames side by side, and WhatsApp compresses long ones: a short one overtakes a long one before it. So frames are read one by one.
import { replaceInBaileys } from './replace.ts'

const before = `const isOffline = !!node.attrs.offline;
        if (isOffline) {`
const after = `if (node.attrs.offline || type === 'message') {`

const framesBefore = `const processData = async (onFrame) => {
        let size;`
const framesAfter = `let processed = Promise.resolve();
    const processData = (onFrame) => processed = processed.catch(() => {}).then(() => processFrames(onFrame));
    const processFrames = async (onFrame) => {
        let size;`

const messagesAreQueued = replaceInBaileys('Socket/messages-recv.js', before, after)
const framesAreQueued = replaceInBaileys('Utils/noise-handler.js', framesBefore, framesAfter)

/** Whether messages keep their order; asked by the host's doctor. */
export const orderIsKept = (): boolean => messagesAreQueued() && framesAreQueued()
