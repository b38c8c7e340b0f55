import { day } from '../kernel/clock.ts';
import { onlyEpoch } from '../key-ring/purpose.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';
import { isNamedIn } from '../member/can-see-case.ts';
import { reportId } from '../statistics/report-period.ts';
import { canRead } from './draft-report.ts';
import { narrativesOf, type ChoosableNarrative } from './draft-narratives.ts';
import { draftFile, openDraft, sealCounts, type DraftContent, type KeptMonths } from './report-draft.ts';
import type { TransparencyContext } from './transparency-context.ts';
import type { StoredDraft } from './transparency-store.ts';

/** People who have to say yes, one of whom leads. */
export const approvalsNeeded = 2;

/** Whether a member is named in a draft, and may read one today. */
export const isReader = (
  { settings, member }: Pick<TransparencyContext, 'settings' | 'member'>,
  draft: StoredDraft,
) => isNamedIn(draft.readers, member) && canRead(settings, member);

export type ReadDraft = {
  readonly draft: StoredDraft;
  readonly content: DraftContent;
  /** What it would tell of cases, and what it could; absent when a text that it takes is no more what it was. */
  readonly narratives: readonly ChoosableNarrative[] | undefined;
};

/** @returns `undefined` for whoever is not named in it, and when it does not open */
export const readDraft = async (context: TransparencyContext, id: string): Promise<ReadDraft | undefined> => {
  const draft = (await context.store.drafts()).find((one) => one.id === id);
  if (!draft || !isReader(context, draft)) return undefined;
  const ring = await ringIfThere(context.openKeyRing, draft.channel, 'register', onlyEpoch);
  const content = ring && openDraft(ring, draft.id, draft.sealed);
  if (!content) return undefined;
  const team = await context.team();
  const readers = team.filter((one) => isNamedIn(draft.readers, one));
  const narratives = await narrativesOf(context, { readers, team }, content.narratives);
  return { draft, content, narratives };
};

export type ApproveResult =
  /** `approved`: somebody else has to as well. */
  | { readonly kind: 'approved' }
  | { readonly kind: 'published'; readonly id: string }
  | { readonly kind: 'no-such-draft' | 'approved-before' | 'changed-meanwhile' }
  /** Nobody who has approved it leads the team. */
  | { readonly kind: 'needs-lead' }
  /** Another report was published since it was counted, so that it protects nothing against that one. */
  | { readonly kind: 'outdated' }
  /** A text in it is no more what it was. */
  | { readonly kind: 'narratives-changed' };

/** What later reports take over: the months that no earlier one was of. */
const keptOf = ({ months, tags }: DraftContent): KeptMonths => ({
  months,
  tags: Object.fromEntries(Object.keys(months).map((month) => [month, tags[month] ?? []])),
});

/**
 * Says yes to exactly this text. The second yes publishes it: two people, one of whom leads the team; who counted it can be
 * one of them.
 * @throws {Fault} when storage or KMS does not answer
 */
export const approveReport = async (context: TransparencyContext, id: string): Promise<ApproveResult> => {
  const { store, member, now } = context;
  const found = await readDraft(context, id);
  if (!found) return { kind: 'no-such-draft' };
  const { draft, content, narratives } = found;
  if (
    isNamedIn(
      draft.approvals.map(({ by }) => by),
      member,
    )
  )
    return { kind: 'approved-before' };
  const published = await store.publishedReports();
  if (published.length !== draft.publishedBefore) return { kind: 'outdated' };
  if (!narratives) return { kind: 'narratives-changed' };
  const team = await context.team();
  const others = team.filter(
    (one) =>
      isNamedIn(
        draft.approvals.map(({ by }) => by),
        one,
      ) && canRead(context.settings, one),
  );
  if (others.length + 1 < approvalsNeeded) {
    const approved = await store.approveDraft(draft, { by: member.memberId, on: day(now) });
    return { kind: approved ? 'approved' : 'changed-meanwhile' };
  }
  if (![member, ...others].some(({ role }) => role === 'lead')) return { kind: 'needs-lead' };
  const report = { id: reportId(draft.period), publishedOn: day(now), file: draftFile(content, narratives) };
  const ring = await context.ringPublicKey(draft.channel, 'register');
  const kept = {
    id: report.id,
    channel: draft.channel,
    sealed: sealCounts(ring, report.id, keptOf(content)),
  };
  const told = narratives.filter(({ taken }) => taken).map(({ row }) => row);
  const kind = await store.publish(draft, report, kept, told);
  return kind === 'published' ? { kind, id: report.id } : { kind };
};
