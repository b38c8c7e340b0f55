import { describe, it } from 'vitest';
import { toldOperations } from './harness/on-told.ts';
import { checkStories } from './harness/stories.ts';
import { beginToldWorld, endToldWorld, expectTruth, type ToldWorld } from './harness/told.ts';

describe('nothing is told that did not happen', () => {
  it('what the reporter’s page and JSON claim is what has happened to their case', async () => {
    await checkStories<ToldWorld>({
      begin: beginToldWorld,
      end: endToldWorld,
      operations: toldOperations,
      holds: expectTruth,
      runs: 10,
      steps: 14,
    });
  });
});
