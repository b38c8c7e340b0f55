import { day } from '../clock.ts';
import { Fault } from '../fault.ts';
import { openRingSealed } from '../key-ring/open-ring-sealed.ts';
import { authorOf } from '../member/author.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './case-edit.ts';
import { identityGiven, identityPlacePart, identityText, type IdentityPart } from './identity.ts';
import { noteRecord, type Note } from './note.ts';

export type NoIdentity = { readonly kind: 'no-identity' };

export type OpenedIdentity =
  | { readonly kind: 'opened'; readonly text: string }
  | Exclude<ChangeResult<NoIdentity>, { kind: 'committed' }>;

/**
 * Opens one part of what a reporter said of themselves. That it was opened, by whom and why is written down, and shown
 * to the reporter, before the text is given out.
 */
export const openIdentity = async (
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
  const result = await changeCase<NoIdentity>(context, caseId, 'open-identity', ({ head, brief, vault }) =>
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
