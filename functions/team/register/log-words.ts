import type { LogLine } from '../../domain/register/log-line.ts';

export const logStatusNames: Readonly<Record<LogLine['status'], string>> = {
  'in-force': 'In force',
  'measures-done': 'All measures done',
  ended: 'Ended',
  replaced: 'Replaced by a later decision',
};

export const logAppealNames: Readonly<Record<LogLine['appeal'], string>> = {
  none: 'No appeal',
  open: 'Appeal open',
  upheld: 'Upheld after an appeal',
  changed: 'Changed after an appeal',
  overturned: 'Overturned after an appeal',
  'sent-back': 'Sent back after an appeal',
};

export const logSourceNames: Readonly<Record<LogLine['source'], string>> = {
  reporter: 'A report',
  member: 'Written down by a member',
};
