import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlaced, mayLift } from '../../../functions/domain/decision/measure-state.ts';
import type { Measure, RollOut } from '../../../functions/domain/decision/measure.ts';
import { isOpenStill, takenOver } from '../../../functions/domain/decision/take-over.ts';

const by = { id: 'a', name: 'Ada' };
const today = '2026-03-10';
const account = (restriction: string, name: string, more: Partial<RollOut> = {}): RollOut => ({
  platform: 'chat',
  restriction,
  account: name,
  ...more,
});
const done = { by, on: '2026-03-01' };
const measure = (more: Partial<Measure> = {}): Measure => ({
  respondent: 1,
  decision: 1,
  type: 'ban',
  from: '2026-03-01',
  status: 'to-do',
  rollOuts: [],
  ...more,
});
const at = (from: string) => ({ decision: 2, from, by, on: today });
const only = (content: Measure, after: readonly Measure[], from: string) => {
  const { ended, measures } = takenOver([{ number: 7, content }], after, at(from));
  return { ended: ended[0]?.content, measures };
};

describe('measures that another decision takes the place of', () => {
  it('end at once where it begins today', () => {
    const { ended } = only(measure({ type: 'training' }), [], today);
    expect(ended).toMatchObject({ status: 'waived', replacedBy: 2, changed: { by, on: today } });
  });

  it('go on until the day before, where it begins later, and have to be lifted then', () => {
    const forGood = measure({ status: 'done', rollOuts: [account('ban', '@one', { done })] });
    expect(only(forGood, [], '2026-03-20').ended).toMatchObject({ status: 'to-do', until: '2026-03-19' });
    const sooner = measure({ until: '2026-03-12' });
    expect(only(sooner, [], '2026-03-20').ended).toMatchObject({ until: '2026-03-12', replacedBy: 2 });
    const later = measure({ from: '2026-04-01', until: '2026-05-01' });
    expect(only(later, [], '2026-03-20').ended).toMatchObject({ status: 'waived' });
  });

  it('that have ended already stay as they are', () => {
    const over = measure({ until: '2026-03-09', rollOuts: [account('ban', '@one', { done })] });
    expect(only(over, [], today).ended).toBeUndefined();
    const waived = measure({ status: 'waived', rollOuts: [account('ban', '@one', { done })] });
    expect(only(waived, [], today).ended).toBeUndefined();
  });

  it('of which an account is not known pass on nothing', () => {
    const unknown = measure({ rollOuts: [account('ban', '', { done })] });
    const { measures } = only(unknown, [measure({ decision: 2, rollOuts: [account('ban', '')] })], today);
    expect(measures[0]?.rollOuts[0]?.done).toBeUndefined();
  });

  it('in place on an account stay in place there if and only if the new decision says the same; no place is lost or counted twice', () => {
    const rollOuts = fc.array(
      fc.record({
        restriction: fc.constantFrom('ban', 'mute'),
        name: fc.constantFrom('@one', '@two', ''),
        state: fc.constantFrom('waits', 'placed', 'lifted'),
      }),
      { maxLength: 5 },
    );
    const made = (accounts: readonly { restriction: string; name: string; state: string }[]) =>
      accounts.map(({ restriction, name, state }) =>
        account(restriction, name, {
          ...(state === 'waits' ? {} : { done }),
          ...(state === 'lifted' ? { lifted: done } : {}),
        }),
      );
    const key = ({ restriction, account: name }: RollOut): string => `${restriction} ${name}`;
    fc.assert(
      fc.property(
        rollOuts,
        rollOuts,
        fc.constantFrom('to-do', 'done', 'waived'),
        fc.constantFrom(today, '2026-03-20'),
        (old, wanted, status, from) => {
          const before = measure({ status, rollOuts: made(old) });
          fc.pre(isOpenStill(before));
          const after = measure({
            decision: 2,
            rollOuts: wanted.map((one) => account(one.restriction, one.name)),
          });
          const { ended = before, measures } = only(before, [after], from);
          const placedBefore = new Set(before.rollOuts.filter(isPlaced).map(key));
          const asked = new Set(after.rollOuts.filter((one) => one.account !== '').map(key));
          const stays = [...placedBefore].filter((one) => asked.has(one));
          expect(new Set(measures[0]?.rollOuts.filter(isPlaced).map(key))).toEqual(new Set(stays));
          expect(new Set(ended.rollOuts.filter(isPlaced).map(key))).toEqual(
            new Set([...placedBefore].filter((one) => !asked.has(one))),
          );
          // Whatever is left under it may be lifted from the day on which the new one begins.
          expect(mayLift(ended, from)).toBe(true);
        },
      ),
    );
  });
});
