import * as z from 'zod';
import { addDays, day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { caseOperation } from '../change/operation.ts';
import {
  chosenEntries,
  entriesInWords,
  excerptsFor,
  excerptsProblems,
  pageLanguage,
  type ExcerptsRefusal,
} from './expert-excerpts.ts';
import { handedOverAnswer, handOverDoor, handOverProblems, type HandOverRefusal } from './hand-over-door.ts';
import { hearing } from './door-parts.ts';

export const askedOfExpert = requiredText(8 * 1024).describe(
  'What they are asked: to translate it, or what you want to know. They read it as it is.',
);

const newExpertDoor = z.strictObject({
  whom: requiredText(200).describe('Whom it is for, in words for the team. They do not read it.'),
  language: pageLanguage,
  about: askedOfExpert,
  entries: chosenEntries,
});

type MakeRefusal = HandOverRefusal | ExcerptsRefusal;

export const makeExpertDoor = caseOperation<MakeRefusal>()({
  name: 'make-expert-door',
  path: '/doors/experts',
  summary:
    'Show chosen entries, as they are redacted, to an expert or a translator. They see nothing else, can write to the team alone, and for the days of the settings. The answer holds a link and words to hand over, once; which entries were given is logged.',
  permission: hearing,
  input: newExpertDoor,
  ...handedOverAnswer,
  perform: (context, caseId, { whom, language, about, entries }, { sentKey }) =>
    handOverDoor<MakeRefusal>(context, caseId, {
      permission: hearing,
      sentKey,
      decide: async (opened) => {
        const excerpts = await excerptsFor(context, opened, entries, language);
        if ('refusal' in excerpts) return excerpts;
        const endsOn = day(addDays(context.now, context.settings.doors.expertDays));
        return {
          wanted: { whom, endsOn, page: { kind: 'expert', language, about, endsOn, excerpts } },
          edit: { audit: { action: 'expert-door-made', detail: entriesInWords(entries) } },
        };
      },
    }),
  problems: { ...handOverProblems, ...excerptsProblems },
  audit: {
    'expert-door-made': { says: 'Showed an expert or translator entries', detail: 'as-it-is' },
  },
  example: {
    whom: 'A translator',
    language: 'en',
    about: 'Please translate this.',
    entries: [{ thread: 'reporter', entry: 1 }],
  },
});
