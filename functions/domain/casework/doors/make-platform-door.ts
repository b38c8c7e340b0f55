import * as z from 'zod';
import { language } from '../../../settings/localised.ts';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { platformPageAfter } from '../../door/platform-restrictions.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation } from '../change/operation.ts';
import { damagedRecords, type DamagedRecords } from '../decision/decision-problems.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { measureRecord } from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import {
  handedOverAnswer,
  handOverDoor,
  handOverProblems,
  type HandOverRefusal,
  type HandOverWanted,
} from './hand-over-door.ts';

// The same members as those who keep the list of accounts: the page shows that list, and nothing of why.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const newPlatformDoor = z.strictObject({
  platform: requiredText(80).describe(
    'A platform of the settings, or another one on which accounts of this case stand: its page lists them.',
  ),
  whom: requiredText(200).describe('Who has it, in words for the team: they stand at what they answer.'),
  language: language.describe('What the page and its buttons are in.'),
});
type NewPlatformDoor = z.infer<typeof newPlatformDoor>;

type MakeRefusal =
  HandOverRefusal | DamagedRecords | { readonly kind: 'platform-has-door' | 'no-such-platform' };

const decide = async (
  context: CaseContext,
  opened: OpenCase,
  { platform, whom, language: pageLanguage }: NewPlatformDoor,
): Promise<HandOverWanted | { readonly refusal: MakeRefusal }> => {
  const { settings, now } = context;
  const doors = await readRecordsOf(context, opened, doorRecord);
  const isThere = doors.records.some(
    ({ content }) => content.kind === 'platform' && content.state === 'open' && content.platform === platform,
  );
  if (isThere) return { refusal: { kind: 'platform-has-door' } };
  const { records, unreadable } = await readRecordsOf(context, opened, measureRecord);
  if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const measures = new Map(records.map(({ number, content }) => [number, content]));
  const isPlace =
    Object.hasOwn(settings.decisions.platforms, platform) ||
    records.some(({ content }) => content.rollOuts.some((rollOut) => rollOut.platform === platform));
  if (!isPlace) return { refusal: { kind: 'no-such-platform' } };
  const door = { platform, whom, language: pageLanguage };
  return {
    wanted: { platform, whom, page: platformPageAfter(settings.decisions, door, measures, day(now)) },
    edit: { audit: { action: 'platform-door-made', detail: platform } },
  };
};

export const makePlatformDoor = caseOperation<MakeRefusal>()({
  name: 'make-platform-door',
  path: '/doors/platforms',
  summary:
    'Give the admins of a platform a page with every restriction there: name, what, from, until, and nothing of why. They say on it what is done. The answer holds a link and words to hand over, once.',
  permission,
  input: newPlatformDoor,
  ...handedOverAnswer,
  perform: (context, caseId, wanted, { sentKey }) =>
    handOverDoor<MakeRefusal>(context, caseId, {
      permission,
      sentKey,
      decide: (opened) => decide(context, opened, wanted),
    }),
  problems: {
    ...handOverProblems,
    ...damagedRecords,
    'no-such-platform': invalidField(
      '/platform',
      'Is neither in the settings nor at a measure of this case.',
      'No account of this case stands there. Name a platform of the settings, or add the account to a measure first.',
    ),
    'platform-has-door': invalidField(
      '/platform',
      'Has a page already.',
      'The admins of this platform have a page already, which lists every restriction. Make new words for that one.',
    ),
  },
  audit: {
    'platform-door-made': { says: 'Gave the admins of a platform a page', detail: 'as-it-is' },
  },
  example: { platform: 'chat', whom: 'The admins of the chat', language: 'en' },
});
