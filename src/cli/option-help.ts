import type { Option } from 'commander'

/** An option's line in help and man page: what it is for, the words it takes, what holds without it. */
export function optionDescription({
  description,
  argChoices,
  defaultValue,
  defaultValueDescription,
}: Option): string {
  const words = argChoices ? `: ${argChoices.join(', ')}` : ''
  const otherwise = defaultValueDescription ?? (typeof defaultValue === 'string' ? defaultValue : undefined)
  return `${description}${words}${otherwise === undefined ? '' : ` (default: ${otherwise})`}`
}
