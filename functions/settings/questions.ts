/** What the form asks. It drives the form, the validation, the API and what the team reads. */
export const questions = [
  {
    id: 'whatHappened',
    label: 'What happened?',
    hint: 'In your own words, in any order. This is the only question you need to answer.',
    required: true,
    rows: 12,
    limitBytes: 200 * 1024,
  },
  {
    id: 'who',
    label: 'Who did it?',
    hint: 'Names, nicknames, or how you would recognise them. “I don’t know” is an answer. We ask so that nobody who is involved handles your report.',
    required: false,
    rows: 3,
    limitBytes: 10 * 1024,
  },
  {
    id: 'when',
    label: 'When was it?',
    hint: 'Approximately is fine. We ask so that the team can tell it apart from other events.',
    required: false,
    rows: 2,
    limitBytes: 10 * 1024,
  },
  {
    id: 'where',
    label: 'Where was it?',
    hint: 'A place, an event, a chat or a repository. We ask so that the team knows who is responsible there.',
    required: false,
    rows: 2,
    limitBytes: 10 * 1024,
  },
] as const;

export type QuestionId = (typeof questions)[number]['id'];
