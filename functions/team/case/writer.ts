import type { Entry } from '../../domain/thread/entry.ts';

const writers: Readonly<Record<Exclude<Entry['from'], 'team'>, string>> = {
  reporter: 'The reporter',
  respondent: 'The respondent',
  witness: 'The witness',
  expert: 'The expert',
  platform: 'The platform admin',
  automatic: 'Automatic message',
};

/** Who wrote an entry, in words for the team. */
export const writer = (entry: Entry): string =>
  entry.from === 'team' ? entry.author.name : writers[entry.from];
