import { expect, it } from 'vitest';
import { fastTests } from '../../vitest.fast.config.ts';
import { loadedBy } from '../harness/loaded-by.ts';

it('test:fast takes what needs nothing, and leaves out what starts an emulator or a process', () => {
  expect(fastTests.length).toBeGreaterThan(40);
  expect(fastTests).toContain('test/envelope/seal.test.ts');
  expect(fastTests).not.toContain('test/envelope/seal-under-garbage-collection.test.ts');
  expect(fastTests).not.toContain('test/domain/attachment/reading-and-writing.test.ts');
  const loaded = new Set(fastTests.flatMap((path) => [...loadedBy(path)]));
  expect(loaded).not.toContain('test/harness/service.ts');
  expect(loaded).not.toContain('node:worker_threads');
  expect(loadedBy('test/team/list.test.ts')).toContain('infra/local/start-emulators.ts');
});
