/** Keys that stand twice in one object of a JSON text; `JSON.parse` would drop the first silently. */
export function duplicateKeys(json: string): string[] {
  const found: string[] = []
  const open: (Set<string> | undefined)[] = []
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g
  let last = ''
  for (let match = token.exec(json); match; match = token.exec(json)) {
    const [text] = match
    if (text === '{') open.push(new Set())
    else if (text === '[') open.push(undefined)
    else if (text === '}' || text === ']') open.pop()
    else if (text === ':') {
      const keys = open.at(-1)
      if (keys?.has(last)) found.push(last)
      keys?.add(last)
    }
    last = text
  }
  return found
}
