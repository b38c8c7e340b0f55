import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits, workStepsFor } from '../../functions/cleaning/limits.ts';

const megabyte = 1024 * 1024;

describe('the work that a file may take', () => {
  it('grows with the file up to a bound that is no more than twice what the largest files of programs need', () => {
    expect(workStepsFor(defaultCleaningLimits, 2_000)).toBeLessThan(151_000_000);
    expect(workStepsFor(defaultCleaningLimits, 11 * megabyte)).toBe(700_000_000);
    expect(workStepsFor(defaultCleaningLimits, 100 * megabyte)).toBe(700_000_000);
  });

  it('is never more than the settings say', () => {
    expect(workStepsFor({ ...defaultCleaningLimits, workSteps: 5 }, megabyte)).toBe(5);
  });

  it('ends the cleaning of a small file whose text would grow beyond it', async () => {
    // A quarter of a million names for 900 letters each.
    const names = '&a;'.repeat(250_000);
    const svg = `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(900)}">]><svg xmlns="http://www.w3.org/2000/svg"><title>${names}</title></svg>`;
    expect(await cleanFile(Buffer.from(svg), defaultCleaningLimits)).toMatchObject({ why: 'too-much-work' });
  });
});
