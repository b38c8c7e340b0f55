import { describe, expect, it } from 'vitest';
import { narrativeLimit } from '../../../functions/domain/transparency/draft-narratives.ts';

describe('how many texts a report takes', () => {
  it.each([
    ['a count that is withheld', null, 0],
    ['no case that was closed', 0, 0],
    ['fewer than the smallest count that is told', 4, 0],
    ['one for every such count', 5, 1],
    ['one for every such count', 14, 2],
    ['twelve at most', 5_000, 12],
  ])('%s: of %s, %s', (_, closed, most) => {
    expect(narrativeLimit({ cells: { closed }, threshold: 5 })).toBe(most);
  });

  it('none of a report that counts no closings', () => {
    expect(narrativeLimit({ cells: {}, threshold: 5 })).toBe(0);
  });
});
