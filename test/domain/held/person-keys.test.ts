import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMessage, messageLimitBytes } from '../../../functions/domain/held/held-message.ts';
import {
  mayBeOne,
  mostKeys,
  personKeys,
  personKeysIn,
  personsIn,
} from '../../../functions/domain/held/person-keys.ts';
import type { Identifiers } from '../../../functions/domain/register/match-accounts.ts';

/** Whether two reports, or a report and a respondent of the team, name certainly the same person. */
const same = (one: string | Identifiers, other: string | Identifiers): boolean => {
  const [ones, others] = [one, other].map((person) =>
    typeof person === 'string' ? personKeysIn([person]) : personKeys([person]),
  );
  return (ones ?? []).some(({ key, platforms }) =>
    (others ?? []).some((theirs) => theirs.key === key && mayBeOne(platforms, theirs.platforms)),
  );
};
const on = (platform: string, handle: string): Identifiers => ({ handles: [{ platform, handle }] });

describe('by what a person is recognised who is named in two reports', () => {
  it.each<readonly [string | Identifiers, string | Identifiers]>([
    ['Max Mustermann', 'mustermann, MAX'],
    ['Zoë Müller', 'Zoe Muller'],
    ['Max Mustermann (he/him)', 'Max Mustermann'],
    ['Mаx Mustеrmann', 'Max Mustermann'],
    ['Анна Каренина', 'Anna Karenina'],
    ['max+list@Example.org', 'MAX@example.org'],
    ['mailto:max@example.org', 'max@example.org'],
    ['m.a.x@googlemail.com', 'max+conf@gmail.com'],
    ['+49 170 1234567', '0170/123 45 67'],
    ['@Some-Account', 'https://github.com/some-account'],
    ['some_account1', '@some_account1'],
    ['u/some_account', 'https://www.reddit.com/user/Some_Account/'],
    ['@rоbin_x', 'robin_x'],
    ['@max@chat.example', '@MAX@chat.example'],
    ['@max@chat.example', 'https://chat.example/@max'],
    ['@max', '@max@chat.example'],
    ['discord: robin#1234', '@robin'],
    ['GitHub: robin-x', 'https://github.com/robin-x'],
    ['Twitter: @robinx', 'https://x.com/robinx'],
    ['forum: robinx', 'https://forum.example.org/u/robinx'],
    ['https://old.reddit.com/u/robinx', on('Reddit', 'robinx')],
    ['@robinx', on('chat', 'robinx')],
    ['Robin Roe', { name: 'Roe, Robin', handles: [] }],
    ['robin@example.org', { handles: [], reach: 'mail: robin@example.org' }],
    ['王小明', '王小明'],
  ])('%j is %j', (one, other) => {
    expect([same(one, other), same(other, one)]).toEqual([true, true]);
  });

  it.each<readonly [string | Identifiers, string | Identifiers]>([
    ['Max Mustermann', 'Max Musterman'],
    ['Stephen Meyer', 'Steven Maier'],
    ['Robin Alexander Roe', 'Robin Roe'],
    ['Max', 'Max'],
    ['Max', 'Max Mustermann'],
    ['', ''],
    ['max@example.org', 'max@example.com'],
    ['robin1987', 'robin2003'],
    ['https://github.com/robinx', 'https://gitlab.com/robinx'],
    ['@max@chat.example', '@max@social.example'],
    ['discord: robinx', 'Slack: robinx'],
    ['https://github.com/robinx', on('chat', 'robinx')],
    ['https://forum.example.org/u/robinx', 'https://chat.example.org/u/robinx'],
    ['constructor', 'constructor'],
  ])('%j is not certainly %j', (one, other) => {
    expect([same(one, other), same(other, one)]).toEqual([false, false]);
  });

  it('an account named on two platforms, or once without one, is found on each', () => {
    const both: Identifiers = {
      handles: [...on('chat', 'robinx').handles, ...on('GitHub', 'robinx').handles],
    };
    const once: Identifiers = { handles: [...on('chat', 'robinx').handles, ...on('', 'robinx').handles] };
    for (const place of ['chat: robinx', 'https://github.com/robinx']) {
      expect(same(both, place)).toBe(true);
      expect(same(once, place)).toBe(true);
    }
    expect(same(both, 'reddit: robinx')).toBe(false);
    expect(same(once, 'reddit: robinx')).toBe(true);
  });

  it('finds those who stand alone between commas, lines and the like', () => {
    expect(personsIn('Max Mustermann, @other\nand somebody; Ben Other and Cem Third')).toEqual([
      'Max Mustermann',
      '@other',
      'and somebody',
      'Ben Other',
      'Cem Third',
    ]);
  });

  const free = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 40 });
  const typed = fc.array(
    fc.record({
      name: fc.string({ maxLength: 20 }),
      handles: fc.array(
        fc.record({
          platform: fc.constantFrom('chat', 'https://github.com/', 'forum.example.org', ''),
          handle: fc.constantFrom('robin', 'robin.x', '@robin@social.example', 'sam9', 'a@b.example'),
        }),
        { maxLength: 20 },
      ),
      reach: fc.string({ maxLength: 60 }),
    }),
    { maxLength: 6 },
  );

  it('is digests of one length, so many at most, of whatever text, and always finds a message that holds them', () => {
    fc.assert(
      fc.property(free, typed, (named, persons) => {
        for (const keys of [personKeysIn(named), personKeys(persons)]) {
          expect(keys.length).toBeLessThanOrEqual(mostKeys);
          for (const { key, platforms } of keys) {
            expect(key).toMatch(/^[\w-]{43}$/);
            for (const one of platforms) expect(one).toMatch(/^[\w-]{8}$/);
          }
          const senders = Array.from({ length: 4 }, () => 'x'.repeat(22));
          const message = {
            kind: 'named',
            caseId: 'x'.repeat(22),
            on: '2026-03-10',
            ...inMessage(keys),
            senders,
          };
          expect(JSON.stringify(message).length).toBeLessThanOrEqual(messageLimitBytes);
          const agreed = { ...message, senders: undefined, sentOn: '2026-03-10', threadKey: 'x'.repeat(43) };
          expect(JSON.stringify({ ...agreed, revision: 1_000_000 }).length).toBeLessThanOrEqual(
            messageLimitBytes,
          );
        }
      }),
    );
  });
});
