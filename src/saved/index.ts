export { SavedMessages } from './message.js'
export { SavedReader } from './reader.js'
