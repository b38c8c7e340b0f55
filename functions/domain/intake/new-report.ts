import { createHash } from 'node:crypto';
import * as z from 'zod';
import { questionsOf, type Question } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { chosenFiles } from '../attachment/chosen-files.ts';
import { identityLimitBytes } from '../case/identity.ts';
import { mostPersons, personKeysIn, personLimitBytes } from '../held/person-keys.ts';
import { byteLength, freeText, reportLimitBytes, requiredText, textIssue } from '../kernel/text.ts';

/** More than any ticket of ours has. */
export const ticketLength = 100;
/** More than any draft of ours has. */
export const draftLength = 200;

const answersTo = (questions: readonly Question[]) =>
  z
    .strictObject(
      Object.fromEntries(
        questions.map(({ id, required, limitBytes }) => [
          id,
          required === true ? requiredText(limitBytes) : freeText(limitBytes).optional(),
        ]),
      ),
    )
    .superRefine((given, context) => {
      const length = Object.values(given).reduce<number>((sum, text) => sum + byteLength(text ?? ''), 0);
      if (length > reportLimitBytes) {
        context.addIssue(textIssue({ kind: 'all-too-long', limit: reportLimitBytes }));
      }
    });

/** What a reporter may say of themselves, kept apart from the report; an empty part is none. */
const identity = z.strictObject({
  name: freeText(identityLimitBytes).optional(),
  contact: freeText(identityLimitBytes).optional(),
});

const reportTo = (settings: Settings, channel: string) =>
  z.strictObject({
    channel: channel === settings.defaultChannel ? z.literal(channel).default(channel) : z.literal(channel),
    ticket: z.string().max(ticketLength).optional(),
    answers: answersTo(questionsOf(settings, channel)),
    identity: identity.optional(),
    urgent: z.boolean().default(false),
    /** What the files were sealed for, before there was a report. */
    draft: z.string().max(draftLength).optional(),
    attachments: chosenFiles.optional(),
    /** Ids of members who must not see the report. */
    excludedMembers: z
      .array(z.string().regex(/^[\w-]{1,64}$/))
      .max(100)
      .default([]),
    /** The team is told only if somebody else names one of `persons`; false where the channel has no such choice. */
    hold: settings.channels[channel]?.hold ? z.boolean().optional() : z.literal(false).optional(),
    /** Who is named, by full name, account or address: what another report is compared with where the channel holds reports. */
    persons: z.array(requiredText(personLimitBytes)).max(mostPersons).optional(),
  });

/** What a report that waits cannot have: nobody would be told at once, and nobody could look at its files. */
const checkHeld = (
  report: {
    readonly hold?: boolean | undefined;
    readonly persons?: readonly string[] | undefined;
    readonly urgent: boolean;
    readonly attachments?: readonly unknown[] | undefined;
  },
  context: z.core.$RefinementCtx,
): void => {
  if (report.hold !== true) return;
  const refuse = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', message, path: [path] });
  if (personKeysIn(report.persons ?? []).length === 0)
    refuse('persons', 'Must name somebody by full name, account or address for a report that waits.');
  if (report.urgent) refuse('urgent', 'Must be false for a report that waits.');
  if ((report.attachments ?? []).length > 0)
    refuse('attachments', 'A report that waits has none. Files can be added once the team was told.');
};

export type NewReport = z.infer<ReturnType<typeof reportTo>>;

/**
 * The same fields for who writes a report down for somebody, and fields of their own: one schema for each channel, the
 * default channel's first. There is no ticket.
 */
export const reportSchemas = <Own extends z.ZodRawShape>(
  settings: Settings,
  own: Own,
): ReadonlyMap<string, ReturnType<typeof extended<Own>>> =>
  new Map(Object.keys(settings.channels).map((channel) => [channel, extended(settings, channel, own)]));

const extended = <Own extends z.ZodRawShape>(settings: Settings, channel: string, own: Own) =>
  reportTo(settings, channel)
    .omit({ ticket: true, draft: true, attachments: true, hold: true, persons: true })
    .extend(own);

export type NewReportReader = {
  /** One schema for each channel, the default channel's first. */
  readonly schemas: readonly z.ZodType<NewReport>[];
  read(content: unknown): z.ZodSafeParseResult<NewReport>;
};

/**
 * What a reporter sends, by form or as JSON: each channel asks its own questions.
 * @throws {Error} from `read`, for a channel that passed the schema and has no questions
 */
export const newReportReader = (settings: Settings): NewReportReader => {
  const channels = Object.keys(settings.channels);
  const schemas = new Map(
    channels.map((channel) => [channel, reportTo(settings, channel).superRefine(checkHeld)]),
  );
  const anyChannel = z.looseObject({
    channel: z
      .enum(channels, { error: `Must be one of: ${channels.join(', ')}.` })
      .default(settings.defaultChannel),
  });
  return {
    schemas: [...schemas.values()],
    read(content) {
      const addressed = anyChannel.safeParse(content);
      // An error names paths and reasons; which output it failed to give makes no difference to it.
      if (!addressed.success) return { success: false, error: addressed.error as z.ZodError<NewReport> };
      const schema = schemas.get(addressed.data.channel);
      if (!schema) throw new Error('a parsed channel has a schema');
      return schema.safeParse(content);
    },
  };
};

/**
 * SHA-256 of the canonical submission: channel, answers by question, name and contact, urgency, exclusions, files, whether it
 * waits and for whom.
 * Line ends and outer white space are already made uniform; an empty answer is none.
 */
export const submissionDigest = (report: NewReport): Uint8Array => {
  const given = Object.entries(report.answers)
    .filter(([, answer]) => answer !== undefined && answer !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const { name = '', contact = '' } = report.identity ?? {};
  const files = (report.attachments ?? []).map(({ reference, name = '', keepOriginal = false }) => [
    reference.split('.')[0],
    name,
    keepOriginal,
  ]);
  const canonical = [
    report.channel,
    given,
    [name, contact],
    report.urgent,
    [...report.excludedMembers].sort(),
    // Without files it is as it was before there were any.
    ...(files.length > 0 ? [files] : []),
    ...(report.hold === true || (report.persons ?? []).length > 0
      ? [{ hold: report.hold === true, persons: report.persons ?? [] }]
      : []),
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest();
};
