import { createHash } from 'node:crypto';
import * as z from 'zod';
import { questions } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { byteLength, freeText, inKibibytes, reportLimitBytes, requiredText } from '../text.ts';

/** More than any ticket of ours has. */
export const ticketLength = 100;

const answers = z
  .strictObject(
    Object.fromEntries(
      questions.map((question) => [
        question.id,
        question.required ? requiredText(question.limitBytes) : freeText(question.limitBytes).optional(),
      ]),
    ),
  )
  .refine(
    (given) =>
      Object.values(given).reduce<number>((sum, text) => sum + byteLength(text ?? ''), 0) <= reportLimitBytes,
    { message: `All answers together must be at most ${inKibibytes(reportLimitBytes)}.` },
  );

/** What a reporter sends, by form or as JSON. */
export const newReportSchema = (settings: Settings) => {
  const channels = Object.keys(settings.channels);
  return z.strictObject({
    channel: z
      .enum(channels, { error: `Must be one of: ${channels.join(', ')}.` })
      .default(settings.defaultChannel),
    ticket: z.string().max(ticketLength).optional(),
    answers,
    urgent: z.boolean().default(false),
    /** Ids of members who must not see the report. */
    excludedMembers: z
      .array(z.string().regex(/^[\w-]{1,64}$/))
      .max(100)
      .default([]),
  });
};

export type NewReport = z.infer<ReturnType<typeof newReportSchema>>;

/**
 * SHA-256 of the canonical submission: channel, answers in the order of the questions, urgency, exclusions.
 * Line ends and outer white space are already made uniform.
 */
export const submissionDigest = (report: NewReport): Uint8Array => {
  const given = questions.map(({ id }) => [id, report.answers[id] ?? '']);
  const canonical = [report.channel, given, report.urgent, [...report.excludedMembers].sort()];
  return createHash('sha256').update(JSON.stringify(canonical)).digest();
};
