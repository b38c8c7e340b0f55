import { asking } from './on-cases.ts';
import type { Operation } from './stories.ts';
import { thoseThere, type World } from './world.ts';

const reason = 'It has to be.';

const keeping = (verb: string, path: string): Operation<World>['plan'] =>
  asking((world, choose) => {
    const whom = choose.one(thoseThere(world));
    return (
      whom && {
        says: (who, { name }) => `${who} ${verb} ${whom.row.name} ${name}`,
        path,
        body: { memberId: whom.row.memberId, reason },
      }
    );
  });

export const setsAside: Operation<World> = {
  name: 'set aside',
  weight: 4,
  plan: keeping('keeps from', '/aside'),
};

export const letsBack: Operation<World> = {
  name: 'let back',
  plan: keeping('lets back to', '/aside/lift'),
};
