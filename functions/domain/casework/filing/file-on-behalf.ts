import { createHash } from 'node:crypto';
import { derive } from '../../../envelope/derive.ts';
import { utf8 } from '../../../envelope/format.ts';
import { tokenOfTicket } from '../../../envelope/ticket.ts';
import type { Token } from '../../../envelope/token.ts';
import { addDays, fullHour } from '../../kernel/clock.ts';
import type { Deadlines } from '../../deadline/deadlines.ts';
import { leadsOfCase } from '../../authorization/permissions.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { submissionDigest, type NewReport } from '../../intake/new-report.ts';
import { answerTexts, briefText } from '../../intake/report-texts.ts';
import type { FiledBy, WayItCame } from '../../thread/entry.ts';
import type { ProblemText } from '../change/problem-text.ts';
import { sealFiledCase, type FileContext } from './file-case.ts';
import type { CaseContext } from '../change/case-edit.ts';

export type NewFiling = Omit<FiledBy, 'author' | 'cameBy'> & {
  readonly cameBy: WayItCame;
  readonly report: NewReport;
  /** Whether there is to be a token to hand over. */
  readonly door: boolean;
};

export type FilingContext = FileContext &
  Pick<CaseContext, 'store' | 'team'> & {
    readonly ticketSecret: Uint8Array;
    /** As it is now: who joins later is not given the case. */
    readonly rosterRevision: () => Promise<number>;
  };

/** Nobody but the member who files could lead the case: what somebody else has told them would be theirs alone. */
export type NobodyElse = { readonly kind: 'nobody-else' };

export const nobodyElse: ProblemText = {
  is: 'invalid',
  code: 'nobody-else',
  detail:
    'Nobody but you could see this report. Leave somebody to look after it, or ask the person to use the form.',
  at: {
    pointer: '/excludedMembers',
    detail: 'Must leave somebody besides you who may lead the case.',
  },
};

export type FiledReceipt = {
  readonly kind: 'filed';
  readonly caseId: string;
  readonly caseName: string;
  readonly channel: string;
  readonly deadlines: Deadlines;
  readonly retainedUntil: Date;
  /** Whether the member may see the case. */
  readonly visible: boolean;
  /** To be handed over, and shown to nobody else. */
  readonly handover: { readonly token: Token; readonly until: Date } | undefined;
};

/** Of the same key and content always the same token; without a key, a new one each time. */
const tokenOfFiling = (
  { ticketSecret, random, member }: FilingContext,
  { report, door, forWhom, reporterKnows, cameBy, receivedOn }: NewFiling,
  key: string | undefined,
): Token => {
  const randomBits =
    key === undefined
      ? random.bytes(16)
      : derive(ticketSecret, 'conductline filing', 16, [utf8(member.memberId), utf8(key)]);
  const digest = createHash('sha256')
    .update(submissionDigest(report))
    .update(JSON.stringify([forWhom, reporterKnows, cameBy, receivedOn ?? '', door]))
    .digest();
  return tokenOfTicket(randomBits, digest);
};

const briefOf = async ({ settings, rosterRevision }: FilingContext, report: NewReport) => ({
  persons: briefText(settings, report, 'persons'),
  spaces: briefText(settings, report, 'spaces'),
  excludedMembers: report.excludedMembers,
  recusedMembers: [],
  grantedMembers: [],
  rosterRevision: await rosterRevision(),
});

export type FiledBrief = Awaited<ReturnType<typeof briefOf>>;

/** Whether those who are excluded leave nobody but the member who could lead the case. */
export const leavesNobodyElse = async (
  { team, member }: Pick<FilingContext, 'team' | 'member'>,
  channel: string,
  brief: FiledBrief,
): Promise<boolean> => {
  const others = (await team()).filter(({ memberId }) => memberId !== member.memberId);
  const leading = (excluded: readonly string[]): number =>
    leadsOfCase(others, channel, { ...brief, excludedMembers: [...excluded] }).length;
  return leading(brief.excludedMembers) === 0 && leading([]) > 0;
};

/**
 * Files what came to a member by mail, in a chat or in person, as a case like any report. Only the server mints tokens:
 * a key makes sending twice one case, and leads to no token without the server's secret.
 * @param key of the form or the request; without one every call is a new case
 */
export const fileOnBehalf = async (
  context: FilingContext,
  filing: NewFiling,
  key: string | undefined,
): Promise<FiledReceipt | NobodyElse> => {
  const { settings, member, now, store } = context;
  const { report, door, ...how } = filing;
  const token = tokenOfFiling(context, filing, key);
  const caseId = Buffer.from(derive(token, 'conductline filed case', 16)).toString('base64url');
  const { channel, urgent } = report;
  const brief = await briefOf(context, report);
  const nobodyElseLeads = await leavesNobodyElse(context, channel, brief);
  if (how.forWhom === 'another' && nobodyElseLeads) return { kind: 'nobody-else' };
  const until = addDays(fullHour(now), settings.doors.handoverDays);
  const filed = await sealFiledCase(
    context,
    {
      caseId,
      channel,
      urgent,
      entry: {
        from: 'reporter',
        kind: 'report',
        on: fullHour(now).toISOString(),
        filedBy: { author: authorOf(member), ...how },
        texts: answerTexts(settings, report),
      },
      brief,
      identity: report.identity ?? {},
      receipt: door,
    },
    { action: 'filed', detail: how.cameBy, door: door ? { token, handoverUntil: until } : undefined },
  );
  const visible = canSeeCase(member, channel, brief);
  const receipt = {
    kind: 'filed',
    caseId,
    channel,
    visible,
    handover: door ? { token, until } : undefined,
  } as const;
  if ((await store.commitTogether([], filed, now)) === 'committed') {
    const { caseName, summary, expiresAt } = filed;
    return { ...receipt, caseName, deadlines: summary.deadlines, retainedUntil: expiresAt };
  }
  const before = await store.findCase(caseId);
  // Erased since: what is sent now is a case of its own.
  if (!before) return fileOnBehalf(context, filing, undefined);
  const { head, vault } = before;
  const sentUntil = addDays(fullHour(head.sentAt), settings.doors.handoverDays);
  return {
    ...receipt,
    handover: door ? { token, until: sentUntil } : undefined,
    caseName: head.caseName,
    deadlines: head.deadlines,
    retainedUntil: vault.expiresAt,
  };
};
