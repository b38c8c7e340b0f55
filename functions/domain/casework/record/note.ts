import * as z from 'zod';
import { identityParts } from '../../case/identity.ts';
import { deadlineNames } from '../../deadline/running-deadlines.ts';
import { author } from '../../member/author.ts';
import { caseState } from '../../case/state.ts';
import { recordKind } from './work-record.ts';

const common = {
  author,
  on: z.iso.datetime(),
  /** What was written in it was taken out, once the reporter's words were erased. */
  cleared: z.object({ by: author, on: z.iso.date() }).optional(),
};

/** How somebody was talked to. */
export const interviewWays = ['in-person', 'call', 'chat', 'mail', 'other'] as const;

/** What somebody said to a member. Never private: who decides reads it. */
export const interview = z.object({
  ...common,
  kind: z.literal('interview'),
  /** The number of a respondent, or in words who it was; or both. */
  respondent: z.int().optional(),
  who: z.string().optional(),
  whenOn: z.iso.date(),
  how: z.enum(interviewWays),
  said: z.string(),
});

/** What the team writes for itself: a note, or what was done with its reason. Sealed under the casework key. */
export const note = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('note'),
    text: z.string(),
    /** For its writer alone. */
    private: z.boolean().optional(),
  }),
  z.object({
    ...common,
    kind: z.literal('identity'),
    part: z.enum(identityParts),
    reason: z.string(),
  }),
  z.object({
    ...common,
    /** The original of a file was opened. */
    kind: z.literal('original'),
    name: z.string(),
    reason: z.string(),
  }),
  z.object({
    ...common,
    /** Access was given, taken away by a lead, or given back. */
    kind: z.enum(['grant', 'set-aside', 'let-back']),
    /** To whom, or from whom. */
    member: author,
    reason: z.string(),
  }),
  z.object({
    ...common,
    kind: z.literal('deadline'),
    /** Which date was moved, from when to when. */
    deadline: z.enum(deadlineNames),
    before: z.iso.datetime(),
    after: z.iso.datetime(),
    reason: z.string(),
  }),
  z.object({
    ...common,
    kind: z.literal('transfer'),
    fromChannel: z.string(),
    toChannel: z.string(),
    reason: z.string(),
  }),
  z.object({
    ...common,
    /** Cases about the same incident were linked or parted, or this one was made from a part of another. */
    kind: z.enum(['link', 'unlink', 'split']),
    /** The other case; absent in notes of earlier releases. */
    otherId: z.string().optional(),
    reason: z.string(),
  }),
  z.object({
    ...common,
    kind: z.literal('state'),
    from: caseState,
    to: caseState,
    reason: z.string().optional(),
    /** Why a case was closed without a message to the reporter. */
    whyNoMessage: z.string().optional(),
  }),
  interview,
  z.object({
    ...common,
    /** What the conflict check shows was changed; what it said before, where it was. */
    kind: z.literal('brief'),
    personsBefore: z.string().optional(),
    spacesBefore: z.string().optional(),
    reason: z.string(),
  }),
]);
export type Note = z.infer<typeof note>;

/** What a member wrote into a note; the rest of it says what was done. */
export const writtenIn = (content: Note): readonly string[] => {
  if (content.kind === 'note') return [content.text];
  if (content.kind === 'interview') return given(content.who, content.said);
  const unsaid = content.kind === 'state' ? [content.whyNoMessage] : [];
  const before = content.kind === 'brief' ? [content.personsBefore, content.spacesBefore] : [];
  return given(content.reason, ...unsaid, ...before);
};

const given = (...texts: readonly (string | undefined)[]): string[] =>
  texts.filter((text) => text !== undefined);

/** A note of which nothing is left but who wrote it, when, and what was done. */
export const clearedNote = (content: Note, cleared: NonNullable<Note['cleared']>): Note => {
  switch (content.kind) {
    case 'note':
      return { ...content, text: '', cleared };
    case 'interview':
      return { ...content, said: '', who: undefined, cleared };
    case 'original':
      return { ...content, name: '', reason: '', cleared };
    case 'brief':
      return { ...content, personsBefore: undefined, spacesBefore: undefined, reason: '', cleared };
    case 'state':
      return { ...content, reason: undefined, whyNoMessage: undefined, cleared };
    case 'identity':
    case 'grant':
    case 'set-aside':
    case 'let-back':
    case 'deadline':
    case 'transfer':
    case 'link':
    case 'unlink':
    case 'split':
      return { ...content, reason: '', cleared };
  }
};

/** Notes are written once, and at most cleared. Each is numbered by the version of the case that wrote it. */
export const noteRecord = recordKind({
  name: 'note',
  schema: note,
  rewritten: false,
  numberedByVersion: true,
});
