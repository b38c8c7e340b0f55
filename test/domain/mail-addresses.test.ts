import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailedAs, replyAddress } from '../../functions/domain/mail/mail-addresses.ts';
import { mergeSettings } from '../../functions/settings/merge.ts';

const settingsOf = (channels: object) => {
  const merged = mergeSettings({ sender: 'team@example.org', channels });
  if (!merged.ok) throw new Error(JSON.stringify(merged.problems));
  return merged.settings;
};
const mail = (answers: 'notice' | 'full', address: string) => ({ mail: { address, answers } });

describe('how somebody who wrote by mail is answered', () => {
  const settings = settingsOf({
    conduct: mail('full', 'conduct@example.org'),
    security: mail('notice', 'security@example.org'),
  });

  it.each([
    ['full', { channel: 'conduct' }, { as: 'full', channel: 'conduct' }],
    // The channel it is in now says how much; the address stays the one they know.
    [
      'of a stricter channel',
      { channel: 'security', sentTo: 'conduct' },
      { as: 'notice', channel: 'conduct' },
    ],
    ['of a milder one', { channel: 'conduct', sentTo: 'security' }, { as: 'full', channel: 'security' }],
    [
      'where their channel is gone',
      { channel: 'security', sentTo: 'gone' },
      { as: 'notice', channel: 'security' },
    ],
    ['where neither takes mail', { channel: 'constructor', sentTo: 'toString' }, undefined],
  ])('%s', (_, head, expected) => {
    expect(mailedAs(settings, head)).toEqual(expected);
  });

  it('says no more than a notice where the channel takes no mail itself', () => {
    const one = settingsOf({ conduct: mail('full', 'conduct@example.org'), security: {} });
    expect(mailedAs(one, { channel: 'security', sentTo: 'conduct' })?.as).toBe('notice');
  });

  it('has an address to reply to that leads back to the handle', () => {
    const handles = fc.string({
      unit: fc.constantFrom(...'a b c d e f g h i j k l m n o p q r s t u v w x y z 2 3 4 5 6 7'.split(' ')),
      minLength: 26,
      maxLength: 26,
    });
    fc.assert(
      fc.property(handles, (handle) => {
        expect(replyAddress(settings, 'conduct', handle)).toBe(`conduct+${handle}@example.org`);
      }),
    );
    expect(replyAddress(settings, 'hasOwnProperty', 'x')).toBeUndefined();
  });
});
