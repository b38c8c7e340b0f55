import * as z from 'zod';
import { language } from '../../settings/localised.ts';
import { addDays, day, endOfDay } from '../kernel/clock.ts';
import type { RecordDate } from '../deadline/due-dates.ts';
import { author } from '../member/author.ts';

/** Who asks. */
export const askingPersons = ['reporter', 'respondent', 'witness', 'other'] as const;
export type AskingPerson = (typeof askingPersons)[number];

/** What they ask: what is stored about them, or to have it corrected or erased. */
export const askedOfData = ['information', 'correction', 'erasure'] as const;
export type AskedOfData = (typeof askedOfData)[number];

/** How it was answered. */
export const dataOutcomes = ['done', 'in-part', 'declined'] as const;
export type DataOutcome = (typeof dataOutcomes)[number];

/** A person asks what is stored about them, or to have it corrected or erased. Sealed under the casework key. */
export const dataRequest = z.object({
  person: z.enum(askingPersons),
  /** The number of the respondent. */
  respondent: z.int().optional(),
  /** The number of the door behind which their conversation stands, where it is no respondent. */
  door: z.int().optional(),
  /** Who it is, as the team typed it. */
  who: z.string().optional(),
  asks: z.enum(askedOfData),
  /** What they said. */
  words: z.string().optional(),
  /** The language of the copy for them. */
  language,
  cameOn: z.iso.date(),
  /** The last day on which they are to be answered. */
  answerBy: z.iso.date(),
  by: author,
  on: z.iso.date(),
  answered: z
    .object({ outcome: z.enum(dataOutcomes), text: z.string(), by: author, on: z.iso.date() })
    .optional(),
});
export type DataRequest = z.infer<typeof dataRequest>;

/** Requests of one case, answered ones included. */
export const mostDataRequests = 100;
export const dataRequestLimitBytes = { who: 400, words: 4 * 1024, text: 4 * 1024 } as const;

export const answerByOf = (cameOn: string, answerDays: number): string =>
  day(addDays(new Date(cameOn), answerDays));

/** Until they are answered, the team is reminded of the day. */
export const dataRequestDates = ({ answerBy, answered }: DataRequest): readonly RecordDate[] =>
  answered ? [] : [{ by: endOfDay(answerBy) }];
