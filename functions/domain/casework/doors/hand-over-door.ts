import * as z from 'zod';
import { doorId, encodeToken, passphrase, type Token } from '../../../envelope/token.ts';
import type { PermissionRow } from '../../authorization/permissions.ts';
import { mostDoors, type DoorRecord } from '../../door/door.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, isCommitted, isSent } from '../change/change-case.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, type Done } from '../change/operation.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import type { ProblemsOf, Refused } from '../change/problem-text.ts';
import { sentMark } from '../../thread/sent-mark.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { recordsOf } from '../record/work-record.ts';
import { beginDoor, type NewDoorWanted } from './begin-door.ts';
import { messageLink } from './message-link.ts';

/** What is handed over, in an answer that is given once: nothing of it is stored. */
export const handedOver = caseChanged.extend({
  door: z.int().describe('The number of the door.'),
  thread: z.string().describe('The conversation that it opens.'),
  token: z.string().describe('To be handed over; it can only be changed for one of the holder’s own.'),
  passphrase: z.string(),
  link: z.url(),
  handOverBy: z.iso.date().describe('The last day on which it can be used.'),
});
export type HandedOver = z.infer<typeof handedOver>;

export const handedOverAnswer = {
  answer: handedOver,
  gives: 'What is to be handed over, shown this one time',
  status: 201,
  idempotent: true,
} as const;

/** `door-replaced`: the request was sent before, and what it made was replaced, used or closed since. */
export type HandOverRefusal = { readonly kind: 'too-many-doors' | 'door-replaced' };

export const handOverProblems: ProblemsOf<HandOverRefusal> = {
  'too-many-doors': {
    is: 'conflict',
    code: 'too-many-doors',
    detail: `A case has at most ${mostDoors} conversations beside the reporter’s.`,
  },
  'door-replaced': {
    is: 'conflict',
    code: 'door-replaced',
    detail: 'These words were replaced, used or closed since. Make new ones.',
  },
};

export type HandOverEdit = Pick<CaseEdit, 'audit'> &
  Pick<Partial<CaseEdit>, 'head' | 'entries' | 'records' | 'notices'>;

/** Whom a door is for, and what else is written in the same change. */
export type HandOverWanted = { readonly wanted: NewDoorWanted; readonly edit: HandOverEdit };

type Asked<Refusal> = {
  readonly permission: PermissionRow;
  /** The same key is the same door with the same words. */
  readonly sentKey: string | undefined;
  readonly decide: (opened: OpenCase) => Promise<HandOverWanted | { readonly refusal: Refusal }>;
};

/** A door with words that nobody has used yet, and the version of its case. */
type Made = { readonly version: number; readonly number: number; readonly record: DoorRecord };

/** The answer that shows the words. @param made which holds these words if nobody has replaced or closed them since */
const shown = (
  { reporterUrl }: Pick<CaseContext, 'reporterUrl'>,
  id: string,
  { version, number, record }: Made,
  token: Token,
): Done<HandedOver> | HandOverRefusal => {
  if (record.doorId !== doorId(token) || record.state === 'closed') return { kind: 'door-replaced' };
  const encoded = encodeToken(token);
  return {
    kind: 'done',
    answer: {
      id,
      version,
      door: number,
      thread: record.thread,
      token: encoded,
      passphrase: passphrase(token),
      link: messageLink(reporterUrl, encoded),
      handOverBy: record.handoverUntil,
    },
  };
};

/** The door that the same request made before. */
const sentBefore = async (
  context: CaseContext,
  opened: OpenCase,
  sentKey: string | undefined,
): Promise<Made | undefined> => {
  const { head, caseworkKey } = opened;
  if (sentKey === undefined || !caseworkKey) return undefined;
  const number = await context.store.findSentRecord(head.caseId, sentMark(caseworkKey, sentKey));
  const { records } = await readRecordsOf(context, opened, doorRecord);
  const record = records.find((one) => one.number === number)?.content;
  return number !== undefined && record ? { version: head.version, number, record } : undefined;
};

/**
 * A change of a case by which words to hand over are made, whatever the door. They are derived from the key of the request,
 * so that a form that is sent twice makes one door and shows the same words.
 * @param decide what is written, with the record of the door and its number; called again after a conflict
 */
export const withWords = async <Refusal extends Refused = never>(
  context: CaseContext,
  caseId: string,
  { permission, sentKey }: Pick<Asked<Refusal>, 'permission' | 'sentKey'>,
  decide: (
    opened: OpenCase,
    token: Token,
  ) => Promise<
    | { readonly edit: CaseEdit; readonly number: number; readonly record: DoorRecord }
    | { readonly refusal: Refusal }
  >,
): Promise<Done<HandedOver> | Refusal | HandOverRefusal | NotPermitted> => {
  const token = await context.newDoorToken(caseId, sentKey);
  let made: Made | undefined;
  const result = await changeCase<Refusal | HandOverRefusal>(context, caseId, permission, async (opened) => {
    made = await sentBefore(context, opened, sentKey);
    // Written before: what was made then is shown again.
    if (made) return { refusal: { kind: 'door-replaced' } };
    const decided = await decide(opened, token);
    if ('refusal' in decided) return decided;
    const { edit, number, record } = decided;
    made = { version: opened.head.version + 1, number, record };
    return { edit };
  });
  if (isCommitted(result) || (result.kind === 'door-replaced' && made))
    return made ? shown(context, caseId, made, token) : { kind: 'door-replaced' };
  if (!isSent(result)) return result;
  // Two of the same at once: what the other one made is shown.
  const opened = await openedBefore(context, caseId);
  const before = 'kind' in opened ? undefined : await sentBefore(context, opened, sentKey);
  return before ? shown(context, caseId, before, token) : { kind: 'door-replaced' };
};

/** Makes a door of any kind: the conversation, its page, and words to hand over. */
export const handOverDoor = <Refusal extends Refused = never>(
  context: CaseContext,
  caseId: string,
  { permission, sentKey, decide }: Asked<Refusal>,
): Promise<Done<HandedOver> | Refusal | HandOverRefusal | NotPermitted> =>
  withWords<Refusal | HandOverRefusal>(context, caseId, { permission, sentKey }, async (opened, token) => {
    const { last } = recordsOf(opened.head, doorRecord.name);
    if (last >= mostDoors) return { refusal: { kind: 'too-many-doors' } };
    const decided = await decide(opened);
    if ('refusal' in decided) return decided;
    const { record, ...begun } = beginDoor(context, opened, decided.wanted, token);
    const records = [doorRecord.write(record, { sentKey }), ...(decided.edit.records ?? [])];
    return { edit: { ...decided.edit, ...begun, records }, number: last + 1, record };
  });
