import * as z from 'zod';
import {
  copyContents,
  copyFiles,
  disclosureBases,
  recipientKinds,
  type AskedCopy,
  type TwoPersonRequest,
} from '../decision/two-person-request.ts';
import { author } from '../member/author.ts';

/**
 * Something of a case was handed to somebody outside the team: to whom, on which basis, what, and by whose word. Sealed
 * under the casework key; written in the transaction that opens the copy, and never rewritten.
 */
export const disclosure = z.object({
  to: z.enum(recipientKinds),
  /** In the words of who asked. */
  recipient: z.string(),
  basis: z.enum(disclosureBases),
  reason: z.string(),
  contents: z.enum(copyContents),
  form: z.enum(['whole', 'redacted']),
  files: z.enum(copyFiles),
  /** The fingerprint of the key it was sealed to, where it was forwarded to a community. */
  forwardedTo: z.string().optional(),
  askedBy: author,
  approvedBy: author,
  on: z.iso.date(),
  /** The number of the request. */
  request: z.int(),
});
export type Disclosure = z.infer<typeof disclosure>;

/**
 * What is written down when a copy is opened.
 * @param own `on`: the day. `forwardedTo`: the fingerprint of the key, where there is one.
 */
export const disclosureOf = (
  request: number,
  { copy, reason, by, answered }: TwoPersonRequest & { readonly copy: AskedCopy },
  own: Pick<Disclosure, 'on' | 'forwardedTo'>,
): Disclosure => ({
  // What was asked for before there were these records says it in its reason alone.
  to: copy.to ?? 'other',
  recipient: copy.recipient,
  basis: copy.basis ?? 'other',
  reason,
  contents: copy.contents,
  form: copy.redactions === undefined ? 'whole' : 'redacted',
  files: copy.files,
  askedBy: by,
  approvedBy: answered?.by ?? by,
  request,
  ...own,
});
