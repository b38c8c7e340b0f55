import { createHash } from 'node:crypto';
import * as z from 'zod';
import { addDays } from '../kernel/clock.ts';
import { author } from '../member/author.ts';

/**
 * What never rests on one person, beside decisions: erasing a case early, erasing what its reporter wrote while the case
 * goes on (`words`), and handing a copy of it out.
 */
export const twoPersonActs = ['erasure', 'words', 'copy'] as const;
export type TwoPersonAct = (typeof twoPersonActs)[number];

/**
 * How much of a case a copy holds. `report`: the report and the conversation with the reporter. `conversations`: every
 * conversation of the case. `decided`: the report, and what was found and decided. `everything`: that, and the notes of the
 * team. `case`: every conversation and every record of the case, tasks and audit log among them.
 */
export const copyContents = ['report', 'conversations', 'decided', 'everything', 'case'] as const;
export type CopyContents = (typeof copyContents)[number];

/** Of what a copy can be without what is hidden: findings, measures and notes have no redaction. */
export const redactableContents: readonly CopyContents[] = ['report', 'conversations'];

/** Which files go with a copy: none, the cleaned ones, or the originals that were kept as well. */
export const copyFiles = ['none', 'cleaned', 'originals'] as const;
export type CopyFiles = (typeof copyFiles)[number];

/** Who gets something of a case. */
export const recipientKinds = ['police', 'lawyer', 'platform', 'community', 'other'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/**
 * On which basis they get it. `consent`: those concerned agreed. `law`: a law or an order obliges the community. `danger`:
 * somebody is in danger. `claims`: to make or answer a legal claim. `agreement`: communities have agreed to it, and said so
 * publicly. `other`: the reason says it.
 */
export const disclosureBases = ['consent', 'law', 'danger', 'claims', 'agreement', 'other'] as const;
export type DisclosureBasis = (typeof disclosureBases)[number];

/** A copy that is asked for: of the case as it was then, for somebody outside. */
export const askedCopy = z.object({
  recipient: z.string(),
  contents: z.enum(copyContents),
  /** What the reporter reads when the copy is made, or why they are told nothing. */
  toReporter: z.string().optional(),
  whyNotTold: z.string().optional(),
  /** The version of the case that was asked for, and how many entries the reporter's thread had. */
  version: z.int(),
  entries: z.int(),
  /** Of a redacted copy: what binds it to the redactions of those entries then (`redactionsHash`). */
  redactions: z.string().optional(),
  /** Absent in copies that were asked for before there were records of disclosures. */
  to: z.enum(recipientKinds).optional(),
  basis: z.enum(disclosureBases).optional(),
  files: z.enum(copyFiles).default('none'),
  /** Of more conversations than the reporter's: how many entries each of them had then. */
  threads: z.record(z.string(), z.int()).optional(),
  /** Of what is forwarded: the key of the community that alone can open it, 32 bytes in base64url. */
  receivingKey: z.string().optional(),
});
export type AskedCopy = z.infer<typeof askedCopy>;

/** One member asks for an act that a second one has to agree to. Sealed under the casework key. */
export const twoPersonRequest = z.object({
  act: z.enum(twoPersonActs),
  reason: z.string(),
  /** Of a copy. */
  copy: askedCopy.optional(),
  by: author,
  on: z.iso.datetime(),
  /** Ids of everybody who could see the case then: who is given it later does not agree to this. */
  team: z.array(z.string()),
  status: z.enum(['open', 'taken-back', 'declined', 'agreed']),
  /** Who agreed or declined. */
  answered: z.object({ by: author, on: z.iso.datetime(), reason: z.string().optional() }).optional(),
  /** When who asked opened the copy. */
  openedAt: z.iso.datetime().optional(),
});
export type TwoPersonRequest = z.infer<typeof twoPersonRequest>;

/** Requests of a case, answered ones included. */
export const mostRequests = 200;
/** Days in which somebody has to agree, and after that again in which a copy has to be opened. */
export const daysToAgree = 7;
/** Minutes for which an opened copy can be read. */
export const copyMinutes = 30;

/** What of a copy was not asked for before there were records of disclosures. */
const disclosedTo = ({ to, basis, files, threads = {}, receivingKey }: AskedCopy): readonly unknown[] => [
  'disclosed',
  to,
  basis,
  files,
  Object.entries(threads).sort(([one], [other]) => (one < other ? -1 : 1)),
  receivingKey ?? null,
];

/** What an agreement binds: this act, for this reason, asked for by this member then, in this case. */
export const requestHash = (
  caseId: string,
  number: number,
  { act, reason, copy, by, on }: Pick<TwoPersonRequest, 'act' | 'reason' | 'copy' | 'by' | 'on'>,
): string => {
  const asked = copy && [
    copy.recipient,
    copy.contents,
    copy.toReporter ?? null,
    copy.whyNotTold ?? null,
    copy.version,
    copy.entries,
    ...(copy.redactions === undefined ? [] : ['redacted', copy.redactions]),
    ...(copy.to === undefined ? [] : disclosedTo(copy)),
  ];
  const bound = ['conductline two-person request', caseId, number, act, reason, asked ?? null, by.id, on];
  return createHash('sha256').update(JSON.stringify(bound)).digest('base64url');
};

/** When a request that is open, or a copy that was agreed to and not opened, lapses. */
export const lapsesAt = ({ on, answered }: Pick<TwoPersonRequest, 'on' | 'answered'>): Date =>
  addDays(new Date(answered?.on ?? on), daysToAgree);

/** How a request stands at a moment. */
export const requestStates = ['open', 'taken-back', 'declined', 'agreed', 'opened', 'over'] as const;
export type RequestState = (typeof requestStates)[number];

/** `over`: it has lapsed, or the copy that was opened can be read no longer. */
export const requestStateOf = (request: TwoPersonRequest, now: Date): RequestState => {
  const { status, openedAt } = request;
  if (status === 'taken-back' || status === 'declined') return status;
  if (status === 'agreed' && request.act === 'words') return 'agreed';
  if (openedAt !== undefined)
    return new Date(openedAt).getTime() + copyMinutes * 60_000 > now.getTime() ? 'opened' : 'over';
  return lapsesAt(request) > now ? status : 'over';
};
