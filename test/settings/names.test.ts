import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../functions/envelope/edit-distance.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { mergeSettings } from '../../functions/settings/merge.ts';
import { nameHint, nearestName } from '../../functions/settings/nearest-name.ts';

const sender = 'conduct@example.org';
const problemsOf = (own: object): string[] => {
  const result = mergeSettings({ sender, ...own });
  return result.ok ? [] : result.problems.map(({ field, message }) => `${field}: ${message}`);
};
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 7 });

describe('the distance of two words', () => {
  it.each([
    ['conduct', 'conduct', 0],
    ['condct', 'conduct', 1],
    ['conduct', 'condutc', 1],
    ['securty', 'security', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('%s and %s: %i', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
  });

  it('is none only to itself, the same both ways, and at most the longer word', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other);
        expect(distance === 0).toBe(one === other);
        expect(editDistance(other, one)).toBe(distance);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });

  it('is one after one letter is put in, left out, replaced or swapped with another one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,9}$/), fc.nat(), (text, random) => {
        const at = random % text.length;
        const [before, after] = [text.slice(0, at), text.slice(at + 1)];
        for (const changed of [`${before}-${text.slice(at)}`, `${before}${after}`, `${before}-${after}`])
          expect(editDistance(text, changed)).toBe(1);
        const swapped = `${before}${after[0] ?? ''}${text[at] ?? ''}${after.slice(1)}`;
        expect(editDistance(text, swapped)).toBe(swapped === text ? 0 : 1);
      }),
    );
  });
});

describe('the nearest name', () => {
  it.each([
    ['condct', 'conduct'],
    ['Conduct', 'conduct'],
    ['securty', 'security'],
    ['secu', 'security'],
    ['team_url', 'team-url'],
    ['press', undefined],
    ['x', undefined],
  ])('of %s is %s', (typed, wanted) => {
    expect(nearestName(typed, ['conduct', 'security', 'team-url'])).toBe(wanted);
  });

  it('is asked for, or all names are listed', () => {
    expect(nameHint('condct', ['conduct', 'security'])).toBe('Did you mean "conduct"?');
    expect(nameHint('press', ['conduct', 'security'])).toBe('There is: conduct, security.');
    expect(nameHint('press', [])).toBe('There is none.');
  });
});

describe('a name in the settings that is not known', () => {
  it('leaves nothing out by null, at any depth', () => {
    expect(problemsOf({ channels: { securty: null } })).toEqual([
      'channels.securty: There is nothing of this name to leave out. Did you mean "security"?',
    ]);
    expect(problemsOf({ channels: { conduct: { questions: { witneses: null } } } })).toEqual([
      'channels.conduct.questions.witneses: There is nothing of this name to leave out. Did you mean "witnesses"?',
    ]);
    expect(problemsOf({ defaultChanel: null })[0]).toContain('Did you mean "defaultChannel"?');
    expect(problemsOf({ organisation: { fr: null } })[0]).toContain('There is: en, es, ar.');
  });

  it('of an optional setting without a default may stand there as null', () => {
    expect(problemsOf({ teamHost: null, alarms: { email: null } })).toEqual([]);
  });

  it.each([
    [{ chanels: {} }, 'chanels: There is no such setting. Did you mean "channels"?'],
    [
      { channels: { conduct: { deadlines: { acknowledgeHour: 3 } } } },
      'channels.conduct.deadlines.acknowledgeHour: There is no such setting. Did you mean "acknowledgeHours"?',
    ],
    [
      { webhooks: { chat: { url: 'https://chat.example.org/', wen: 'urgent' } } },
      'webhooks.chat.wen: There is no such setting. Did you mean "when"?',
    ],
    [{ defaultChannel: 'condct' }, 'defaultChannel: There is no channel "condct". Did you mean "conduct"?'],
    [{ press: 1 }, 'press: There is no such setting.'],
  ])('is refused with the nearest known one: %j', (own, problem) => {
    expect(problemsOf(own)).toEqual([problem]);
  });

  it('of a channel that is not whole may be meant for one that is there', () => {
    const problems = problemsOf({ channels: { securty: { label: 'Security' } } });
    expect(problems).toContainEqual(
      expect.stringMatching(/^channels\.securty\.questions: .*did you mean "security"\?$/),
    );
  });
});

describe('what is wrong in the settings', () => {
  it.each([
    [
      { channels: { conduct: { deadlines: { updateDays: '3' } } } },
      /updateDays: Must be a number; it is a text in quotes\.$/,
    ],
    [{ quietDays: 0 }, /quietDays: Must be at least 1\.$/],
    [{ quietDays: 1.5 }, /quietDays: Must be a whole number; it is a number\.$/],
    [{ quietDays: 61 }, /quietDays: Must be at most 60\.$/],
    [{ channels: [] }, /channels: Must be an object in braces { }; it is a list\.$/],
    [{ notices: null }, /notices: Is missing\. Give an object in braces { }\.$/],
    [{ alarms: { trail: 'yes' } }, /alarms\.trail: Must be true or false; it is a text in quotes\.$/],
    [{ languages: ['en', 'fr'] }, /languages\.1: Must be one of: en, es, ar\.$/],
    [{ logs: { retentionDays: 8 } }, /retentionDays: Must be one of: 1, 3, 5, 7, 14, 30, 60, 90\.$/],
    [{ webhooks: { 'Team chat': {} } }, /webhooks\.Team chat: Use small letters, digits and hyphens/],
  ])('is said in words: %j', (own, problem) => {
    expect(problemsOf(own)[0]).toMatch(problem);
  });

  it('is said in none of the words of the schema library, whatever stands where', () => {
    const anything = fc.jsonValue({ maxDepth: 2 });
    const name = fc.oneof(fc.constantFrom(...Object.keys(defaultSettings)), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.dictionary(name, anything, { maxKeys: 4 }), (own) => {
        const result = mergeSettings(own);
        for (const { message } of result.ok ? [] : result.problems)
          expect(message).not.toMatch(/Invalid|expected|received|Unrecognized|Too (big|small)/);
      }),
    );
  });
});
