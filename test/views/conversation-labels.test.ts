import { expect, it } from 'vitest'
import { Message } from '../../src/dissect/message.js'
import { labelText } from '../../src/output/label.js'
import { ConversationLabels } from '../../src/views/heading.js'
import { fakeConversation } from '../support/fake-payload.js'

it('tells conversations apart that share a place', () => {
  let made = 0
  const labels = new ConversationLabels((out, { id }, side) => {
    made++
    out.ascii(`${id} ${side}`)
  })
  const textOf = (id: number) => {
    const message = new Message()
    message.conversation = conversations.get(id)!
    message.side = 1
    return labelText(labels.get(message))
  }
  const conversations = new Map([1, 2, 4097].map((id) => [id, { ...fakeConversation('udp', 7000), id }]))
  expect([1, 2, 4097, 2, 1, 1].map(textOf)).toEqual(['1 1', '2 1', '4097 1', '2 1', '1 1', '1 1'])
  expect(made).toBe(4)
})
