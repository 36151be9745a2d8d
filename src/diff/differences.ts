import type { Node } from './node.js'

/** What differs between two messages that belong together. */
export type Difference =
  | {
      readonly op: 'changed'
      readonly path: string
      readonly a: Node
      readonly b: Node
      /** What is wrong, where the values alone do not say it: `the renaming is broken`. */
      readonly why: string
    }
  | { readonly op: 'removed'; readonly path: string; readonly a: Node }
  | { readonly op: 'added'; readonly path: string; readonly b: Node }
  | { readonly op: 'moved'; readonly path: string; readonly a: Node; readonly b: Node }
  | { readonly op: 'finding'; readonly side: 'a' | 'b'; readonly code: string; readonly text: string }
