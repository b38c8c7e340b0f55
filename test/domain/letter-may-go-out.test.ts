import { describe, expect, it } from 'vitest';
import { letterMayGoOut } from '../../functions/domain/decision/letter-may-go-out.ts';

const today = '2026-03-10';
const by = { id: 'a', name: 'Ada' };
const announced = (on: string) => ({ letterAnnounced: { on, by, saidOn: '2026-03-09' } });

describe('a letter may go out', () => {
  it('on the day that the reporter was told, and after it', () => {
    expect(letterMayGoOut(announced('2026-03-10'), true, today)).toEqual({ kind: 'may' });
    expect(letterMayGoOut(announced('2026-03-09'), true, today)).toEqual({ kind: 'may' });
  });

  it('not before that day, nor before anything was told', () => {
    expect(letterMayGoOut(announced('2026-03-11'), true, today)).toEqual({
      kind: 'too-early',
      on: '2026-03-11',
    });
    expect(letterMayGoOut({}, true, today)).toEqual({ kind: 'not-announced' });
  });

  it('at any time where nobody can come back to read it, and once it has gone out', () => {
    expect(letterMayGoOut({}, false, today)).toEqual({ kind: 'may' });
    const letterSent = { way: 'printed' as const, on: '2026-03-08', by };
    expect(letterMayGoOut({ letterSent }, true, today)).toEqual({ kind: 'may' });
  });
});
