import { expect, it } from 'vitest'
import { bodyKind } from '../../../../dissectors/second-life/web/bodies.js'

const kindOf = (text: string, type = '') => bodyKind(Buffer.from(text), type)?.definitions.document.path

it.each([
  ['<methodCall>', 'xmlrpc'],
  ['<?xml version="1.0"?>\n<methodResponse><params>', 'xmlrpc'],
  ['<?xml version="1.0"?><!DOCTYPE a><!-- b --><methodCall >', 'xmlrpc'],
  ['\ufeff<methodCall>', 'xmlrpc'],
  ['<llsd><map/></llsd>', 'llsd'],
  ['<?xml version="1.0" ?>\n<!-- a -->\n<llsd>', 'llsd'],
  ['<? LLSD/Binary ?>\n{', 'llsd'],
  ['<?llsd/notation?>\n[]', 'llsd'],
  ['<html><body>llsd, methodCall</body></html>', undefined],
  ['hello <llsd>', undefined],
  ['[i1]', undefined],
])('%j is %s by its content', (text, kind) => expect(kindOf(text)).toBe(kind))

it('is told by its media type where the content says nothing', () => {
  expect(kindOf('[i1]', 'application/llsd+notation')).toBe('llsd')
  expect(kindOf('{', 'application/llsd+binary')).toBe('llsd')
  expect(kindOf('[i1]', 'application/json')).toBeUndefined()
})
