import type { Measure, RollOut } from '../../functions/domain/decision/measure.ts';
import { addDays, day } from '../../functions/domain/kernel/clock.ts';
import type { Service } from '../harness/service.ts';
import { decideWith, nameSomebody, type Colleague } from '../team/measured-case.ts';

/**
 * A decision about somebody with accounts on one platform, whose restrictions there stand in every way that its admins are
 * shown. The case has been opened by the member; nobody has been named in it.
 */
export const restrictedInEveryWay = async (
  service: Service,
  member: Colleague,
  caseId: string,
  on: Pick<RollOut, 'platform' | 'restriction' | 'account'>,
): Promise<void> => {
  const inDays = (days: number): string => day(addDays(service.clock.now, days));
  const tick = (days: number) => ({ by: { id: member.memberId, name: member.name }, on: inDays(days) });
  const restriction = (
    number: number,
    when: Pick<Measure, 'from' | 'until'>,
    state: Pick<RollOut, 'done' | 'lifted' | 'cannot'> = {},
  ) => ({
    type: 'restriction-of-spaces',
    ...when,
    rollOuts: [{ ...on, account: `${on.account}${number}`, ...state }],
  });
  await nameSomebody(service, member, caseId);
  await decideWith(service, member, caseId, {
    measures: [
      restriction(1, { from: inDays(0), until: inDays(30) }),
      restriction(2, { from: inDays(0) }, { cannot: { ...tick(0), reason: '1' } }),
      restriction(3, { from: inDays(-30), until: inDays(-1) }, { done: tick(-30) }),
      restriction(4, { from: inDays(-30), until: inDays(60) }, { done: tick(-29) }),
      restriction(4, { from: inDays(-40), until: inDays(-1) }, { done: tick(-40) }),
      restriction(5, { from: inDays(10), until: inDays(20) }),
      restriction(6, { from: inDays(-60), until: inDays(-20) }, { done: tick(-60), lifted: tick(-19) }),
    ],
  });
};
