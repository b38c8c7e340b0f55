import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import { openRingSealed } from '../../key-ring/open-ring-sealed.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import {
  identityGiven,
  identityParts,
  identityPlacePart,
  identityText,
  type IdentityPart,
} from '../../case/identity.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation } from '../change/operation.ts';
import { noteRecord, type Note } from '../record/note.ts';

type NoIdentity = { readonly kind: 'no-identity' };

type OpenedIdentity =
  | { readonly kind: 'opened'; readonly text: string }
  | Exclude<ChangeResult<NoIdentity>, { kind: 'committed' }>;

// Who conducts the case may have to know whom to reach; a reason is kept, and the reporter sees the day.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

/**
 * Opens one part of what a reporter said of themselves. That it was opened, by whom and why is written down, and shown
 * to the reporter, before the text is given out.
 */
const open = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly part: IdentityPart; readonly reason: string },
): Promise<OpenedIdentity> => {
  const { part, reason } = wanted;
  const note: Note = {
    kind: 'identity',
    author: authorOf(context.member),
    on: context.now.toISOString(),
    part,
    reason,
  };
  const result = await changeCase<NoIdentity>(context, caseId, permission, ({ head, brief, vault }) =>
    identityGiven(brief, vault.identity).includes(part)
      ? {
          edit: {
            audit: { action: 'identity-opened', detail: part },
            head: { identityOpened: { ...head.identityOpened, [part]: day(context.now) } },
            records: [noteRecord.write(note)],
          },
        }
      : { refusal: { kind: 'no-identity' } },
  );
  if (result.kind !== 'committed') return result;
  const { head, vault } = result.committed.opened;
  const sealed = vault.identity?.[part];
  if (!sealed) return { kind: 'no-identity' };
  const ring = await context.openKeyRing(head.channel, 'identity', sealed.epoch);
  const padded = openRingSealed(ring, { caseId, part: identityPlacePart(part) }, sealed);
  const text = padded && identityText(padded);
  if (text === undefined) throw new Fault('row-unreadable');
  return { kind: 'opened', text };
};

export const openedIdentity = z.object({ part: z.enum(identityParts), text: z.string() });

export const openIdentity = caseOperation<NoIdentity>()({
  name: 'open-identity',
  path: '/identity',
  summary: 'Open a part of what the reporter said of themselves. The reporter sees on which day that was.',
  permission,
  input: z.strictObject({
    part: z.enum(identityParts),
    /** Written down, for the team; that a part was opened is shown to the reporter. */
    reason: reasonText,
  }),
  gives: 'The part',
  answer: openedIdentity,
  perform: async (context, caseId, wanted) => {
    const result = await open(context, caseId, wanted);
    if (result.kind === 'already-sent') return { kind: 'not-found' };
    return result.kind === 'opened'
      ? { kind: 'done', answer: { part: wanted.part, text: result.text } }
      : result;
  },
  problems: {
    'no-identity': {
      is: 'missing',
      code: 'no-identity',
      detail: 'The reporter has not said this of themselves.',
    },
  },
  audit: { 'identity-opened': { says: 'Opened the reporter’s identity', detail: 'identity-part' } },
});
