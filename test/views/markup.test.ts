import { expect, it } from 'vitest'
import { layer, text } from '../../src/fields/index.js'
import { render } from '../support/render.js'
import { startMessage } from '../support/sample-messages.js'

const XML = layer('markuptest', {
  markup: text({ hidden: true }),
  port: text({ repeated: true, literal: true }),
  none: text({ literal: true }),
  list: text({ literal: true, type: 'array' }),
})

it('leaves that only hold others together are left out; spelled-out numbers are bare where JSON knows them', () => {
  const parts = ['<i4>', '13005', '</i4><i4>', '+7', '</i4><i4>', '-1.5e3', '</i4><i4>', '007', '</i4>']
  const { message, at } = startMessage(new TextEncoder().encode(parts.join('')))
  for (const [index, part] of parts.entries()) at.take(index % 2 === 0 ? XML.markup : XML.port, part.length)
  at.take(XML.none, 0)
  at.take(XML.list, 0)
  at.finish()
  expect(JSON.parse(render('json', [message])).fields).toEqual({
    port: [13005, '+7', -1500, '007'],
    none: null,
    list: [],
  })
  expect(render('tree', [message]).trimEnd().split('\n').slice(3)).toEqual([
    '0004  31 33 30 30 35            text      port             13005',
    '0012  2b 37                     text      port             +7',
    '001d  2d 31 2e 35 65 33         text      port             -1.5e3',
    '002c  30 30 37                  text      port             007',
    '0034                            text      none             empty',
    '0034                            array     list             empty',
  ])
})
