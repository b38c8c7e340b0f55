import { day } from '../kernel/clock.ts';
import { newId } from '../kernel/random.ts';
import { readDraft } from './approve-report.ts';
import { narrativeLimit } from './draft-narratives.ts';
import type { TransparencyContext } from './transparency-context.ts';
import { sealDraft } from './report-draft.ts';
import type { StoredDraft } from './transparency-store.ts';

export type ChooseResult =
  | { readonly kind: 'chosen'; readonly id: string }
  | { readonly kind: 'no-such-draft' }
  | { readonly kind: 'no-such-text' | 'changed-meanwhile' | 'narratives-changed' }
  | { readonly kind: 'too-many-texts'; readonly most: number };

/**
 * Leaves texts out of a draft, or takes others of those it could publish. A draft never changes: another one with the same
 * counts takes its place, which nobody has approved.
 * @param hashes of the texts that are to be published
 * @throws {Fault} when storage or KMS does not answer
 */
export const chooseNarratives = async (
  context: TransparencyContext,
  id: string,
  hashes: readonly string[],
): Promise<ChooseResult> => {
  const { store, member, now, random } = context;
  const found = await readDraft(context, id);
  if (!found) return { kind: 'no-such-draft' };
  const { draft, content, narratives } = found;
  const wanted = new Set(hashes);
  if (!narratives) return { kind: 'narratives-changed' };
  if ([...wanted].some((hash) => !narratives.some((one) => one.hash === hash)))
    return { kind: 'no-such-text' };
  const most = narrativeLimit(content.report);
  if (wanted.size > most) return { kind: 'too-many-texts', most };
  if (content.narratives.every(({ hash, taken }) => wanted.has(hash) === taken))
    return { kind: 'chosen', id };
  const newDraftId = newId(random);
  const ring = await context.ringPublicKey(draft.channel, 'register');
  const chosen = content.narratives.map((one) => ({ ...one, taken: wanted.has(one.hash) }));
  const replacing: StoredDraft = {
    ...draft,
    id: newDraftId,
    made: { by: member.memberId, on: day(now) },
    sealed: sealDraft(ring, newDraftId, { ...content, narratives: chosen }),
    approvals: [],
  };
  return (await store.replaceDraft(draft, replacing))
    ? { kind: 'chosen', id: newDraftId }
    : { kind: 'changed-meanwhile' };
};
