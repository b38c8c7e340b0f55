import * as z from 'zod';
import { requiredText } from '../../kernel/text.ts';

/** A reason that is kept among the notes: at most 4 KB of UTF-8. */
export const reasonText = requiredText(4 * 1024);
/** The id of a member, as it comes in. */
export const memberIdText = z.string().min(1).max(64);
/** An operation that needs nothing said. */
export const noInput = z.strictObject({});
/** A member, and why. */
export const memberAndReason = z.strictObject({ memberId: memberIdText, reason: reasonText });
