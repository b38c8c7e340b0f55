import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import { permissionOf } from '../../domain/casework/change/permission-of.ts';
import { casePermissions } from '../../domain/casework/operations.ts';
import type { ReadCase } from '../../domain/casework/reading/read-case.ts';
import { newId } from '../../domain/kernel/random.ts';
import type { CaseView } from './case-view.ts';

/** What a page needs beside the case itself; the team is read once, whatever is asked of it. */
export const caseView = async (context: CaseContext, read: ReadCase): Promise<CaseView> => {
  const { settings, member, now, random } = context;
  const team = await context.team();
  const asked = { ...context, team: () => Promise.resolve(team) };
  const allowed = new Set<string>();
  for (const [name, permission] of casePermissions)
    if ((await permissionOf(asked, permission, read)) === 'allowed') allowed.add(name);
  return {
    settings,
    member,
    now,
    read,
    may: (operation) => allowed.has(operation),
    team,
    page: 'case',
    key: newId(random),
  };
};
