/** Runs in the thread of module hooks: what the names of slx stand for in files from outside. */
let names: Readonly<Record<string, string>> = {}

export function initialize(data: Readonly<Record<string, string>>): void {
  names = data
}

type Next = (specifier: string, context: unknown) => unknown

export function resolve(specifier: string, context: unknown, next: Next): unknown {
  const url = names[specifier]
  return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true }
}
