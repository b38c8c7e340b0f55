import { expect } from 'vitest';
import { bearer, bodyOf, jsonRequest } from '../../harness/requests.ts';
import type { Choose, Operation } from './stories.ts';
import { reportTo, type Happened, type ToldWorld } from './told.ts';

/** What reporters do, and what happens by itself. */
export const relation = ({ cases }: ToldWorld, choose: Choose): Happened | undefined =>
  choose.one(cases.filter(({ erased }) => !erased));

export const reports: Operation<ToldWorld> = {
  name: 'report',
  plan: (world, choose) => {
    const urgent = choose.yes();
    return {
      says: `somebody reports${urgent ? ' what is urgent' : ''}`,
      does: () => reportTo(world, urgent),
    };
  },
};

export const writesAgain: Operation<ToldWorld> = {
  name: 'reporter writes',
  plan: (world, choose) => {
    const known = relation(world, choose);
    const send = async ({ token }: Happened): Promise<void> => {
      const sent = jsonRequest({ text: 'It goes on.' }, bearer(token).headers);
      await world.service.reporter('/api/follow-up/entries', sent);
    };
    return known && { says: `the reporter of ${known.name} writes`, does: () => send(known) };
  },
};

export const withdraws: Operation<ToldWorld> = {
  name: 'withdraw',
  plan: (world, choose) => {
    const known = relation(world, choose);
    if (!known) return undefined;
    return {
      says: `the reporter of ${known.name} withdraws it`,
      does: async () => {
        const answer = await world.service.reporter('/api/follow-up', {
          method: 'DELETE',
          ...bearer(known.token),
        });
        const { outcome } = await bodyOf<{ outcome: string }>(answer);
        expect(outcome, 'withdrawn at once').toBe(known.opened ? 'asked' : 'erased');
        known.erased = !known.opened;
      },
    };
  },
};

export const timePasses: Operation<ToldWorld> = {
  name: 'time',
  weight: 2,
  plan: ({ service }, choose) => {
    const hours = choose.one([5, 50, 200, 700]) ?? 5;
    return {
      says: `${hours} hours pass`,
      does: async () => {
        service.clock.advance(hours * 3_600_000);
        for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
      },
    };
  },
};
