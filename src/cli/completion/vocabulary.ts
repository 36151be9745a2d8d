import { FACTS } from '../../facts/index.js'
import { allFields } from '../../fields/definition.js'
import { type Candidate, startingWith } from './complete.js'

/** Words known only once dissectors, templates or dialects are loaded, by the placeholder that stands for them. */
export async function vocabulary(
  placeholder: string,
  word: string,
): Promise<readonly Candidate[] | undefined> {
  const words = WORDS[placeholder]
  return words?.(word)
}

const WORDS: Readonly<Record<string, (word: string) => Promise<readonly Candidate[]>>> = {
  protocol: async (word) => startingWith(word, await protocols()),
  dialect: async (word) => startingWith(word, await dialects()),
  path: fields,
  prefix: fields,
  expression: fieldsInExpression,
  message: async (word) => startingWith(word, await messages()),
}

async function protocols(): Promise<Candidate[]> {
  const { loadDissectors } = await import('../choose-protocols.js')
  return (await loadDissectors()).map(({ name, title }) => ({ word: name, description: title }))
}

async function dialects(): Promise<Candidate[]> {
  const { dumpFormats } = await import('../../ingest/hexdump/dialects.js')
  return dumpFormats.map(({ name }) => ({ word: name, description: '' }))
}

/** Facts, and paths of fields, that begin so, up to the next dot: there are thousands of them. */
async function fields(word: string): Promise<Candidate[]> {
  const { declareFields } = await import('../declare-fields.js')
  await declareFields()
  const found = new Map<string, Candidate>()
  const facts = [...FACTS.values()].map(({ name, doc }) => ({ path: name, doc }))
  for (const { path, doc } of [...facts, ...allFields()]) {
    if (!path.startsWith(word)) continue
    const dot = path.indexOf('.', word.length)
    const part = dot < 0 ? path : path.slice(0, dot + 1)
    if (!found.has(part)) found.set(part, { word: part, description: dot < 0 ? doc : '' })
  }
  return [...found.values()]
}

/** In a filter the word behind the last operator is completed, and what stands before it kept. */
async function fieldsInExpression(expression: string): Promise<Candidate[]> {
  const begin = expression.search(/[\w.*-]*$/)
  const kept = expression.slice(0, begin)
  const isType = /\btype\s*==\s*"?$/.test(kept)
  const word = expression.slice(begin)
  const candidates = isType ? startingWith(word, await messages()) : await fields(word)
  return candidates.map((candidate) => ({ ...candidate, word: kept + candidate.word }))
}

/** Messages of Second Life in the templates that decide. */
async function messages(): Promise<Candidate[]> {
  const { libraryOf } = await import('../template-files.js')
  const { ERAS } = await import('../../../dissectors/second-life/dialect.js')
  const library = libraryOf({ view: 'text' })
  const names = new Set<string>()
  for (const dialect of ERAS.flatMap((era) => library.dialects(era)))
    for (const { name } of dialect.template.messages) names.add(name)
  return [...names].toSorted().map((name) => ({ word: name, description: '' }))
}
