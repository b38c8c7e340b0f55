import type { AuditAction } from '../domain/case/audit.ts';
import type { Settings } from '../settings/schema.ts';
import { channelName, deadlineLabels, partNames, stateNames, waysInWords } from './pages/words.ts';
import type { TeamContext } from './team-context.ts';

const actionNames: Readonly<Record<AuditAction, string>> = {
  filed: 'Filed the report',
  opened: 'Opened the case',
  read: 'Read what was new',
  recused: 'Left the case to others',
  'recusal-lifted': 'Let a member back in',
  answered: 'Wrote to the reporter',
  'contact-made': 'Said that the reporter has been contacted',
  noted: 'Wrote a note',
  'state-changed': 'Changed the state',
  'identity-opened': 'Opened the reporter’s identity',
  'original-opened': 'Opened the original of a file',
  'access-granted': 'Granted access',
  'set-aside': 'Set a member aside',
  'let-back': 'Let a member back who was set aside',
  assigned: 'Assigned the case',
  taken: 'Took up what is urgent',
  'task-changed': 'Changed a task',
  'deadline-moved': 'Moved a date',
  transferred: 'Moved the case to another channel',
  linked: 'Linked a case',
  unlinked: 'Took a link away',
  split: 'Split the case',
  exported: 'Exported this log',
  'erasure-refused': 'Refused to erase the report',
};

const named = (names: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined;

/** An action that has no name here is shown as it is stored. */
export const actionName = (action: string): string => named(actionNames, action) ?? action;

const taskWords = { added: 'added', done: 'done', reopened: 'opened again' };

/** What is known by name when a log is shown. */
export type AuditNames = {
  readonly settings: Settings;
  /** By member id. */
  readonly members: ReadonlyMap<string, string>;
};

/** To what something was done, in words: what is stored is the name of a field or an id. */
export const detailWords = (
  { action, detail }: { readonly action: string; readonly detail?: string | undefined },
  { settings, members }: AuditNames,
): string | undefined => {
  if (detail === undefined) return undefined;
  switch (action) {
    case 'filed':
      return named(waysInWords, detail) ?? detail;
    case 'answered':
    case 'contact-made':
    case 'state-changed':
      return named(stateNames, detail) ?? detail;
    case 'identity-opened':
      return named(partNames, detail) ?? detail;
    case 'deadline-moved':
      return named(deadlineLabels, detail) ?? detail;
    case 'task-changed':
      return named(taskWords, detail) ?? detail;
    case 'recusal-lifted':
      return members.get(detail) ?? 'a former member';
    case 'transferred':
      return detail
        .split(' to ')
        .map((channel) => channelName(settings, channel))
        .join(' to ');
    default:
      return detail;
  }
};

/** Who is on the team, for lines that name a member by an id. */
export const auditNames = async ({ settings, team }: TeamContext): Promise<AuditNames> => {
  const { members } = await team.team();
  return { settings, members: new Map(members.map(({ memberId, name }) => [memberId, name])) };
};
