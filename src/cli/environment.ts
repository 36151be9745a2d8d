/** The variables that slx looks at, as help, man page and docs list them. */
export const ENVIRONMENT: readonly (readonly [name: string, meaning: string])[] = [
  ['SLX_CONFIG', 'the configuration file, instead of those in the usual places; empty for none'],
  ['SLX_TEMPLATE', 'message templates of Second Life where no --template is given, or built-in'],
  ['SLX_SECRETS', 'the file with keys and passwords where no --secrets is given'],
  [
    'SLX_PAGER',
    'the program that shows what is longer than the screen, before the setting pager, PAGER and less; cat for none',
  ],
  ['NO_COLOR', 'no colours, when not empty'],
  ['FORCE_COLOR', 'colours in pipes and files too; 0 for none'],
]
