import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { caseOperations, otherOperations } from '../../domain/casework/operations.ts';
import type { Settings } from '../../settings/schema.ts';
import { channelName, deadlineLabels, partNames, stateNames, waysInWords } from '../ui/words.ts';
import type { TeamContext } from '../team-context.ts';

/** What is no operation of the list writes these. */
const readingWords: CaseOperation['audit'] = {
  filed: { says: 'Filed the report' },
  opened: { says: 'Opened the case' },
  read: { says: 'Read what was new' },
};

const lineWords: ReadonlyMap<string, CaseOperation['audit'][string]> = new Map(
  [readingWords, ...[...caseOperations, ...otherOperations].map(({ audit }) => audit)].flatMap((words) =>
    Object.entries(words),
  ),
);

const named = (names: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined;

/** An action that has no name here is shown as it is stored. */
export const actionName = (action: string): string => lineWords.get(action)?.says ?? action;

const taskWords = { added: 'added', changed: 'changed', done: 'done', reopened: 'opened again' };

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
  if (action === 'filed') return named(waysInWords, detail) ?? detail;
  switch (lineWords.get(action)?.detail) {
    case 'state':
      return named(stateNames, detail) ?? detail;
    case 'identity-part':
      return named(partNames, detail) ?? detail;
    case 'deadline':
      return named(deadlineLabels, detail) ?? detail;
    case 'task':
      return named(taskWords, detail) ?? detail;
    case 'member':
      return members.get(detail) ?? 'a former member';
    case 'channels':
      return detail
        .split(' to ')
        .map((channel) => channelName(settings, channel))
        .join(' to ');
    case 'as-it-is':
    case undefined:
      return detail;
  }
};

/** Who is on the team, for lines that name a member by an id. */
export const auditNames = async ({ settings, team }: TeamContext): Promise<AuditNames> => {
  const { members } = await team.read();
  return { settings, members: new Map(members.map(({ memberId, name }) => [memberId, name])) };
};
