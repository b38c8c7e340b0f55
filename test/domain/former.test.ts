import { expect, it } from 'vitest';
import { knownBy, likenessOf, standardCost } from '../../functions/domain/member/former.ts';

const bytes = new Uint8Array(16).fill(7);
const salt = { bytes, cost: standardCost };
const grace = { name: 'Grace Hopper', email: 'Grace+team@example.org' };

it('digests of names and addresses are what earlier releases have stored, at the cost of a deployment', () => {
  expect(standardCost).toBe(16_384);
  expect(knownBy(salt, grace)).toEqual({
    whole: ['bmg3tH6gpofeAfE5dluT-89c', '_Sl_CH9cFQqLN_rbN7GBmpYX'],
    alike: ['v0ABLVlJYlAps7OTYTyoo-jw', 'ujk3kcfR6qlnpK6LwzY-6t6M'],
  });
});

it('what was made at one cost is not known again at another', () => {
  const known = knownBy(salt, grace);
  const former = [{ memberId: 'left', earlierIds: [], knownBy: [...known.whole, ...known.alike] }];
  expect(likenessOf([], { salt, former }, grace)).toEqual({ earlierIds: ['left'], alike: [] });
  const cheap = { bytes, cost: 2 };
  expect(likenessOf([], { salt: cheap, former }, grace)).toEqual({ earlierIds: [], alike: [] });
});
