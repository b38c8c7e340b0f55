import { describe, expect, it } from 'vitest';
import { skippedChecks } from '../../tools/rehearse/skipped-checks.ts';
import { outputsOf, templateShape, withStandIns } from '../../tools/rehearse/stand-ins.ts';
import { runSteps, skipped, done } from '../../tools/rehearse/steps.ts';
import { template } from '../infra/synthesized.ts';

const json = (): Record<string, unknown> => structuredClone(template.toJSON());
const parsed = (changed: unknown = json()) => templateShape.parse(changed);
const problems = (changed: unknown): string[] =>
  skippedChecks(parsed(changed)).flatMap(({ what, problem }) => (problem === undefined ? [] : [what]));

describe('the rehearsal', () => {
  it('asserts what moto skips, and the stack as it is holds', () => {
    expect(problems(json())).toEqual([]);
  });

  const broken: readonly (readonly [string, string, string, unknown])[] = [
    [
      'an access log on the public side',
      'AWS::ApiGatewayV2::Stage',
      'AccessLogSettings',
      { DestinationArn: 'x' },
    ],
    ['CORS', 'AWS::ApiGatewayV2::Api', 'CorsConfiguration', { AllowOrigins: ['*'] }],
    ['a schedule that is disabled', 'AWS::Scheduler::Schedule', 'State', 'DISABLED'],
    ['mail without TLS', 'AWS::SES::ConfigurationSet', 'DeliveryOptions', { TlsPolicy: 'OPTIONAL' }],
    ['a table without time to live', 'AWS::DynamoDB::Table', 'TimeToLiveSpecification', undefined],
    ['a table without recovery', 'AWS::DynamoDB::Table', 'PointInTimeRecoverySpecification', undefined],
    [
      'a bucket in which unfinished uploads stay',
      'AWS::S3::Bucket',
      'LifecycleConfiguration',
      { Rules: [{ Prefix: 'kept/', ExpirationInDays: 1, Status: 'Enabled' }] },
    ],
    ['a bucket with versions', 'AWS::S3::Bucket', 'VersioningConfiguration', { Status: 'Enabled' }],
    ['an alarm without anybody to tell', 'AWS::CloudWatch::Alarm', 'AlarmActions', []],
  ];
  it.each(broken)('finds %s', (_, type, property, value) => {
    const changed = parsed();
    const first = Object.values(changed.Resources).find(({ Type }) => Type === type);
    if (!first) throw new Error(`the stack has no ${type}`);
    first.Properties[property] = value;
    expect(problems(changed).length).toBeGreaterThan(0);
  });

  it('replaces only what refers to a resource moto skips', () => {
    const [before, after] = [parsed(), parsed(withStandIns(json()))];
    const changed = Object.keys(before.Resources).filter(
      (id) => JSON.stringify(before.Resources[id]) !== JSON.stringify(after.Resources[id]),
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(JSON.stringify(after)).not.toContain('ApiEndpoint');
    for (const id of ['VaultTable', 'CasesTable', 'TeamTable', 'RingKey'])
      expect(after.Resources[id]).toEqual(before.Resources[id]);
  });

  it('reads the command for the first member as the deployment prints it', () => {
    const { FirstMember = '' } = outputsOf(parsed(), (id) => `made-of-${id}`);
    expect(FirstMember).toMatch(
      /^npm run member -- add --table made-of-TeamTable --team-url https:\S+ --name /,
    );
  });

  it('ends with the first step that fails, says why, and cleans up all the same', async () => {
    const lines: string[] = [];
    const results = await runSteps(
      [
        { name: 'one', run: () => Promise.resolve(done('well')) },
        { name: 'two', run: () => Promise.resolve(skipped('not here')) },
        { name: 'three', run: () => Promise.reject(new Error('broken')) },
        { name: 'four', run: () => Promise.resolve(done('never')) },
        { name: 'five', run: () => Promise.resolve(done('away')), isLast: true },
      ],
      (line) => lines.push(line),
    );
    expect(results.map(({ kind }) => kind)).toEqual(['done', 'skipped', 'failed', 'done']);
    expect(lines.at(2)).toContain('three: broken');
  });
});
