import { expect, it } from 'vitest';
import { graphOf, readSources } from '../../walls/source-graph.ts';
import { reachesNone } from '../../walls/walls.ts';

it('the laptop evaluates the statements of the stack without loading CDK, which takes seconds', async () => {
  const folders = await Promise.all(['functions', 'infra/aws', 'infra/local'].map(readSources));
  const sources = new Map(folders.flatMap((folder) => [...folder]));
  // It imports what it is told to, a function's bundle.
  sources.delete('infra/local/function-worker.ts');
  const graph = graphOf(sources);
  const reachesCdk = (start: string): string[] =>
    reachesNone(start, ['aws-cdk-lib', 'constructs'], { types: false })(graph);
  expect(reachesCdk('infra/local/')).toEqual([]);
  expect(graph.has('infra/local/policies/local-policies.ts')).toBe(true);
  // The same look finds it where it is.
  expect(reachesCdk('infra/aws/policy-statement.ts')).not.toEqual([]);
});
