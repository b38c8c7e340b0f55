import type { PageProblem } from '../ui/layout.tsx';
import type { CaseView, ReadUpTo } from './case-view.ts';

/** What others wrote or did since the member had read so far; looking alone changes nothing that matters. */
export const changesSince = (
  { read, member }: Pick<CaseView, 'read' | 'member'>,
  { version, entries }: ReadUpTo,
): PageProblem[] => {
  const written = read.entries
    .filter(({ number }) => number > entries)
    .flatMap(({ number, entry }) => {
      if (entry === 'unreadable') return [];
      if (entry.from === 'team')
        return entry.author.id === member.memberId
          ? []
          : [{ field: `entry-${number}`, text: `${entry.author.name} has written to the reporter.` }];
      return [{ field: `entry-${number}`, text: 'The reporter has written.' }];
    });
  const noted = read.notes.notes
    .filter(({ number }) => number > version)
    .flatMap(({ number, note }) =>
      note === 'unreadable' || note.author.id === member.memberId
        ? []
        : [{ field: `note-${number}`, text: `${note.author.name} ${doing[note.kind]}.` }],
    );
  return [...written, ...noted];
};

const doing = {
  note: 'has added a note',
  state: 'has changed the state',
  identity: 'has opened what the reporter said of themselves',
  original: 'has opened the original of a file',
  grant: 'has given somebody access',
  'set-aside': 'has set somebody aside',
  'let-back': 'has let somebody back who was set aside',
  deadline: 'has moved a date',
  transfer: 'has moved the case to another channel',
  link: 'has linked it with another case',
  unlink: 'has parted it from another case',
  split: 'has split the case',
  interview: 'has written down what somebody said',
  brief: 'has changed whom or which places the case names',
} as const;
