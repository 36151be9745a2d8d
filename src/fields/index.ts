/** What a dissector needs to declare its fields. */
export * from './definition.js'
export * from './specs.js'
export { Wire } from './wire.js'
