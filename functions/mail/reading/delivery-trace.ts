import type { MailVerdicts, Verdict } from '../../domain/mail/read-mail.ts';
import { fieldNamed, type Field } from './header-block.ts';

/** What the server that took the mail in has put on top of it: the only fields nobody else could write. */
export type DeliveryTrace = {
  readonly verdicts: MailVerdicts;
  /** The address it was delivered to, from `Received … for`. */
  readonly deliveredTo: string | undefined;
  /** Empty for mails that want no answer (RFC 5321 §4.5.5); `undefined` where nothing is said. */
  readonly returnPath: string | undefined;
};

/** In the order in which SES writes them, each at most once. */
const order = [
  'return-path',
  'received',
  'x-ses-spam-verdict',
  'x-ses-virus-verdict',
  'received-spf',
  'authentication-results',
  'x-ses-receipt',
  'x-ses-dkim-signature',
];

/**
 * The leading fields that stand in that order. The first that does not is the sender's, and so is all that follows: a
 * verdict that somebody has written into their own mail comes after the trace.
 */
const traceOf = (fields: readonly Field[]): readonly Field[] => {
  let last = -1;
  const end = fields.findIndex(({ name }) => {
    const place = order.indexOf(name);
    if (place <= last) return true;
    last = place;
    return false;
  });
  const leading = fields.slice(0, end < 0 ? fields.length : end);
  // Without the line of a receiving server nothing was received, and nothing of it is a server's.
  return leading.some(({ name }) => name === 'received') ? leading : [];
};

export const deliveryTrace = (fields: readonly Field[]): DeliveryTrace => {
  const trace = traceOf(fields);
  const results = fieldNamed(trace, 'authentication-results') ?? '';
  return {
    verdicts: {
      spam: sesVerdict(fieldNamed(trace, 'x-ses-spam-verdict')),
      virus: sesVerdict(fieldNamed(trace, 'x-ses-virus-verdict')),
      spf: resultOf(results, 'spf'),
      dkim: resultOf(results, 'dkim'),
      dmarc: resultOf(results, 'dmarc'),
    },
    deliveredTo: deliveredTo(fieldNamed(trace, 'received') ?? ''),
    returnPath: fieldNamed(trace, 'return-path')?.replace(/^<|>$/g, '').trim(),
  };
};

/** Behind `by`: what stands before it, the sending server says of itself. */
const deliveredTo = (received: string): string | undefined =>
  /\sfor\s+<?([^\s<>;]{3,320})>?\s*(;|$)/.exec(received.slice(Math.max(0, received.indexOf(' by '))))?.[1];

const sesVerdicts = new Map<string, Verdict>([
  ['PASS', 'pass'],
  ['FAIL', 'fail'],
  ['GRAY', 'unsure'],
]);

/** `DISABLED` and `PROCESSING_FAILED` say nothing. */
const sesVerdict = (value: string | undefined): Verdict =>
  sesVerdicts.get(value?.trim().toUpperCase() ?? '') ?? 'unknown';

const meanings: Readonly<Record<string, Verdict>> = {
  pass: 'pass',
  fail: 'fail',
  policy: 'fail',
  softfail: 'unsure',
  neutral: 'unsure',
  bestguesspass: 'unsure',
};

/**
 * Of several signatures, one that holds is enough (RFC 8601 §2.7). Of SPF and DMARC there is one result: a second that
 * differs was written by the sender, into a name that is repeated here. So was what stands in comments.
 */
const resultOf = (results: string, method: 'spf' | 'dkim' | 'dmarc'): Verdict => {
  const said = results
    .slice(0, 10_000)
    .replace(/\([^()]*\)/g, '')
    .split(';')
    .map((result) => new RegExp(`^\\s*${method}\\s*=\\s*([a-z]+)`, 'i').exec(result)?.[1]?.toLowerCase())
    .filter((result) => result !== undefined)
    .map((result) => meanings[result] ?? 'unknown');
  if (method !== 'dkim' && new Set(said).size > 1) return 'unsure';
  const strength: readonly Verdict[] = ['pass', 'fail', 'unsure'];
  return strength.find((verdict) => said.includes(verdict)) ?? 'unknown';
};
